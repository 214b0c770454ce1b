"""Law L11: whatever the bot and human admins do between each other, it acts on no admin and lifts only its own."""

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.sandbox.state import Delivery
from groupbot.deeds import Deed
from groupbot.ports import Standing
from tests.property.beat import PEOPLE, beat
from tests.property.doorman import GROUP

VERBS = (
    *("hold", "free", "restricts", "lifts", "promotes", "demotes", "leaves", "joins"),
    *("waits", "outage", "repaired", "restarts"),
)
steps = st.tuples(st.sampled_from(VERBS), st.sampled_from(PEOPLE), st.integers(0, 5))
histories = st.lists(st.tuples(steps, st.none() | steps), min_size=6, max_size=30)


@pytest.mark.no_cover
@settings(settings.get_profile(f"{settings.get_current_profile_name()}-history"), suppress_health_check=[*HealthCheck])
@given(histories)
def test_no_admin_is_held_and_nothing_lifted_that_others_set(
    history: list[tuple[tuple[str, str, int], tuple[str, str, int] | None]],
) -> None:
    """REQUIRES it of any order of the bot's and the admins' acts, also of those that come between asking and acting.

    The ports assert it at each act: what is told late, without its author, or never, must not change it.
    """
    with beat() as street:
        for (verb, who, choice), between in history:
            if between is not None and between[0] in ("restricts", "lifts", "promotes", "leaves"):
                street.witness.meanwhile = partial(street.happens, *between)
            street.step(verb, who, choice)
            street.witness.meanwhile = None


def test_the_histories_are_no_silence() -> None:
    """REQUIRES that the bot does hold and release a member, so that the property above is about something."""
    with beat() as street:
        street.command("hold", "noa")
        assert street.world.group().held == {"noa": street.ours("noa")[-1]}
        street.command("free", "noa")
        assert (street.world.group().held, street.ours("noa")) == ({}, ())
        assert street.witness.deeds == [Deed.DONE, Deed.DONE]


def test_who_becomes_an_admin_at_the_last_moment_is_not_held() -> None:
    """REQUIRES nothing done to somebody who was promoted between the bot's question and its act, or before it."""
    with beat() as street:
        street.witness.meanwhile = partial(street.happens, "promotes", "noa", 0)
        street.command("hold", "noa")
        street.command("hold", "noa")
        assert (street.world.group().held, street.ours("noa")) == ({}, ())
        # The platform refused the first; the second was not even asked for.
        assert street.witness.deeds == [Deed.ADMIN]


def test_whom_the_platform_does_not_place_is_left_alone() -> None:
    """REQUIRES that nothing is asked of the platform about somebody who may be an admin, for all that it says."""
    with beat() as street:
        street.world.delivery = Delivery.NOWHERE
        street.command("hold", "noa")
        assert (street.witness.deeds, street.ours("noa")) == ([], ())


def test_an_admin_in_a_timeout_is_left_alone() -> None:
    """REQUIRES that nothing is asked of the platform about an admin who may decide nothing for a time."""
    with beat() as street:
        street.world.group(GROUP).standings["noa"] = Standing.HELD
        street.command("hold", "noa")
        assert (street.witness.deeds, street.ours("noa")) == ([], ())


def test_author_unknown_is_not_ours() -> None:
    """REQUIRES that a change without an author ends what is ours, and that word of our own act does not."""
    with beat() as street:
        street.command("hold", "noa")
        (end,) = street.ours("noa")
        same = street.world.restricts("ada", "noa", end, named=False)
        street.town.handle(same)
        assert street.ours("noa") == (end,)
        street.town.handle(street.world.restricts("ada", "noa", end + timedelta(seconds=1), named=False))
        assert street.ours("noa") == ()
        street.command("free", "noa")
        assert "noa" in street.world.group().held


def test_what_an_admin_changed_is_the_admins() -> None:
    """REQUIRES that a named admin's change ends what is ours, even to the very same end."""
    with beat() as street:
        street.command("hold", "noa")
        (end,) = street.ours("noa")
        street.town.handle(street.world.restricts("ada", "noa", end))
        assert street.ours("noa") == ()
        street.command("free", "noa")
        assert street.world.group().held == {"noa": end}
        assert street.witness.deeds == [Deed.DONE, Deed.NOT_OURS]


def test_an_admins_restriction_is_not_replaced() -> None:
    """REQUIRES that a member whom others hold is left to them, and that the bot then claims nothing."""
    with beat() as street:
        end = street.town.clock.now() + timedelta(days=3)
        street.world.restricts("ada", "noa", end)
        street.command("hold", "noa")
        assert (street.world.group().held["noa"], street.ours("noa")) == (end, ())
        assert street.witness.deeds == [Deed.HELD]


def test_a_restriction_survives_an_outage_and_a_restart_unless_overtaken() -> None:
    """REQUIRES that what was decided is done once the platform is back, and that word of its absence drops nothing."""
    with beat() as street:
        street.world.delivery = Delivery.UNAVAILABLE
        street.command("hold", "noa", 600)
        street.command("hold", "omar", 600)
        street.town.handle(street.world.restricts("ada", "noa", None, named=False))
        street.town.handle(street.world.restricts("ada", "omar", None))
        street.town.restart()
        street.world.delivery = Delivery.WORKS
        street.town.forward(timedelta(minutes=5))
        assert street.world.group().held == {"noa": street.ours("noa")[-1]}
        assert street.ours("omar") == ()


def test_a_longer_restriction_takes_the_place_of_ours() -> None:
    """REQUIRES that the bot may replace what it set itself, also while the first waits, and then lift it."""
    with beat() as street:
        street.command("hold", "noa", 60)
        street.command("hold", "noa", 120)
        assert street.world.group().held["noa"] == street.ours("noa")[-1]
        street.world.delivery = Delivery.UNAVAILABLE
        street.command("hold", "noa", 240)
        street.command("free", "noa")
        street.world.delivery = Delivery.WORKS
        street.town.forward(timedelta(minutes=5))
        assert (street.world.group().held, street.ours("noa")) == ({}, ())


def test_a_dry_group_holds_nobody_and_writes_nothing() -> None:
    """REQUIRES that a group which only rehearses counts the act, does nothing and writes no row."""
    with beat(new=True) as street:
        street.command("hold", "noa")
        assert (street.world.group().held, street.town.rows()["restriction"], street.witness.deeds) == ({}, [], [])
        tally = street.town.house.engine.tally.of(street.town.number(GROUP))
        assert ("restrict", "", 1) in tally
