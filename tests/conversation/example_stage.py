"""Scripts played on the example platform, whose adapter docs/add-a-platform.md shows."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from adapters.sandbox.deployment import Deployment
from adapters.sandbox.house import Builder, House, Site
from groupbot.ports import Clock, Ports
from tests.contract.example.inbound import link_to
from tests.contract.example.parlour import Guest, Note, Parlour, Room
from tests.contract.example.platform import ParlourPlatform
from tests.conversation.fake_stage import FakeStage
from tests.conversation.listening import PATIENCE, Heard, Listening
from tests.conversation.stage import GROUP, Labels, Pressable, Seen


class InParlour:
    """Implements Builder: builds the bot with the parlour's ports and lets it read its letters."""

    def __init__(self, parlour: Parlour, build: Builder) -> None:
        self._parlour = parlour
        self._build = build

    async def __call__(self, site: Site, _ports: Ports, clock: Clock) -> House:
        """Open a bot over a site."""
        platform, stop = ParlourPlatform(self._parlour), asyncio.Event()
        house = await self._build(site, platform.ports, clock)
        return Listening(house, stop, asyncio.ensure_future(platform.run(Heard(house), stop)))


class ExampleStage(FakeStage):
    """Implements Stage; a verb returns when the bot has confirmed every letter."""

    def __init__(self, parlour: Parlour, deployment: Deployment, labels: Labels, examples: Path, language: str) -> None:
        super().__init__(deployment, labels, examples, language)
        self._parlour = parlour

    async def meets(  # noqa: PLR0913  (the Stage protocol's own list)
        self,
        who: str,
        *,
        name: str = "",
        language: str = "",
        admin: bool = False,
        inside: bool = False,
        started: bool = False,
        kind: str = "person",
    ) -> None:
        """Let somebody into the house; the parlour lets the bot write first, so that nobody needs to have started."""
        self._parlour.guests[who] = Guest(who, name or who, language or self.language, bot=kind == "bot")
        if admin or inside:
            self._parlour.rooms[GROUP].keepers[who] = admin

    async def opens(self, group: str, title: str = "", *, shape: str = "") -> None:
        """Open a room."""
        assert not shape, f"the parlour has no {shape} rooms"
        self._parlour.rooms[group] = Room(group, title or group, {"ada": True})
        await self._tells("shown in", "ada", group)

    async def renames(self, group: str, title: str) -> None:
        """Paint another title on the door."""
        self._parlour.rooms[group].title = title

    async def dismisses(self, group: str = GROUP) -> None:
        """Show the bot out."""
        self._parlour.rooms[group].open_to_bot = False
        await self._tells("shown out", "ada", group)

    async def invites(self, group: str = GROUP) -> None:
        """Show the bot in."""
        self._parlour.rooms[group].open_to_bot = True
        await self._tells("shown in", "ada", group)

    async def ranks(self, who: str, *, admin: bool, group: str = GROUP) -> None:
        """Hand over the keys, or take them."""
        self._parlour.rooms[group].keepers[who] = admin

    async def joins(self, who: str, group: str = GROUP) -> None:
        """Come in."""
        await self._known(who)
        self._parlour.rooms[group].keepers[who] = False
        await self._tells("came", who, group)

    async def leaves(self, who: str, group: str = GROUP, *, removed: bool = False) -> None:
        """Go out."""
        del self._parlour.rooms[group].keepers[who]
        await self._tells("went", who, group, removed=removed)

    async def says(self, who: str, text: str, group: str = GROUP, *, topic: str = "") -> None:
        """Speak in the room; an order to the bot is heard by the bot alone."""
        assert not topic, "the parlour has no topics"
        await self._speaks(who, text, group)

    async def reports(self, who: str, text: str, group: str = GROUP) -> None:
        """Give the order while pointing at the note."""
        await self._tells("order", who, group, order="report", words="", about=self._said(text, group))

    async def link(self, text: str, group: str = GROUP) -> str:
        """Copy the note's address."""
        return link_to(group, self._said(text, group)).url

    async def writes(self, who: str, text: str) -> None:
        """Write to the bot, in answer to its newest question where that waits for words."""
        await self._known(who)
        self._parlour.guests[who].closed = False
        await self._speaks(who, text, "")

    async def blocks(self, who: str) -> None:
        """Take no more notes."""
        self._parlour.guests[who].closed = True

    async def presses_again(self, who: str, button: Pressable) -> None:
        """Choose from a note of one's own, or from one in a room, which tells the bot in which."""
        rooms = (group for group, room in self._parlour.rooms.items() if _stands(room.notes, button.message))
        await self._tells("chose", who, next(rooms, ""), note=button.message, token=button.token)

    async def sees(self, who: str) -> Sequence[Seen]:
        """Read one's own table."""
        return [_seen(note) for note in self._parlour.guests[who].notes]

    async def group_sees(self, group: str = GROUP) -> Sequence[Seen]:
        """Read the room."""
        return [_seen(note) for note in self._parlour.rooms[group].notes]

    async def files(self, who: str) -> Mapping[str, bytes]:
        """Collect the files on one's own table."""
        return dict(note.file for note in self._parlour.guests[who].notes if note.file)

    async def newest(self) -> str:
        """Return the newest letter's number."""
        return str(max(self._parlour.sent))

    async def repeats(self, delivery: str) -> None:
        """Send a letter again."""
        self._parlour.deliver(int(delivery))
        await self.settle()

    async def settle(self) -> None:
        """Wait until the bot has confirmed every letter."""
        async with asyncio.timeout(PATIENCE):
            await self._parlour.all_read.wait()

    def _said(self, text: str, group: str) -> str:
        return next(note.number for note in reversed(self._parlour.rooms[group].notes) if note.text == text)

    def _label(self, who: str, label: str) -> str:
        return self._labels(self._parlour.guests[who].language, label) or label

    async def _known(self, who: str) -> None:
        if who not in self._parlour.guests:
            await self.meets(who)

    async def _speaks(self, who: str, text: str, group: str) -> None:
        order, _, rest = text.removeprefix("/").partition(" ")
        notes = self._parlour.guests[who].notes
        if text.startswith("/") and order.isalpha():
            await self._tells("order", who, group, order=order, words=rest)
        elif not group and notes and notes[-1].reply:
            await self._tells("answered", who, reply=notes[-1].reply, words=text)
        else:
            if group:
                self._parlour.rooms[group].notes.append(self._parlour.note(text, author=who))
            await self._tells("said", who, group, words=text)

    async def _tells(self, kind: str, who: str, group: str = "", **more: object) -> None:
        self._parlour.tell(kind, self._parlour.guests[who], self._parlour.rooms[group] if group else None, **more)
        await self.settle()


def _stands(notes: Sequence[Note], number: str) -> bool:
    return any(note.number == number for note in notes)


def _seen(note: Note) -> Seen:
    return Seen(note.text, tuple(Pressable(label, note.number, token) for label, token in note.choices), note.author)
