"""A group's own policy file: in force for that group alone, as soon as it may be, and never unheard when it may not."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.sandbox.state import Post
from groupbot.actions import Action
from groupbot.groups import register
from tests.property.pressable import newest, shown_by
from tests.property.town import EXAMPLE, Town

LONGER = EXAMPLE.replace("events_days: 14", "events_days: 15")
LONGEST = EXAMPLE.replace("events_days: 14", "events_days: 16")


@pytest.fixture
def town() -> Iterator[Town]:
    opened = Town("noa")
    yield opened
    opened.close()


def own_file(town: Town, group: str) -> Path:
    """Return where a group's own policy goes."""
    folder = town.site.data / "groups"
    folder.mkdir(exist_ok=True)
    return folder / f"{town.number(group)}.yaml"


def days(town: Town, group: str) -> int:
    """Return how long events are kept by the policy in force."""
    return town.house.directory.law(town.number(group)).policy.retention.events_days


def told(town: Town) -> list[Post]:
    """Return what the admin was told of policies."""
    return [post for post in town.world.person("ada").inbox if "policy was not taken" in post.content.body.text]


def agrees(town: Town) -> None:
    """Let noa agree to one purpose in the first group."""
    town.handle(town.world.joins("noa"))
    line = shown_by("", town.world.group().posts)[-1]
    town.handle(town.world.presses("noa", line.message, line.token))
    for action in (Action.READ, Action.AGE_YES, Action.TOGGLE, Action.SAVE):
        button = next(button for button in newest(town.world, "noa") if button.action == action)
        town.handle(town.world.presses("noa", button.message, button.token))


def test_it_comes_into_force_for_its_group_alone(town: Town) -> None:
    """A file that is put there while the bot runs holds from the next look on, for its group; its terms are entered."""
    own_file(town, "second").write_text(LONGER, encoding="utf-8")
    town.tick()
    assert (days(town, "group"), days(town, "second")) == (14, 15)
    law = town.house.directory.law(town.number("second")).policy
    held = town.read(lambda unit: register.terms(unit, town.number("second")))
    assert held is not None
    assert held[0] == law.material()
    town.restart()
    assert (days(town, "group"), days(town, "second")) == (14, 15)


def test_it_ends_no_consent_a_second_time_within_a_month(town: Town) -> None:
    """A group's new file with other terms too soon after the last change is refused, told once, and tried no more."""
    agrees(town)
    town.site.policy.write_text(LONGER, encoding="utf-8")
    town.tick()
    assert days(town, "group") == 15
    own_file(town, "group").write_text(LONGEST, encoding="utf-8")
    for _ in range(3):
        town.tick()
    assert days(town, "group") == 15
    assert len(told(town)) == 1


def test_a_bad_one_is_told_and_stops_no_other(town: Town) -> None:
    """A group's new file with mistakes leaves the common policy in force, is told once, and other files load on."""
    own_file(town, "second").write_text("policy: 1\nextends: nowhere\n", encoding="utf-8")
    for _ in range(3):
        town.tick()
    town.site.policy.write_text(LONGER, encoding="utf-8")
    town.tick()
    assert (days(town, "group"), days(town, "second")) == (15, 15)
    assert len(told(town)) == 1


def test_a_bad_one_that_was_mended(town: Town) -> None:
    """Once the mistakes are mended, the file comes into force."""
    path = own_file(town, "second")
    path.write_text("policy: 1\nextends: nowhere\n", encoding="utf-8")
    town.tick()
    path.write_text(LONGER, encoding="utf-8")
    town.forward(timedelta(minutes=1))
    assert days(town, "second") == 15
