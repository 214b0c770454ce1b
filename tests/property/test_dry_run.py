"""Dry-run cannot act: the same decisions as in a live group, and nothing that reaches anybody."""

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.sandbox.state import WorldError
from adapters.sandbox.world import World
from groupbot.events import Event, JoinNoticed
from groupbot.people import MessageRef, Place
from groupbot.ports import Right
from tests.property.recording import Recording
from tests.property.town import EXAMPLE, Town

if TYPE_CHECKING:
    from collections.abc import Callable

WHO = ("noa", "omar", "zoe")
# The group takes notices of newcomers away, so that there is something to do that nobody asked for.
POLICY = EXAMPLE + "\njoin_notices: remove\n"
ABOUT_PEOPLE = ("consent_record", "consent_grant", "language_choice", "vault.people", "outbox", "inbox")

members = st.sampled_from(WHO)
steps = st.one_of(
    st.tuples(st.just("joins"), members, st.just("")),
    st.tuples(st.just("leaves"), members, st.just("")),
    st.tuples(st.just("notice"), members, st.just("")),
    st.tuples(st.just("waits"), members, st.just("")),
    st.tuples(st.just("rights"), members, st.sampled_from(["", "speak", "speak members remove"])),
    st.tuples(
        st.just("says"), members, st.sampled_from(["hello", "/notice", "/consent", "/nothing", "", "/notice@other x"])
    ),
)


def happening(world: World, verb: str, who: str, words: str, numbers: "count[int]") -> Event | None:
    """Return what happens, None where the platform would not let it."""

    def noticed() -> Event:
        there, number = world.group(), str(next(numbers))
        where = MessageRef(there.id, number)
        return JoinNoticed(f"notice:{number}", world.clock.now(), Place(there.chat), world.person(who).actor, where)

    ways: dict[str, Callable[[], Event]] = {
        "joins": lambda: world.joins(who),
        "leaves": lambda: world.leaves(who),
        "says": lambda: world.says(who, words),
        "notice": noticed,
        "rights": lambda: world.takes_rights("ada", *map(Right, words.split())),
    }
    try:
        return ways[verb]() if verb in ways else None
    except WorldError:
        return None


@pytest.mark.filterwarnings("default")
@settings(settings.get_profile("quick-history"), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=5, max_size=25))
def test_a_dry_group_decides_alike_and_never_acts(history: list[tuple[str, str, str]]) -> None:
    """REQUIRES of any history that a dry group decides what a live one does, acts on nobody and writes of nobody."""
    made: list[Recording] = []

    def ports(world: World) -> Recording:
        made.append(Recording(world))
        return made[-1]

    dry, live = Town(*WHO, policy=POLICY, fresh=True, new=True, ports=ports), Town(*WHO, policy=POLICY, fresh=True)
    try:
        made[-1].acts.clear()  # the friendly lines
        for verb, who, words in history:
            if verb == "waits":
                dry.clock.forward(timedelta(minutes=40))
                live.clock.forward(timedelta(minutes=40))
            happenings = [happening(town.world, verb, who, words, count(1_000)) for town in (dry, live)]
            if happenings[0] is None or happenings[1] is None:
                continue
            there, here = dry.handle(happenings[0]).decision, live.handle(happenings[1]).decision
            assert there == here
        assert made[-1].acts == []
        assert not any(dry.rows()[table] for table in ABOUT_PEOPLE)
    finally:
        dry.close()
        live.close()


def test_what_a_live_group_would_have_done_is_counted() -> None:
    """REQUIRES that the histories above are no silence: a join and a notice are counted, by act and by reason."""
    town = Town(*WHO, policy=POLICY, fresh=True, new=True)
    try:
        town.handle(town.world.joins("noa"))
        tally = town.house.engine.tally.of(town.number("group"))
        assert ("whisper", "why-joined", 1) in tally
    finally:
        town.close()
