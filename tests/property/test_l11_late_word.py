"""Law L11: word that comes late, and an answer that is lost, neither cost the bot what is its own nor undo an admin."""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from functools import partial

import pytest

from adapters.sandbox.doorkeeping import SandboxDoor
from groupbot.deeds import Deed
from groupbot.effects import Restrict
from groupbot.events import RestrictionChanged
from groupbot.people import Place
from groupbot.ports import Unavailable
from groupbot.restraint.acts import LATE, MOST, Acts
from tests.property.beat import Beat, beat

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("named", [True, False])
def test_word_from_before_our_act_ends_nothing(*, named: bool) -> None:
    """REQUIRES that what others did before the bot's act, and is told after it, leaves the restriction the bot's."""
    with beat() as street:
        before = street.world.restricts("ada", "noa", None, named=named)
        street.town.clock.forward(SECOND)
        street.command("hold", "noa")
        ours = street.ours("noa")
        street.town.handle(before)
        assert (street.ours("noa"), len(ours)) == (ours, 1)
        street.command("free", "noa")
        assert street.world.group().held == {}


def test_word_without_an_author_may_be_a_moment_late() -> None:
    """REQUIRES that what a platform tells of somebody's nick a moment after our act is not taken for a lifting."""
    with beat() as street:
        street.command("hold", "noa")
        ours = street.ours("noa")
        street.town.clock.forward(LATE - SECOND)
        held = dict(street.world.group().held)
        late = street.world.restricts("ada", "noa", None, named=False)
        street.world.group().held = held
        street.town.handle(late)
        assert street.ours("noa") == ours


@pytest.mark.parametrize(("named", "told"), [(True, False), (False, True), (False, False)])
def test_what_an_admin_does_after_our_act_counts(*, named: bool, told: bool) -> None:
    """REQUIRES that an admin's lifting ends what is ours: at once by name, or once our act was told; else soon."""
    with beat() as street:
        street.command("hold", "noa")
        if told:
            street.town.handle(street.world.restricts("ada", "noa", street.ours("noa")[-1], named=False))
        street.town.clock.forward(SECOND if named or told else LATE)
        street.town.handle(street.world.restricts("ada", "noa", None, named=named))
        assert street.ours("noa") == ()


def lost_answer(street: Beat, patch: pytest.MonkeyPatch) -> None:
    """Let the bot hold somebody by an act that gets through, and its answer not."""
    restrict = SandboxDoor.restrict

    async def timed_out(door: SandboxDoor, effect: Restrict, ours: AbstractSet[datetime]) -> Deed:
        await restrict(door, effect, ours)
        raise Unavailable("no answer in time")

    patch.setattr(SandboxDoor, "restrict", timed_out)
    street.command("hold", "noa", 600)
    patch.undo()
    assert "noa" in street.world.group().held


@pytest.mark.parametrize("named", [True, False])
def test_what_an_admin_lifts_is_not_set_again_by_a_retry(monkeypatch: pytest.MonkeyPatch, *, named: bool) -> None:
    """REQUIRES that an act whose answer was lost is not repeated once an admin has undone it, told by name or not.

    Without a name the platform tells first of the act itself, and by that the bot knows that it came through.
    """
    with beat() as street, monkeypatch.context() as patch:
        lost_answer(street, patch)
        ours = street.ours("noa")
        if not named:
            street.town.handle(street.world.restricts("ada", "noa", ours[-1], named=False))
            assert street.ours("noa") == ours
            street.town.restart()
        street.town.handle(street.world.restricts("ada", "noa", None, named=named))
        street.town.forward(timedelta(minutes=5))
        assert (street.world.group().held, street.ours("noa")) == ({}, ())


def test_an_act_that_was_told_is_not_made_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that word of the act takes the place of its lost answer: it stays ours and waits no more."""
    with beat() as street, monkeypatch.context() as patch:
        lost_answer(street, patch)
        ours = street.ours("noa")
        assert len(street.town.rows()["outbox"]) == 1
        street.town.handle(street.world.restricts("ada", "noa", ours[-1], named=False))
        assert (street.ours("noa"), street.town.rows()["outbox"]) == (ours, [])
        street.command("free", "noa")
        assert street.world.group().held == {}


def test_word_of_an_older_act_of_ours_confirms_no_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a longer restriction still waits when the platform tells of the shorter one before it."""
    with beat() as street, monkeypatch.context() as patch:
        street.command("hold", "noa", 60)
        (first,) = street.ours("noa")
        lost_answer(street, patch)
        street.town.handle(street.world.restricts("ada", "noa", first, named=False))
        street.town.forward(timedelta(minutes=5))
        assert street.world.group().held["noa"] == street.ours("noa")[-1] != first


def test_what_is_remembered_of_acts_is_bounded() -> None:
    """REQUIRES that the newest acts are remembered, each member's once, and no more than so many."""
    with beat() as street:
        acts, now = Acts(), street.town.clock.now()
        chat, noa = street.world.group().chat, street.world.person("noa").actor
        event = RestrictionChanged("event:1", now, Place(chat), noa)
        through = partial(acts.came_through, now=now)
        assert not acts.outdates(event)
        through(Restrict(chat, noa, now))
        assert acts.outdates(event)
        for number in range(MOST):
            through(Restrict(chat, type(noa)(noa.platform, str(number)), now))
        assert not acts.outdates(event)
