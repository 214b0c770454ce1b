"""Who appeals, and who decides: presses and words about appeals, beside all else that is under way."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from adapters.telegram.questions import WORDS
from groupbot.actions import Action
from groupbot.appeals.model import ABOUTS, RULINGS, About, State
from groupbot.buttons import Press
from groupbot.consent.model import Purpose
from groupbot.people import Actor
from tests.standin.telegram import Person
from tests.standin.telegram.members import ALL_RIGHTS
from tests.standin.telegram.model import Member

if TYPE_CHECKING:
    from tests.crash.docket import Pair
    from tests.crash.town import Town

APPELLANTS = 3
"""How many people appeal; the last of them agrees to nothing."""
SAID = "It was not me, and nobody asked."
CHOICES = ("opens", "opens", "withdraws", "decides", "decides", "erases")
ABOUT = (ABOUTS.index(About.WORD), ABOUTS.index(About.OTHER))


@dataclass
class Court:
    """The appellants, each of whom does everything in private, and two admins who have to agree."""

    town: "Town"
    luck: random.Random
    people: list[Person] = field(default_factory=list)
    admins: list[Person] = field(default_factory=list)

    def settle_in(self) -> None:
        """Let the appellants move in, and a second admin take office."""
        world, rooms = self.town.tg.world, self.town.rooms.values()
        self.people += [world.person("somebody", started=True) for _ in range(APPELLANTS)]
        self.admins += [self.town.owner, world.person("bea", started=True)]
        for room in rooms:
            room.members.update({person.id: Member("member") for person in self.people})
            room.members[self.admins[-1].id] = Member("administrator", rights=ALL_RIGHTS)

    async def agrees(self) -> None:
        """Let everybody but the last agree to entries of the log wherever they have not, or not any more."""
        for person in self.people[:-1]:
            for group in self.town.rooms:
                if (person.id, group) not in self.town.expected.held:
                    await self.town.press(person, group, Action.SAVE, Purpose.EVENTS.bit)

    async def is_heard(self) -> None:
        """Let something be closed, and opened, so that there is one of these at each quiet point but the first."""
        pairs = [(person, group) for person in self.people for group in self.town.rooms]
        waiting = {(person.id, group): self.town.expected.docket.waiting((person.id, group)) for person, group in pairs}
        for person, group in pairs:
            if waits := waiting[person.id, group]:
                await self._withdraws(person, group, next(iter(waits)))
                break
        await self._opens(*pairs[-1])

    async def acts_once(self) -> None:
        """Let somebody do something about an appeal, if there is one that can still be done to."""
        person, group = self.luck.choice(self.people), self.luck.choice(list(self.town.rooms))
        pair = (person.id, group)
        waiting = self.town.expected.docket.waiting(pair)
        match self.luck.choice(CHOICES):
            case "opens":
                await self._opens(person, group)
            case "withdraws" if waiting:
                await self._withdraws(person, group, self.luck.choice(list(waiting)))
            case "decides" if waiting:
                await self._decides(pair, waiting)
            case "erases" if self.luck.random() < 1 / 3:
                await self._erases(person, group)

    async def _opens(self, person: Person, group: int) -> None:
        """Answer the question for words, which somebody kept before them, as a reply to it."""
        expected = self.town.expected
        if not expected.docket.opens((person.id, group)):
            return
        expected.record(person.id, group)
        for act in self.town.acts:
            # The answer to what is written takes the place of those that wait for the same person in this group.
            act.owed = act.owed and (act.person, act.about) != (person.id, group)
        post, _ = self.town.screen(person, group)
        now, actor = self.town.tg.clock.now(), Actor("telegram", str(person.id))
        token = self.town.buttons.make(Press(Action.APPEAL_OPEN, group, self.luck.choice(ABOUT)), now, actor)
        button = InlineKeyboardButton(text="Cancel", callback_data=WORDS + token)
        post.message = post.message.model_copy(
            update={"reply_markup": InlineKeyboardMarkup(inline_keyboard=[[button]])}
        )
        await person.writes(SAID, reply_to=post)

    async def _withdraws(self, person: Person, group: int, number: int) -> None:
        self.town.expected.docket.withdraws((person.id, group), number)
        await self.town.give(person, group, Press(Action.APPEAL_WITHDRAW, group, 0, number), owed=True)

    async def _decides(self, pair: "Pair", waiting: Mapping[int, State]) -> None:
        """Let one admin or both answer; where one has answered before, it may be closed before the other comes."""
        expected, number = self.town.expected, self.luck.choice(list(waiting))
        if not expected.docket.decidable(pair):
            return
        fresh, value = waiting[number] is State.OPEN, self.luck.randrange(len(RULINGS))
        admins = self.admins[:1] if fresh and self.luck.random() < 1 / 3 else self.luck.sample(self.admins, 2)
        if expected.docket.decides(pair, number, RULINGS[value], len(admins)):
            expected.record(*pair)
        for admin in admins:
            press = Press(Action.APPEAL_DECIDE, pair[1], value, number)
            await self.town.give(admin, pair[1], press, owed=fresh, concerning=pair)

    async def _erases(self, person: Person, group: int) -> None:
        """Have all erased in a group; answers to admins who decide meanwhile may be others, or none that is written."""
        pair, expected = (person.id, group), self.town.expected
        holds = pair in expected.held or any(expected.docket.states.get(pair, {}).values())
        if not holds or expected.docket.erased(pair):
            return
        expected.docket.erases(pair)
        expected.erase(*pair)
        for act in self.town.acts:
            act.owed = act.owed and act.concerning != pair
        await self.town.give(person, group, Press(Action.ERASE_NOW, group), owed=True)
