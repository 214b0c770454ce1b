"""The ways in that a policy combines, and what is still missing of them."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.gate.ways import Ways, admits, helpful, missing, reachable, ways
from groupbot.policy.entering import RIGHTS, Enter, Inner, Right

SETS = [frozenset(chosen) for count in range(4) for chosen in combinations(RIGHTS, count)]
LEAVES = st.lists(st.sampled_from(RIGHTS), min_size=1, max_size=3, unique=True).map(tuple)
FLAT = LEAVES.flatmap(lambda of: st.integers(1, len(of)).map(lambda need: Ways(need, of)))
PARTS = st.lists(st.sampled_from(RIGHTS) | FLAT, min_size=1, max_size=3).map(tuple)
WAYS = PARTS.flatmap(lambda of: st.integers(1, len(of)).map(lambda need: Ways(need, of)))
HELD = st.sampled_from(SETS)


@pytest.mark.parametrize(
    ("enter", "asked"),
    [
        (Enter(any_of=("account", "approval")), Ways(1, ("account", "approval"))),
        (Enter(all_of=("account", "vouches")), Ways(2, ("account", "vouches"))),
        (Enter(at_least=2, of=("account", "vouches", "approval")), Ways(2, ("account", "vouches", "approval"))),
        (
            Enter(all_of=("account", Inner(any_of=("vouches", "approval")))),
            Ways(2, ("account", Ways(1, ("vouches", "approval")))),
        ),
        (Enter(any_of=(Inner(at_least=1, of=("vouches",)),)), Ways(1, (Ways(1, ("vouches",)),))),
    ],
)
def test_what_a_policy_says_is_what_is_asked(enter: Enter, asked: Ways) -> None:
    """REQUIRES that each word of a policy becomes the number of ways in that it means."""
    assert ways(enter) == asked


@pytest.mark.parametrize("need", [-1, 0, 3])
def test_what_is_always_or_never_met_is_refused(need: int) -> None:
    """REQUIRES that nobody can ask for no way in, or for more than there are."""
    with pytest.raises(ValueError, match="cannot be asked for"):
        Ways(need, ("account", "vouches"))


def test_ways_in_are_combined_two_deep_at_most() -> None:
    """REQUIRES that what nobody could explain to a member is refused."""
    inner = Ways(1, ("vouches",))
    assert Ways(1, ("account", inner)).of[1] == inner
    with pytest.raises(ValueError, match="cannot be asked for"):
        Ways(1, ("account", Ways(1, ("approval", inner))))


@pytest.mark.parametrize(
    ("held", "rest"),
    [
        (set(), Ways(2, ("account", Ways(1, ("vouches", "approval"))))),
        ({"account"}, Ways(1, (Ways(1, ("vouches", "approval")),))),
        ({"vouches"}, Ways(1, ("account",))),
        ({"account", "approval"}, None),
    ],
)
def test_what_is_still_missing_is_named(held: set[Right], rest: Ways | None) -> None:
    """REQUIRES that what somebody has is not asked for again, and what is left is told as it combines."""
    asked = Ways(2, ("account", Ways(1, ("vouches", "approval"))))
    assert missing(asked, held) == rest


def test_two_of_three_need_one_more_after_one() -> None:
    """REQUIRES that each right that is held lowers by one what is asked of the others."""
    asked = Ways(2, ("account", "vouches", "approval"))
    assert missing(asked, {"vouches"}) == Ways(1, ("account", "approval"))
    assert helpful(asked, {"vouches"}) == {"account", "approval"}
    assert helpful(asked, {"vouches", "account"}) == frozenset()


def test_who_can_never_have_a_right_may_still_come_in_another_way() -> None:
    """REQUIRES that a lost right ends only those requests which cannot do without it."""
    either, both = Ways(1, ("account", "approval")), Ways(2, ("account", "approval"))
    assert reachable(either, set(), {"account"})
    assert not reachable(both, {"approval"}, {"account"})
    assert reachable(both, {"account"}, {"account"})
    assert not reachable(Ways(1, (Ways(2, ("account", "vouches")),)), set(), {"vouches"})
    assert reachable(Ways(1, (Ways(2, ("account", "vouches")),)), set(), {"approval"})


def _meets(asked: Ways, held: frozenset[Right]) -> bool:
    met = [_meets(part, held) if isinstance(part, Ways) else part in held for part in asked.of]
    return sum(met) >= asked.need


@given(WAYS, HELD)
def test_the_answer_is_that_of_plain_counting(asked: Ways, held: frozenset[Right]) -> None:
    """REQUIRES that whoever has enough of what is asked is let in, and nobody else."""
    assert admits(asked, held) is _meets(asked, held)


@given(WAYS, HELD, HELD)
def test_another_right_never_shuts_anybody_out(asked: Ways, held: frozenset[Right], more: frozenset[Right]) -> None:
    """REQUIRES that more rights never turn a yes into a no."""
    assert admits(asked, held | more) or not admits(asked, held)


@given(WAYS, HELD, HELD)
def test_what_is_missing_is_exactly_what_leads_in(asked: Ways, held: frozenset[Right], more: frozenset[Right]) -> None:
    """REQUIRES that whoever brings what was told as missing is let in, and nobody who brings less."""
    rest = missing(asked, held)
    assert (rest is None or _meets(rest, more)) or not _meets(asked, held | more - held)
    assert rest is None or not (_meets(rest, more) and not _meets(asked, held | more))
