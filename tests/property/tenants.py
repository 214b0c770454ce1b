"""Two groups under one bot: in the first anything happens, in the second nothing, and the second must not notice."""

import random
from collections.abc import Callable, Mapping, Sequence

from adapters.sandbox.state import WorldError
from groupbot.actions import Action
from groupbot.events import Event
from groupbot.ports import Right, Standing
from groupbot.routes import COMMANDS
from tests.property.pressable import Shown, newest, read, shown_by
from tests.property.town import Town

HERE, THERE = "group", "second"
BUSY, QUIET = ("ada", "mallory", "noa", "omar"), ("bea", "carol", "dan")
WORDS = (
    "Position of the group",
    "board@example.org",
    "https://example.org/rules",
    "Europe/Berlin",
    "enwiki",
    "policy: 1\nretention:\n  events_days: 60\n",
    "@everyone [x](tg://user?id=1) \u202e\u200b",
    "x" * 5_000,
    "",
)
ENDING = ("leave", "panic")
UNLINKED = {"alembic_version", "deployment", "inbox", "outbox", "schedule", "platform_lease", "vault.vault"}


class Tenants:
    """A town in which the second group has people, consents and settings of its own from the beginning."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  (which act comes next, nothing secret)
        self.town = Town(*(who for who in (*BUSY, *QUIET) if who != "ada"))
        world = self.town.world
        world.group(THERE).standings = {"bea": Standing.ADMIN}
        for who in ("carol", "dan"):
            self.town.handle(world.joins(who, THERE))
        self._agrees("carol")
        self.theirs = self._everything_shown(*QUIET)
        self.before = self.seen_there()

    def step(self) -> None:
        """Let one thing happen in the first group, or in private with one of its people."""
        event = self._happening()
        if event is not None:
            self.town.handle(event)

    def seen_there(self) -> tuple[object, ...]:
        """Return all that the second group's people can see, and every row on disk that is the second group's."""
        world = self.town.world
        views = [[(post.id, post.content) for post in world.person(who).inbox] for who in QUIET]
        posts = [(post.id, post.content) for post in world.group(THERE).posts]
        return views, posts, self.rows_there(), self.town.house.directory.law(self.number)

    def rows_there(self) -> Mapping[str, Sequence[object]]:
        """Return the rows that name the second group, or a handle or a key of it."""
        rows, number = self.town.rows(), self.number
        mine = {
            bytes(value)
            for row in (*rows["vault.people"], *rows["vault.keys"])
            if number in row.values()
            for value in row.values()
            if isinstance(value, bytes)
        }
        return {
            table: [row for row in of if number in row.values() or not mine.isdisjoint(row.values())]
            for table, of in rows.items()
            if table not in UNLINKED
        }

    @property
    def number(self) -> int:
        """Return the second group's number."""
        return self.town.number(THERE)

    def told_here(self) -> str:
        """Return all words that the first group's people have on their newest screens."""
        posts = [post for who in BUSY for post in self.town.world.person(who).inbox[-3:]]
        return "\n".join(post.content.body.text for post in posts)

    def _happening(self) -> Event | None:
        world, who, chance = self.town.world, self.chance.choice(BUSY), self.chance
        command = "/" + chance.choice([name for name in COMMANDS if name not in ENDING])
        acts: list[Callable[[], Event | None]] = [
            lambda: world.joins(who, HERE),
            lambda: None if who == "ada" else world.leaves(who, HERE, removed=chance.random() < 0.5),
            lambda: world.says(who, chance.choice(WORDS), HERE),
            lambda: world.says(who, command, HERE),
            lambda: world.writes(who, command),
            lambda: world.writes(who, chance.choice(WORDS) or "-"),
            lambda: world.takes_rights(who, *chance.sample(list(Right), 3), group=HERE),
            *[lambda: self._press(who)] * 4,
        ]
        try:
            return chance.choice(acts)()
        except WorldError:
            return None

    def _press(self, who: str) -> Event | None:
        """Press a button of one's own, of the first group's line, of a neighbour, or of the second group's people."""
        world = self.town.world
        stock = [newest(world, who), newest(world, who), shown_by("", world.group(HERE).posts), self.theirs]
        stock.append(newest(world, self.chance.choice(BUSY)))
        found = self.chance.choice(stock)
        if not found:
            return None
        button = self.chance.choice(found)
        return world.presses(who, button.message, button.token)

    def _everything_shown(self, *people: str) -> list[Shown]:
        """Return the personal buttons that these people have seen; a public one may be pressed by whoever sees it."""
        posts = [(who, post) for who in people for post in self.town.world.person(who).inbox]
        return [
            shown
            for who, post in posts
            for button in post.buttons
            if button.token
            for shown in [read(who, post.id, button.token)]
            if not shown.public
        ]

    def _agrees(self, who: str) -> None:
        world = self.town.world
        line = shown_by("", world.group(THERE).posts)[-1]
        self.town.handle(world.presses(who, line.message, line.token))
        for step in (Action.PAGE, Action.PAGE, Action.READ, Action.AGE_YES, Action.TOGGLE, Action.SAVE):
            for button in [button for button in newest(world, who) if button.action == step][:1]:
                self.town.handle(world.presses(who, button.message, button.token))
