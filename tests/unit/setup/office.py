"""An admin who sets a new group up: presses buttons by what they do, and reads every screen that follows."""

from copy import deepcopy
from dataclasses import replace
from functools import partial

from adapters.sandbox.outbound import SandboxPorts
from adapters.sandbox.state import Post
from adapters.sandbox.world import World
from groupbot.actions import Action
from groupbot.policy.models import Policy
from groupbot.ports import Capabilities
from groupbot.setup.questions import QUESTIONS
from tests.property.pressable import Shown, newest
from tests.property.town import EXAMPLE, Town

POSITION = 0xFF


class Narrow(SandboxPorts):
    """The sandbox's ports on a platform whose messages hold so many UTF-16 units."""

    def __init__(self, limit: int, world: World) -> None:
        super().__init__(world)
        self._limit = limit

    @property
    def capabilities(self) -> Capabilities:
        """Return what this platform can do."""
        return replace(super().capabilities, page_limit=self._limit)


class Office:
    """Close it after use. `ada` is the admin; the groups of the town are still to be set up."""

    def __init__(self, language: str = "en", policy: str = EXAMPLE, limit: int = 4096) -> None:
        self.limit = limit
        self.town = Town("noa", policy=policy, new=True, ports=partial(Narrow, limit))
        self.world = self.town.world
        self.world.person("ada").language = language
        self.says("/setup")

    def close(self) -> None:
        """Take the town away."""
        self.town.close()

    @property
    def screen(self) -> Post:
        """Return the newest screen of the admin."""
        return [post for post in self.world.person("ada").inbox if not post.author][-1]

    @property
    def buttons(self) -> list[Shown]:
        """Return the buttons of the newest screen."""
        return newest(self.world, "ada")

    @property
    def policy(self) -> Policy:
        """Return what the group lives under."""
        return self.town.house.directory.law(self.town.number("group")).policy

    def says(self, command: str) -> None:
        """Give a command in the group."""
        self.town.handle(self.world.says("ada", command))

    def writes(self, words: str) -> None:
        """Write to the bot."""
        self.town.handle(self.world.writes("ada", words))

    def presses(self, action: Action, value: int | None = None) -> None:
        """Press the button of the newest screen that does this, with this value."""
        found = [one for one in self.buttons if one.action == action and value in (None, one.value)]
        assert found, f"no {action!r} {value}; there are {[(one.action, one.value) for one in self.buttons]}"
        self.town.handle(self.world.presses("ada", found[0].message, found[0].token))

    def goes_live(self) -> None:
        """Press the last two buttons of the set-up, each under the last page of its screen."""
        self.says("/setup")
        self.presses(Action.SETUP_GO)
        self.leafs(Action.SETUP_GO)
        self.presses(Action.SETUP_LIVE)

    def sends(self, text: str) -> None:
        """Send an edited file."""
        self.says(f"/policy {text}")

    def leafs(self, action: Action) -> list[Post]:
        """Turn to the last page of the newest screen with the buttons that do this, and return all pages."""
        pages, at = [deepcopy(self.screen)], 0
        while further := [one.value for one in self.buttons if one.action == action and one.value > at]:
            at = further[0]
            self.presses(action, at)
            pages.append(deepcopy(self.screen))
        return pages

    def asks(self, name: str) -> int:
        """Open a question from a fresh overview, and return its number."""
        self.says("/setup")
        number = next(at for at, question in enumerate(QUESTIONS) if question.name == name)
        named = [one for one in self.buttons if one.action == Action.SETUP_ASK and one.value == number << 8]
        self.town.handle(self.world.presses("ada", named[0].message, named[0].token))
        return number

    def answers(self, name: str, position: int) -> None:
        """Open a question, turn to the page of an answer, and press it."""
        value = self.asks(name) << 8 | position
        while not any(one.action == Action.SETUP_SET and one.value == value for one in self.buttons):
            self.presses(Action.SETUP_ASK)
        self.presses(Action.SETUP_SET, value)
