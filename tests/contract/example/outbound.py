"""Translates out: each verb of groupbot.ports becomes what the parlour takes."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from groupbot.content import Content
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
from groupbot.people import Actor, Admins, Chat, MessageRef, Origin
from groupbot.ports import Can, Capabilities, Reach, Right, Standing
from tests.contract.example.inbound import PLATFORM
from tests.contract.example.parlour import Choices, Note, Parlour, Refusal


class ParlourPorts:
    """Implements groupbot.ports.Ports; what the parlour refuses for ever is told by the return value."""

    def __init__(self, parlour: Parlour) -> None:
        self._parlour = parlour

    @property
    def capabilities(self) -> Capabilities:
        """Return what the parlour can do, and nothing that it cannot."""
        return Capabilities(PLATFORM, 4096, frozenset({Can.WRITE_FIRST, Can.BLOCK}))

    async def say(self, effect: Say) -> MessageRef | None:
        """Put up the new note before the old one goes, so that one always stands."""
        try:
            note = self._parlour.post(effect.chat.id, self._note(effect.content))
        except Refusal:
            return None
        if effect.replaces:
            await self.remove(Remove(effect.replaces))
        return MessageRef(effect.chat.id, note.number)

    async def whisper(self, effect: Whisper) -> Reach:
        """Rewrite the person's own note that was pressed, else lay a new one on their table; nothing near the group."""
        pressed = self._own(effect.to, effect.origin)
        if pressed is not None:
            pressed.text, pressed.choices, pressed.reply = effect.content.body.text, _choices(effect.content), ""
            return Reach.PRIVATE
        return self._hand(effect.to, self._note(effect.content))

    async def hand(self, effect: Hand) -> Reach:
        """Lay the file on the person's table."""
        note = self._note(effect.content)
        note.file = (effect.filename, effect.body)
        return self._hand(effect.to, note)

    async def ask(self, effect: Ask) -> Reach:
        """Lay the question there; the parlour sends the token back with the answer."""
        return self._hand(
            effect.to, self._parlour.note(effect.content.body.text, _choices(effect.content), "", effect.token)
        )

    async def acknowledge(self, effect: Acknowledge) -> None:
        """Do nothing: nobody waits for a choice to be answered."""

    async def remove(self, effect: Remove) -> bool:
        """Take a note down."""
        room = self._parlour.rooms[effect.message.chat]
        room.notes[:] = [note for note in room.notes if note.number != effect.message.message]
        return True

    async def leave(self, effect: Leave) -> bool:
        """Go out."""
        self._parlour.rooms[effect.chat.id].open_to_bot = False
        return True

    async def restrict(self, effect: Restrict, ours: AbstractSet[datetime]) -> Deed:
        """Restrict nobody: in the parlour everybody may always speak."""
        return Deed.CANNOT

    async def release(self, effect: Release, ours: AbstractSet[datetime]) -> Deed:
        """Release nobody."""
        return Deed.CANNOT

    async def admit(self, effect: Admit) -> Deed:
        """Let nobody in: its doors are open."""
        return Deed.CANNOT

    async def decline(self, effect: Decline) -> Deed:
        """Turn nobody away."""
        return Deed.CANNOT

    async def tell_admins(self, effect: TellAdmins) -> int:
        """Lay a note on the table of each who keeps the room."""
        beside = effect.beside.id if effect.beside else ""
        keepers = [guest for guest, keeps in self._parlour.rooms[effect.chat.id].keepers.items() if keeps]
        told = [self._hand(Actor(PLATFORM, each), self._note(effect.content)) for each in keepers if each != beside]
        return told.count(Reach.PRIVATE)

    async def rights(self, chat: Chat) -> frozenset[Right] | None:
        """Return all rights where the bot is: the parlour does not divide them."""
        return frozenset(Right) if self._parlour.rooms[chat.id].open_to_bot else None

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Look now, never into a memory of ours."""
        room = self._parlour.rooms[chat.id]
        if not room.open_to_bot:
            return Standing.UNKNOWN
        keeps = room.keepers.get(actor.id)
        return Standing.OUTSIDE if keeps is None else Standing.ADMIN if keeps else Standing.MEMBER

    async def admins(self, chat: Chat) -> Admins:
        """Return who keeps the room."""
        keepers = self._parlour.rooms[chat.id].keepers
        return Admins(frozenset(guest for guest, keeps in keepers.items() if keeps), all=True)

    def _note(self, content: Content) -> Note:
        return self._parlour.note(content.body.text, _choices(content))

    def _own(self, to: Actor, origin: Origin | None) -> Note | None:
        own = self._parlour.guests[to.id].notes
        return next((note for note in own if origin and note.number == origin.message), None)

    def _hand(self, to: Actor, note: Note) -> Reach:
        try:
            self._parlour.hand(to.id, note)
        except Refusal:
            return Reach.NOWHERE
        return Reach.PRIVATE


def _choices(content: Content) -> Choices:
    return tuple((button.label, button.token) for row in content.rows for button in row)
