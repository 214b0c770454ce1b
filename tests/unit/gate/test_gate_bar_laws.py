"""Laws of the bar, for any account and any bar."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from groupbot.gate.bar import Leads, What, weigh
from groupbot.policy.gate import Bar, Consequence, Consequences, LocalEdits
from groupbot.wiki.accounts import Account, Block, Local

TODAY = date(2026, 11, 25)
WIKIS = ("hewiki", "arwiki")
KINDS = ("partial", "temporary", "indefinite", "locked", "temporary_account")
DAYS = st.none() | st.dates(date(2001, 1, 15), TODAY)
LOCALS = st.builds(
    Local,
    wiki=st.just("hewiki"),
    edits=st.integers(0, 99),
    groups=st.frozensets(st.sampled_from(["sysop", "bot"])),
    block=st.sampled_from(Block),
    registered=DAYS,
    last_edit=DAYS,
    block_ends=DAYS,
)
ACCOUNTS = st.builds(
    Account,
    central_id=st.just("1"),
    name=st.just("Alice"),
    home=st.sampled_from(["hewiki", "enwiki", ""]),
    registered=DAYS,
    edits=st.integers(0, 99),
    groups=st.frozensets(st.sampled_from(["steward"])),
    locked=st.booleans(),
    temporary=st.booleans(),
    local=LOCALS.map(lambda local: {"hewiki": local}) | st.just({}),
)
BARS = st.builds(
    Bar,
    edits=st.integers(0, 99),
    days=st.integers(0, 3650),
    local_edits=st.lists(
        st.builds(LocalEdits, edits=st.integers(1, 99), wikis=st.sampled_from([(), WIKIS])), max_size=2
    ).map(tuple),
    any_group=st.sampled_from([(), ("hewiki:sysop", "global:steward")]),
    all_groups=st.sampled_from([(), ("hewiki:sysop", "hewiki:bot")]),
    home=st.sampled_from([(), ("hewiki",)]),
    active_days=st.integers(0, 3650),
    active_wikis=st.sampled_from([(), ("hewiki",), ("enwiki",)]),
)
CHOICES = st.sampled_from(get_args(Consequence))
AFTERS = st.fixed_dictionaries(dict.fromkeys(KINDS, CHOICES)).map(Consequences.model_validate)


@given(ACCOUNTS, BARS, AFTERS, st.integers(0, 99), st.integers(0, 5000))
def test_more_edits_or_age_never_turn_a_yes_into_a_no(
    one: Account, bar: Bar, after: Consequences, more: int, days: int
) -> None:
    """REQUIRES that whoever does more, or is here for longer, is never further away."""
    older = None if one.registered is None or days > 4000 else one.registered - timedelta(min(days, 700))
    local = {name: replace(facts, edits=facts.edits + more) for name, facts in one.local.items()}
    better = replace(one, edits=one.edits + more, registered=older, local=local)
    before, later = (weigh(each, bar, after, TODAY, WIKIS) for each in (one, better))
    assert later.leads <= before.leads
    assert len(later.missing) <= len(before.missing)


@given(ACCOUNTS, BARS, AFTERS, st.text(max_size=20), st.text(max_size=20))
def test_what_an_account_is_called_decides_nothing(
    one: Account, bar: Bar, after: Consequences, name: str, central: str
) -> None:
    """REQUIRES that no decision and no reason depends on a name or an id."""
    other = replace(one, name=name, central_id=central)
    assert weigh(one, bar, after, TODAY, WIKIS) == weigh(other, bar, after, TODAY, WIKIS)


@given(ACCOUNTS, BARS, AFTERS)
def test_a_wiki_without_the_account_counts_as_nothing_done_there(one: Account, bar: Bar, after: Consequences) -> None:
    """REQUIRES that missing facts are zero: the same as an account that has done nothing there."""
    without, idle = replace(one, local={}), replace(one, local={"hewiki": Local("hewiki")})
    assert weigh(without, bar, after, TODAY, WIKIS) == weigh(idle, bar, after, TODAY, WIKIS)


@given(ACCOUNTS, BARS, AFTERS)
def test_whatever_is_not_met_says_what_is_missing(one: Account, bar: Bar, after: Consequences) -> None:
    """REQUIRES that there is never a bare no: what stands in the way has a figure, or names what it is about."""
    weighed = weigh(one, bar, after, TODAY, WIKIS)
    assert (weighed.leads is Leads.IN) is (weighed.missing == ())
    for reason in weighed.missing:
        assert reason.short > 0 or reason.on or reason.what in {What.LOCKED, What.TEMPORARY_ACCOUNT}
