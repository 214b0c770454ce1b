"""Implements Ports by taking everything at once: what is measured is the house, not a platform."""

from collections.abc import Set as AbstractSet
from datetime import datetime

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
from groupbot.people import Actor, Admins, Chat, MessageRef
from groupbot.ports import Capabilities, Reach, Right, Standing


class Taking:
    """Delivers everything to nobody; `whispered` counts the private words that were taken."""

    def __init__(self, platform: str) -> None:
        self.capabilities = Capabilities(platform, page_limit=4096)
        self.whispered = 0

    async def say(self, effect: Say) -> MessageRef | None:
        """Take it."""
        return MessageRef(effect.chat.id, "1", effect.thread)

    async def whisper(self, effect: Whisper) -> Reach:  # noqa: ARG002  (the port's own word)
        """Take it and count it."""
        self.whispered += 1
        return Reach.PRIVATE

    async def hand(self, effect: Hand) -> Reach:  # noqa: ARG002  (as above)
        """Take it."""
        return Reach.PRIVATE

    async def acknowledge(self, effect: Acknowledge) -> None:
        """Take it."""

    async def ask(self, effect: Ask) -> Reach:  # noqa: ARG002  (as above)
        """Take it."""
        return Reach.PRIVATE

    async def remove(self, effect: Remove) -> bool:  # noqa: ARG002  (as above)
        """Take it."""
        return True

    async def leave(self, effect: Leave) -> bool:  # noqa: ARG002  (as above)
        """Take it."""
        return True

    async def restrict(self, effect: Restrict, ours: AbstractSet[datetime]) -> Deed:  # noqa: ARG002  (as above)
        """Take it."""
        return Deed.DONE

    async def release(self, effect: Release, ours: AbstractSet[datetime]) -> Deed:  # noqa: ARG002  (as above)
        """Take it."""
        return Deed.DONE

    async def admit(self, effect: Admit) -> Deed:  # noqa: ARG002  (as above)
        """Take it."""
        return Deed.DONE

    async def decline(self, effect: Decline) -> Deed:  # noqa: ARG002  (as above)
        """Take it."""
        return Deed.DONE

    async def rights(self, chat: Chat) -> frozenset[Right] | None:  # noqa: ARG002  (as above)
        """Say that everything is allowed."""
        return frozenset(Right)

    async def tell_admins(self, effect: TellAdmins) -> int:  # noqa: ARG002  (as above)
        """Say that one was reached."""
        return 1

    async def standing(self, chat: Chat, actor: Actor) -> Standing:  # noqa: ARG002  (as above)
        """Say that everybody is a member."""
        return Standing.MEMBER

    async def admins(self, chat: Chat) -> Admins:  # noqa: ARG002  (as above)
        """Name nobody."""
        return Admins()
