"""Law L11: what is left undone before the platform is even asked, and what only the platform refuses."""

from datetime import timedelta

import pytest

from adapters.sandbox.doorkeeping import SandboxDoor
from adapters.sandbox.state import WorldError
from groupbot.deeds import Deed
from groupbot.effects import Release
from groupbot.people import Chat
from groupbot.ports import Right, Standing
from tests.property import doorman
from tests.property.beat import beat

LONGEST = 28 * 24 * 60


@pytest.mark.parametrize(("minutes", "held"), [(0, False), (1, True), (LONGEST, True), (LONGEST + 1, False)], ids=str)
def test_no_restriction_is_shorter_or_longer_than_platforms_allow(minutes: int, *, held: bool) -> None:
    """REQUIRES that an end within a minute, or beyond what the platform allows, is never asked for."""
    with beat() as street:
        street.command("hold", "noa", minutes)
        assert ("noa" in street.world.group().held, bool(street.ours("noa"))) == (held, held)
        assert street.witness.deeds == [Deed.DONE] * held


def test_who_is_out_is_not_held() -> None:
    """REQUIRES that a member who left before the act is left alone."""
    with beat() as street:
        street.world.leaves("noa")
        street.command("hold", "noa")
        assert (street.world.group().held, street.ours("noa"), street.witness.deeds) == ({}, (), [])


def test_a_held_member_cannot_write_until_the_end() -> None:
    """REQUIRES that the simulated platform keeps a held member from writing, and no longer than it says."""
    with beat() as street:
        street.command("hold", "noa", 30)
        with pytest.raises(WorldError, match="kept from writing"):
            street.world.says("noa", "hello")
        street.town.forward(timedelta(minutes=30))
        assert street.world.says("noa", "hello")


def test_a_bot_without_the_right_claims_nothing() -> None:
    """REQUIRES that a refused restriction leaves no row, and a refused release leaves the restriction ours."""
    with beat() as street:
        street.command("hold", "noa")
        street.world.group().rights = frozenset(Right) - {Right.HOLD}
        street.command("free", "noa")
        street.command("hold", "omar")
        assert street.witness.deeds == [Deed.DONE, Deed.NO_RIGHT, Deed.NO_RIGHT]
        assert (len(street.ours("noa")), street.ours("omar")) == (1, ())


def test_who_left_comes_back_held_and_can_be_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a restriction which the platform does not lift of somebody who left stays the bot's to lift."""

    async def nobody_there(*_: object) -> Deed:
        return Deed.GONE

    with beat() as street:
        street.command("hold", "noa")
        ours = street.ours("noa")
        street.world.leaves("noa")
        with monkeypatch.context() as patch:
            patch.setattr(SandboxDoor, "release", nobody_there)
            street.command("free", "noa")
        assert street.ours("noa") == ours
        street.world.joins("noa")
        street.command("free", "noa")
        assert (street.world.group().held, street.ours("noa")) == ({}, ())
        assert street.witness.deeds == [Deed.DONE, Deed.GONE, Deed.DONE]


def test_a_refused_restriction_leaves_the_one_before_it_the_bots() -> None:
    """REQUIRES that a longer restriction which is refused takes nothing from a shorter one that stands."""
    with beat() as street:
        street.command("hold", "noa", 60)
        ours = street.ours("noa")
        street.command("hold", "noa", LONGEST + 1)
        assert street.ours("noa") == ours
        street.command("free", "noa")
        assert (street.world.group().held, street.ours("noa")) == ({}, ())


def test_who_asked_is_let_in_or_turned_away() -> None:
    """REQUIRES that entry needs no row, that only who asked comes in, and that doing it again changes nothing."""
    with beat() as street:
        group = street.world.group()
        for who in ("noa", "omar"):
            street.world.leaves(who)
            group.requests.add(who)
        for _ in range(2):
            street.command("admit", "noa")
            street.command("decline", "omar")
        street.command("admit", "omar")
        assert (group.standing("noa"), group.standing("omar")) == (Standing.MEMBER, Standing.OUTSIDE)
        assert group.requests == set()
        assert street.town.rows()["restriction"] == []


def test_a_decision_reaches_no_other_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that an act in another group than the decision's is a defect that stops it, with all that it wrote."""
    elsewhere = doorman.route(lambda _chat, who, _until: Release(Chat("sandbox", "second"), who))
    monkeypatch.setitem(doorman.COMMANDS, "free", elsewhere)
    with beat() as street, pytest.raises(ValueError, match="the group at hand"):
        street.command("free", "noa")
