"""Dry-run: the ports once more, that never act, and a performer that counts what would have been done, and why.

Nothing here can act: of the real ports only what is read goes through (DESIGN section 3.5). Neither an author nor a
text is kept, and the counts live in memory alone.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime

from groupbot.content import Text
from groupbot.deeds import Deed
from groupbot.effects import (
    Acknowledge,
    Admit,
    Ask,
    Decline,
    Door,
    Effect,
    Hand,
    Leave,
    Release,
    Remove,
    Restrict,
    Say,
    TellAdmins,
    Whisper,
)
from groupbot.groups.model import Group
from groupbot.people import Actor, Admins, Chat, MessageRef
from groupbot.performer import Performer
from groupbot.ports import Capabilities, Ports, Reach, Right, Standing
from groupbot.tally import Tally


class DryPorts:
    """Implements groupbot.ports.Ports: answers as the platform would, and does nothing."""

    def __init__(self, real: Ports) -> None:
        self._real = real

    @property
    def capabilities(self) -> Capabilities:
        """Return what the platform can do."""
        return self._real.capabilities

    async def say(self, effect: Say) -> MessageRef | None:
        """Post nothing; the line that stands already stays where it is."""
        return effect.replaces

    async def whisper(self, _effect: Whisper) -> Reach:
        """Show nothing."""
        return Reach.PRIVATE

    async def hand(self, _effect: Hand) -> Reach:
        """Hand over nothing."""
        return Reach.PRIVATE

    async def ask(self, _effect: Ask) -> Reach:
        """Ask nobody."""
        return Reach.PRIVATE

    async def acknowledge(self, _effect: Acknowledge) -> None:
        """Answer no press."""

    async def remove(self, _effect: Remove) -> bool:
        """Remove nothing."""
        return True

    async def leave(self, _effect: Leave) -> bool:
        """Stay."""
        return True

    async def restrict(self, _effect: Restrict, _ours: AbstractSet[datetime]) -> Deed:
        """Restrict nobody."""
        return Deed.DONE

    async def release(self, _effect: Release, _ours: AbstractSet[datetime]) -> Deed:
        """Release nobody."""
        return Deed.DONE

    async def admit(self, _effect: Admit) -> Deed:
        """Let nobody in."""
        return Deed.DONE

    async def decline(self, _effect: Decline) -> Deed:
        """Turn nobody away."""
        return Deed.DONE

    async def tell_admins(self, _effect: TellAdmins) -> int:
        """Tell nobody."""
        return 0

    async def rights(self, chat: Chat) -> frozenset[Right] | None:
        """Read what the bot may do."""
        return await self._real.rights(chat)

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Read who is what."""
        return await self._real.standing(chat, actor)

    async def admins(self, chat: Chat) -> Admins:
        """Read who the admins are."""
        return await self._real.admins(chat)


class Rehearsal(Performer):
    """Performs on dry ports, and counts."""

    def __init__(self, performer: Performer, tally: Tally) -> None:
        super().__init__(performer.store, performer.desk, dry(performer.ports), performer.clock)
        self._tally = tally

    async def promptly(
        self, platform: str, effects: Iterable[Effect], group: Group | None = None, why: tuple[Text, ...] = ()
    ) -> bool:
        """Count what would be done now."""
        would = tuple(effects)
        if group is not None:
            for effect in would:
                self._tally.note(group.number, type(effect).__name__.lower(), why[0].key if why else "")
        # Whose restriction it would be is written in no dry group, so that there is nothing to ask either.
        others = (effect for effect in would if not isinstance(effect, Door))
        return await super().promptly(platform, others, group, why)


def dry(ports: Mapping[str, Ports]) -> Mapping[str, Ports]:
    """Return the ports that do nothing, for each platform."""
    return {platform: DryPorts(real) for platform, real in ports.items()}
