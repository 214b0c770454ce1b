"""Law L14 after a standstill: what was decided of a member is tried before it is given up, however long ago it was."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from adapters.sandbox.state import PLATFORM
from groupbot.content import Content, Rich
from groupbot.effects import Whisper
from groupbot.store import outbox
from groupbot.vault.entropy import SystemRandom
from tests.property.beat import Beat, beat
from tests.property.test_l14_left_undone import absent, heard
from tests.property.unmet import unmet

TWO_DAYS_DOWN = timedelta(hours=50)
HOUR = timedelta(hours=1)


@pytest.fixture
def stopped() -> Iterator[Beat]:
    """Let the bot be started again two days after a release was decided that no platform has seen."""
    with beat() as street:
        street.command("hold", "noa", 9000)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("adapters.sandbox.doorkeeping.SandboxDoor.release", absent)
            street.command("free", "noa")
        assert len(street.town.rows()["outbox"]) == 1
        street.town.clock.forward(TWO_DAYS_DOWN)
        street.town.restart()
        yield street


def test_it_waits_until_the_platform_is_met(stopped: Beat) -> None:
    """REQUIRES that looks before the platform is met, hours of them, give up no release, and that it is done then."""
    with unmet(stopped.town):
        for _ in range(3):
            stopped.town.tick()
            stopped.town.clock.forward(HOUR)
        assert stopped.world.group().held
        assert len(stopped.town.rows()["outbox"]) == 1
    stopped.town.tick()
    assert (stopped.world.group().held, stopped.town.rows()["outbox"], stopped.ours("noa")) == ({}, [], ())
    assert (heard(stopped, "ada"), heard(stopped, "noa")) == ([], [])


def test_it_is_tried_by_the_look_that_would_give_it_up(stopped: Beat) -> None:
    """REQUIRES that the first look of a bot whom the platform knows already lifts the restriction."""
    stopped.town.tick()
    assert (stopped.world.group().held, stopped.town.rows()["outbox"]) == ({}, [])
    assert (heard(stopped, "ada"), heard(stopped, "noa")) == ([], [])


def test_what_fails_again_is_told(stopped: Beat, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a release which the platform does not take then either ends, with word to admins and member."""
    monkeypatch.setattr("adapters.sandbox.doorkeeping.SandboxDoor.release", absent)
    with unmet(stopped.town):
        stopped.town.tick()
    for _ in range(2):
        stopped.town.forward(HOUR)
    assert (len(heard(stopped, "ada")), len(heard(stopped, "noa"))) == (1, 1)
    assert stopped.town.rows()["outbox"] == []


def test_answers_end_as_promised(stopped: Beat) -> None:
    """REQUIRES that of what waits for an unmet platform only acts on members stay: an answer is gone in two days."""
    town, noa = stopped.town, stopped.world.person("noa").actor
    answer = Whisper(noa, Content(Rich("It has waited.")))
    before, random = town.clock.now() - TWO_DAYS_DOWN, SystemRandom()
    town.run(town.house.store.write(lambda unit: outbox.put(unit, PLATFORM, (answer,), 0, before, random)))
    assert len(town.rows()["outbox"]) == 2
    with unmet(town):
        town.tick()
        assert len(town.rows()["outbox"]) == 1
