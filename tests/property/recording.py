"""Ports of the simulated platform that remember every verb by which the bot acted."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from adapters.sandbox.outbound import SandboxPorts
from adapters.sandbox.world import World
from groupbot.deeds import Deed
from groupbot.effects import (
    Acknowledge,
    Admit,
    Ask,
    Decline,
    Hand,
    Leave,
    Release,
    Remove,
    Restrict,
    Say,
    TellAdmins,
    Whisper,
)
from groupbot.people import MessageRef
from groupbot.ports import Reach


class Recording(SandboxPorts):
    """`acts` are the effects that reached the platform, in order."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.acts: list[object] = []

    async def say(self, effect: Say) -> MessageRef | None:
        """Remember and act."""
        self.acts.append(effect)
        return await super().say(effect)

    async def whisper(self, effect: Whisper) -> Reach:
        """Remember and act."""
        self.acts.append(effect)
        return await super().whisper(effect)

    async def hand(self, effect: Hand) -> Reach:
        """Remember and act."""
        self.acts.append(effect)
        return await super().hand(effect)

    async def ask(self, effect: Ask) -> Reach:
        """Remember and act."""
        self.acts.append(effect)
        return await super().ask(effect)

    async def acknowledge(self, effect: Acknowledge) -> None:
        """Remember and act."""
        self.acts.append(effect)
        await super().acknowledge(effect)

    async def remove(self, effect: Remove) -> bool:
        """Remember and act."""
        self.acts.append(effect)
        return await super().remove(effect)

    async def leave(self, effect: Leave) -> bool:
        """Remember and act."""
        self.acts.append(effect)
        return await super().leave(effect)

    async def restrict(self, effect: Restrict, ours: AbstractSet[datetime]) -> Deed:
        """Remember and act."""
        self.acts.append(effect)
        return await super().restrict(effect, ours)

    async def release(self, effect: Release, ours: AbstractSet[datetime]) -> Deed:
        """Remember and act."""
        self.acts.append(effect)
        return await super().release(effect, ours)

    async def admit(self, effect: Admit) -> Deed:
        """Remember and act."""
        self.acts.append(effect)
        return await super().admit(effect)

    async def decline(self, effect: Decline) -> Deed:
        """Remember and act."""
        self.acts.append(effect)
        return await super().decline(effect)

    async def tell_admins(self, effect: TellAdmins) -> int:
        """Remember and act."""
        self.acts.append(effect)
        return await super().tell_admins(effect)
