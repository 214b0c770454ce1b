"""The parlour: an invented chat that stands for any outside; guests send letters, the bot reads and confirms them."""

import asyncio
import itertools
from dataclasses import dataclass, field
from typing import Any

from groupbot.ports import Clock

Choices = tuple[tuple[str, str], ...]


class Refusal(Exception):  # noqa: N818  (the parlour's own answer, not a mistake)
    """The parlour will never do this."""


@dataclass
class Note:
    """Something that stands in a room or on a guest's own table; `reply` goes back with what the guest writes next."""

    number: str
    text: str
    choices: Choices = ()
    author: str = ""
    reply: str = field(default="", repr=False)
    file: tuple[str, bytes] | None = None


@dataclass
class Guest:
    """Somebody; who is `closed` takes no notes from the bot."""

    id: str
    name: str
    language: str
    bot: bool = False
    closed: bool = False
    notes: list[Note] = field(default_factory=list)


@dataclass
class Room:
    """A room with its guests; True for those who keep it."""

    id: str
    title: str
    keepers: dict[str, bool] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    open_to_bot: bool = True


class Parlour:
    """All rooms and guests, the bot's account, and the letters that it has not confirmed yet, oldest first."""

    account = "the bot"

    def __init__(self, clock: Clock) -> None:
        self.rooms: dict[str, Room] = {}
        self.guests: dict[str, Guest] = {}
        self.sent: dict[int, dict[str, Any]] = {}
        self.letters: list[dict[str, Any]] = []
        self.waiting, self.all_read = asyncio.Event(), asyncio.Event()
        self.all_read.set()
        self._clock = clock
        self._numbers = itertools.count(1)

    def tell(self, kind: str, guest: Guest, room: Room | None = None, **more: Any) -> None:
        """Write the bot a letter, unless it is out of the room."""
        if room is not None and not (room.open_to_bot or kind == "shown out"):
            return
        where = {"room": room.id, "title": room.title} if room else {}
        who = {"guest": guest.id, "name": guest.name, "language": guest.language, "bot": guest.bot}
        number = next(self._numbers)
        self.sent[number] = {"number": number, "at": self._clock.now().isoformat(), "kind": kind} | who | where | more
        self.deliver(number)

    def deliver(self, number: int) -> None:
        """Put a letter on the pile, perhaps not for the first time."""
        self.letters.append(self.sent[number])
        self.waiting.set()
        self.all_read.clear()

    def note(self, text: str, choices: Choices = (), author: str = "", reply: str = "") -> Note:
        """Make a note that stands nowhere yet."""
        return Note(f"n{next(self._numbers)}", text, choices, author, reply)

    async def letter(self) -> dict[str, Any]:
        """Return the oldest letter that nobody has confirmed, and the same one again until it is."""
        await self.waiting.wait()
        return self.letters[0]

    def confirm(self, number: int) -> None:
        """Forget the oldest letter."""
        assert self.letters[0]["number"] == number
        del self.letters[0]
        if not self.letters:
            self.waiting.clear()
            self.all_read.set()

    def post(self, room: str, note: Note) -> Note:
        """Put a note up in a room."""
        there = self.rooms.get(room)
        if there is None or not there.open_to_bot:
            raise Refusal("there is no way into that room")
        there.notes.append(note)
        return note

    def hand(self, guest: str, note: Note) -> Note:
        """Lay a note on a guest's table."""
        if self.guests[guest].bot or self.guests[guest].closed:
            raise Refusal("that guest takes no notes")
        self.guests[guest].notes.append(note)
        return note
