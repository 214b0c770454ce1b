"""The people of the load: where they press, what they press, and what has to be true of them afterwards."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import Message

from groupbot.actions import Action
from groupbot.appeals.model import Filed
from groupbot.buttons import Buttons, Press
from groupbot.consent.model import Purpose
from groupbot.language.service import LANGUAGES
from groupbot.people import Actor
from tests.crash.court import Court
from tests.crash.docket import Pair
from tests.crash.model import Act, Expected
from tests.crash.notices import EDITED, HUSHED, SENT
from tests.standin.telegram import Person, Post, Room, StandIn
from tests.standin.telegram.model import Member

OWN = "en"
PATIENCE = 30.0
SPOKEN = {position: code for position, code in enumerate(LANGUAGES, 1) if code in ("en", "he", "de")} | {0: OWN}
SCREEN = "A screen that somebody kept."
WALKERS, HUSHERS, SENDERS = 8, 4, 4
"""How many people press in private; in a group, unseen, without a private chat; and there, with one."""
APPEALED = 0.35
"""How often something is done about an appeal instead."""
HELD = 0.3
"""How often somebody there is held or let go instead of pressing."""


@dataclass
class Town:
    """All people and groups: every pair of them is pressed on from one place alone, which keeps its order.

    Walkers press in private, where the screen itself becomes the answer. Hushers have no private chat, so their screen
    in the group does. Senders press in the group and are answered by a new message, once between two quiet points. Who
    presses in the group is also held and let go by its owner, in the same order of all that happens there.
    Nobody waits until a press is confirmed: one that changed nothing comes again behind what was pressed after it. Only
    an admin's act waits for the member's presses, and they for it: what may be from before a decision is not recorded.
    """

    tg: StandIn
    buttons: Buttons
    owner: Person
    rooms: Mapping[int, Room]
    prints: Mapping[str, int]
    expected: Expected
    random: random.Random
    walkers: list[Person] = field(default_factory=list)
    hushers: list[Person] = field(default_factory=list)
    senders: list[Person] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    court: Court = field(init=False)
    _spent: set[tuple[int, int]] = field(default_factory=set)
    _pressed: dict[int, int] = field(default_factory=dict)
    _held: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.court = Court(self, self.random)

    def settle_in(self) -> None:
        """Let everybody move in."""
        self.court.settle_in()
        for people, count, started in (
            (self.walkers, WALKERS, True),
            (self.hushers, HUSHERS, False),
            (self.senders, SENDERS, True),
        ):
            for _ in range(count):
                person = self.tg.world.person("somebody", language=OWN, started=started)
                people.append(person)
                for room in self.rooms.values():
                    room.members[person.id] = Member("member")

    @property
    def people(self) -> list[Person]:
        """Return everybody who is a member."""
        return self.walkers + self.hushers + self.senders + self.court.people

    async def acts_once(self) -> None:
        """Let somebody press something."""
        if self.random.random() < APPEALED:
            await self.court.acts_once()
            return
        person = self.random.choice(self.walkers + self.hushers + self.senders)
        group = self.random.choice(list(self.rooms))
        if self._waits(self._held, person):
            return
        if person not in self.walkers and self.random.random() < HELD:
            if not self._waits(self._pressed, person):
                await self._holds(person, group)
            return
        if person in self.senders:
            if (person.id, group) in self._spent:
                return
            self._spent.add((person.id, group))
        action, value = self._chosen(walker=person in self.walkers)
        await self.press(person, group, action, value)

    async def press(self, person: Person, group: int, action: Action, value: int) -> None:
        """Press a button that somebody kept from a screen of today."""
        language = SPOKEN[self.expected.languages.get(person.id, 0)]
        shown = self.prints[language] if action == Action.SAVE else 0
        owed = self.expected.decide(person.id, group, action, value)
        await self.give(person, group, Press(action, group, value, shown), owed=owed)

    async def give(
        self, person: Person, group: int, what: Press, *, owed: bool, concerning: tuple[int, int] | None = None
    ) -> None:
        """Press a button that is genuine, wherever it came from."""
        post, answer = self.screen(person, group)
        token = self.buttons.make(what, self.tg.clock.now(), Actor("telegram", str(person.id)))
        press = await person.forges(post, token)
        update = next(reversed(self.tg.world.updates.sent))
        self._pressed[person.id] = update
        self.acts.append(
            Act(person.id, group, Action(what.action), what.value, answer, owed, update, press, concerning)
        )

    async def is_recorded(self) -> None:
        """Let there be something of each kind at each quiet point: an appeal, and an entry of who agreed to it."""
        await self.court.agrees()
        await self.court.is_heard()
        person, group = self.hushers[0], next(iter(self.rooms))
        await self.tg.until(lambda: not self._waits(self._held, person), PATIENCE)
        await self.press(person, group, Action.SAVE, Purpose.EVENTS.bit)
        await self.tg.until(lambda: not self._waits(self._pressed, person), PATIENCE)
        await self._holds(person, group)

    async def _holds(self, person: Person, group: int) -> None:
        """Let the owner hold somebody, or let go of who is held."""
        room = self.rooms[group]
        held = room.member(person.id).status == "restricted"
        self.expected.record(person.id, group)
        await self.owner.makes(person, room, "member" if held else "restricted")
        self._held[person.id] = next(reversed(self.tg.world.updates.sent))

    def _waits(self, of: Mapping[int, int], person: Person) -> bool:
        return of.get(person.id) in {each.id for each in self.tg.world.updates.pending}

    def forget(self, appeals: Mapping[Pair, list[Filed]]) -> None:
        """Begin anew after a quiet point, at which these appeals are there: all that was pressed is accounted for."""
        self.expected.docket.begins(appeals)
        self.acts.clear()
        self._spent.clear()
        for person in self.people + self.court.admins:
            person.private.posts.clear()
        for room in self.rooms.values():
            room.posts[:] = room.messages

    def _chosen(self, *, walker: bool) -> tuple[Action, int]:
        if walker and self.random.random() < 0.2:
            if self.random.random() < 0.5:
                return Action.WITHDRAW_EVERYWHERE, 0
            return Action.LANGUAGE, self.random.choice(list(SPOKEN))
        mask = self.random.randrange(1, 1 << len(Purpose))
        ends = [(Action.NONE, 0), (Action.WITHDRAW, 0), (Action.WITHDRAW, mask)]
        return self.random.choice([(Action.SAVE, mask)] * 4 + ends)

    def screen(self, person: Person, group: int) -> tuple[Post, tuple[str, int, int]]:
        """Lay a screen before somebody, as if it had stood there for long, and say where its answer will be."""
        world = self.tg.world
        private = person not in self.hushers + self.senders
        room = person.private if private else self.rooms[group]
        number = world.next_message(room) if private else world.next_ephemeral()
        place: dict[str, Any] = {"message_id": number} if private else {"message_id": 0, "ephemeral_message_id": number}
        date = world.clock.now().replace(microsecond=0)
        more: dict[str, Any] = {} if private else {"receiver_user": person.user()}
        message = Message(**place, **more, date=date, chat=room.chat(), from_user=world.bot.user(), text=SCREEN)
        post = Post(message, world.bot.id, None if private else person.id)
        room.posts.append(post)
        if person in self.senders:
            return post, (SENT, person.id, group)
        return post, (EDITED if private else HUSHED, person.id, number)
