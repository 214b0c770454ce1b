"""An admin who sets a new group up: presses buttons by what they do, and reads every screen that follows."""

from adapters.sandbox.state import Post
from groupbot.actions import Action
from groupbot.policy.models import Policy
from groupbot.setup.questions import QUESTIONS
from tests.property.pressable import Shown, newest
from tests.property.town import EXAMPLE, Town

POSITION = 0xFF


class Office:
    """Close it after use. `ada` is the admin; the groups of the town are still to be set up."""

    def __init__(self, language: str = "en", policy: str = EXAMPLE) -> None:
        self.town = Town("noa", policy=policy, new=True)
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
