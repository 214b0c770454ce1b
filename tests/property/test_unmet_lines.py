"""Until a platform has said who the bot is, nothing is tried there, so that nothing counts as tried."""

from contextlib import closing
from datetime import timedelta

import pytest

from groupbot.groups.rules import line_stale
from groupbot.upkeep import housekeeping, reminders
from groupbot.upkeep.reminders import Waiting
from tests.property.town import GROUPS, Town
from tests.property.unmet import unmet

LONG = timedelta(days=400)


def test_a_line_is_said_with_the_first_look_after_the_platform_is_met() -> None:
    """REQUIRES that a look before the platform is met puts no standing line off."""
    with closing(Town()) as town:
        town.clock.forward(LONG)
        town.restart()
        with unmet(town):
            town.tick()
            assert _stale(town) == len(GROUPS)
        town.tick()
        assert _stale(town) == 0


def test_admins_are_reminded_with_the_first_look_after_the_platform_is_met(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that no reminder's hour is used up before anybody can be told."""
    usual, waits = reminders.KINDS[0], list[int]()
    always = Waiting(usual.job, usual.told, lambda _unit, _today: tuple(waits), lambda *_: None)
    monkeypatch.setattr(housekeeping, "KINDS", (always,))
    with closing(Town()) as town:
        waits.append(town.number(GROUPS[0]))
        told = len(town.world.person("ada").inbox)
        with unmet(town):
            town.tick()
            assert len(town.world.person("ada").inbox) == told
        town.tick()
        assert len(town.world.person("ada").inbox) == told + 1


def _stale(town: Town) -> int:
    """Return in how many groups the standing line is older than it may become."""
    now = town.clock.now()
    return sum(line_stale(group.card, now) for group in town.house.directory)
