"""A group's own policy file: in force for that group alone, as soon as it may be, and never unheard when it may not."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.sandbox.state import Post
from groupbot.actions import Action
from groupbot.groups import register
from groupbot.ports import Standing
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


def agrees(town: Town, before_saving: Callable[[], None] = lambda: None) -> None:
    """Let noa agree to one purpose in the first group."""
    if town.world.group().standing("noa") is Standing.OUTSIDE:
        town.handle(town.world.joins("noa"))
    line = shown_by("", town.world.group().posts)[-1]
    town.handle(town.world.presses("noa", line.message, line.token))
    for action in (Action.READ, Action.AGE_YES, Action.TOGGLE, Action.SAVE):
        button = next(button for button in newest(town.world, "noa") if button.action == action)
        if action == Action.SAVE:
            before_saving()
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
    """A group's new file with mistakes leaves the group under what it had, is told once, and other files load on."""
    own_file(town, "second").write_text("policy: 1\nextends: nowhere\n", encoding="utf-8")
    for _ in range(3):
        town.tick()
    town.site.policy.write_text(LONGER, encoding="utf-8")
    town.tick()
    assert (days(town, "group"), days(town, "second")) == (15, 14)
    assert len(told(town)) == 1


def test_a_bad_one_that_was_mended(town: Town) -> None:
    """Once the mistakes are mended, the file comes into force."""
    path = own_file(town, "second")
    path.write_text("policy: 1\nextends: nowhere\n", encoding="utf-8")
    town.tick()
    path.write_text(LONGER, encoding="utf-8")
    town.forward(timedelta(minutes=1))
    assert days(town, "second") == 15


def test_a_bad_one_stops_no_start(town: Town) -> None:
    """With a bad file of a group the bot starts: the group under what it had, its admins told, all others as before."""
    path = own_file(town, "second")
    path.write_text(LONGER, encoding="utf-8")
    town.tick()
    path.write_text("policy: 1\nextends: nowhere\n", encoding="utf-8")
    town.restart()
    town.tick()
    assert (days(town, "group"), days(town, "second")) == (14, 15)
    assert town.house.directory.law(town.number("second")).kept
    assert len(told(town)) == 1


def test_a_deleted_one_brings_the_common_policy_back(town: Town) -> None:
    """When a group's file is taken away, the common policy is in force there from the next look on."""
    path = own_file(town, "second")
    path.write_text(LONGER, encoding="utf-8")
    town.tick()
    path.unlink()
    town.tick()
    assert days(town, "second") == 14


def test_deleting_is_a_change_like_any_other(town: Town) -> None:
    """Taking a group's file away within a month of a change that ended consents leaves the group under its terms."""
    agrees(town)
    path = own_file(town, "group")
    path.write_text(LONGER, encoding="utf-8")
    town.tick()
    agrees(town)
    path.unlink()
    town.tick()
    assert days(town, "group") == 15
    town.restart()
    assert days(town, "group") == 15
    town.forward(timedelta(days=31))
    assert days(town, "group") == 14
