"""An account held against a group's bar."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from groupbot.gate.bar import Leads, Reason, Weighed, What, asked, weigh
from groupbot.i18n.catalogue import FOLDER, read
from groupbot.policy.gate import Bar, Consequence, Consequences, LocalEdits
from groupbot.wiki.accounts import Account, Block, Local

TODAY = date(2026, 11, 25)
WIKIS = ("hewiki", "arwiki")
NEVER = Consequences()


def account(**facts: object) -> Account:
    """Return an account of nobody."""
    return replace(Account("1", "Alice"), **facts)  # type: ignore[arg-type]  # facts are named by whoever asks


def on(**facts: object) -> Mapping[str, Local]:
    """Return what the account is on one wiki."""
    return {"hewiki": replace(Local("hewiki"), **facts)}  # type: ignore[arg-type]  # as above


def the(weighed: Weighed) -> Reason:
    """Return the only reason."""
    (reason,) = weighed.reasons
    return reason


@pytest.mark.parametrize(
    ("bar", "facts", "reason"),
    [
        (Bar(edits=50), {"edits": 37}, Reason(What.EDITS, Leads.WAIT, 37, 50)),
        (Bar(edits=50), {"edits": 50}, Reason(What.EDITS, Leads.IN, 50, 50)),
        (Bar(edits=1), {}, Reason(What.EDITS, Leads.WAIT, 0, 1)),
        (
            Bar(days=30),
            {"registered": TODAY - timedelta(27)},
            Reason(What.DAYS, Leads.WAIT, 27, 30, until=TODAY + timedelta(3)),
        ),
        (Bar(days=30), {"registered": TODAY - timedelta(30)}, Reason(What.DAYS, Leads.IN, 30, 30, until=TODAY)),
        (Bar(days=1), {"registered": TODAY}, Reason(What.DAYS, Leads.WAIT, 0, 1, until=TODAY + timedelta(1))),
        (Bar(days=30), {"registered": None}, Reason(What.DAYS, Leads.IN, None, 30)),
        (
            Bar(days=1),
            {"registered": TODAY + timedelta(9)},
            Reason(What.DAYS, Leads.WAIT, 0, 1, until=TODAY + timedelta(10)),
        ),
        (Bar(days=1), {"registered": date.max}, Reason(What.DAYS, Leads.WAIT, 0, 1)),
        (Bar(home=("hewiki",)), {"home": "hewiki"}, Reason(What.HOME, Leads.IN, on=("hewiki",))),
        (Bar(home=("hewiki",)), {"home": "enwiki"}, Reason(What.HOME, Leads.WAIT, on=("hewiki",))),
        (
            Bar(local_edits=(LocalEdits(edits=20),)),
            {"local": on(edits=12)},
            Reason(What.LOCAL_EDITS, Leads.WAIT, 12, 20, WIKIS),
        ),
        (
            Bar(local_edits=(LocalEdits(edits=12),)),
            {"local": on(edits=12)},
            Reason(What.LOCAL_EDITS, Leads.IN, 12, 12, WIKIS),
        ),
        (
            Bar(local_edits=(LocalEdits(edits=1, wikis=("frwiki",)),)),
            {"local": on(edits=99)},
            Reason(What.LOCAL_EDITS, Leads.WAIT, 0, 1, ("frwiki",)),
        ),
        (
            Bar(active_days=90),
            {"local": on(last_edit=TODAY - timedelta(90))},
            Reason(What.ACTIVE, Leads.IN, 90, 90, WIKIS),
        ),
        (
            Bar(active_days=90),
            {"local": on(last_edit=TODAY - timedelta(91))},
            Reason(What.ACTIVE, Leads.WAIT, 91, 90, WIKIS),
        ),
        (
            Bar(active_days=9),
            {"local": on(last_edit=TODAY + timedelta(1))},
            Reason(What.ACTIVE, Leads.IN, 0, 9, WIKIS),
        ),
        (Bar(active_days=9), {"local": on()}, Reason(What.ACTIVE, Leads.WAIT, None, 9, WIKIS)),
        (
            Bar(active_days=9, active_wikis=("dewiki",)),
            {"local": on(last_edit=TODAY)},
            Reason(What.ACTIVE, Leads.WAIT, None, 9, ("dewiki",)),
        ),
        (
            Bar(any_group=("hewiki:sysop", "global:steward")),
            {"groups": frozenset({"steward"})},
            Reason(What.ANY_GROUP, Leads.IN, on=("hewiki:sysop", "global:steward")),
        ),
        (
            Bar(any_group=("hewiki:sysop", "global:steward")),
            {"groups": frozenset({"sysop"})},
            Reason(What.ANY_GROUP, Leads.WAIT, on=("hewiki:sysop", "global:steward")),
        ),
        (
            Bar(all_groups=("hewiki:sysop", "global:steward")),
            {"local": on(groups=frozenset({"sysop"}))},
            Reason(What.ALL_GROUPS, Leads.WAIT, on=("global:steward",)),
        ),
        (
            Bar(all_groups=("hewiki:sysop",)),
            {"local": on(groups=frozenset({"sysop", "bot"}))},
            Reason(What.ALL_GROUPS, Leads.IN),
        ),
    ],
)
def test_each_thing_that_a_bar_asks_is_answered_with_its_figures(
    bar: Bar, facts: dict[str, object], reason: Reason
) -> None:
    """REQUIRES that what was looked at, what there is and what is needed are told, whether it is met or not."""
    weighed = weigh(account(**facts), bar, NEVER, TODAY, WIKIS)
    assert the(weighed) == reason
    assert weighed.leads is reason.leads
    assert weighed.missing == (() if reason.met else (reason,))


@pytest.mark.parametrize(
    ("reason", "short"),
    [
        (Reason(What.EDITS, Leads.WAIT, 37, 50), 13),
        (Reason(What.LOCAL_EDITS, Leads.WAIT, None, 5), 5),
        (Reason(What.EDITS, Leads.IN, 50, 50), 0),
        (Reason(What.DAYS, Leads.IN, None, 30), 0),
        (Reason(What.ACTIVE, Leads.WAIT, None, 30), 0),
        (Reason(What.LOCKED, Leads.REFUSED), 0),
    ],
)
def test_how_much_is_missing_is_told(reason: Reason, short: int) -> None:
    """REQUIRES that a member can be told how many more are needed, and no number where none adds up."""
    assert reason.short == short


CONSEQUENCES: list[tuple[Consequence, Leads]] = [
    ("ignore", Leads.IN),
    ("wait", Leads.WAIT),
    ("ask-admins", Leads.ADMINS),
    ("refuse", Leads.REFUSED),
]
ENDS = TODAY + timedelta(4)


@pytest.mark.parametrize(("consequence", "leads"), CONSEQUENCES)
@pytest.mark.parametrize(
    ("kind", "facts", "reason"),
    [
        ("partial", {"local": on(block=Block.PARTIAL)}, Reason(What.PARTIAL, Leads.IN, on=("hewiki",))),
        (
            "partial",
            {"local": on(block=Block.PARTIAL, block_ends=ENDS)},
            Reason(What.PARTIAL, Leads.IN, on=("hewiki",), until=ENDS + timedelta(1)),
        ),
        (
            "temporary",
            {"local": on(block=Block.TEMPORARY, block_ends=ENDS)},
            Reason(What.BLOCKED, Leads.IN, on=("hewiki",), until=ENDS + timedelta(1)),
        ),
        (
            "temporary",
            {"local": on(block=Block.TEMPORARY, block_ends=date.max)},
            Reason(What.BLOCKED, Leads.IN, on=("hewiki",)),
        ),
        (
            "indefinite",
            {"local": on(block=Block.INDEFINITE)},
            Reason(What.INDEFINITE, Leads.IN, on=("hewiki",)),
        ),
        ("locked", {"locked": True}, Reason(What.LOCKED, Leads.IN)),
        ("temporary_account", {"temporary": True}, Reason(What.TEMPORARY_ACCOUNT, Leads.IN)),
    ],
)
def test_each_kind_of_block_has_its_own_consequence(
    kind: str, facts: dict[str, object], reason: Reason, consequence: Consequence, leads: Leads
) -> None:
    """REQUIRES that a policy decides for each kind by itself what follows, and that no other kind changes with it."""
    others: Consequence = "refuse" if consequence == "ignore" else "ignore"
    after = Consequences.model_validate({**dict.fromkeys(KINDS, others), kind: consequence})
    weighed = weigh(account(**facts), Bar(), after, TODAY, WIKIS)
    assert the(weighed) == replace(reason, leads=leads)
    assert weighed.leads is leads


KINDS = ("partial", "temporary", "indefinite", "locked", "temporary_account")


def test_only_blocks_on_the_wikis_that_count_are_looked_at() -> None:
    """REQUIRES that a block elsewhere is nobody's business, and that a policy may name the wikis that count."""
    blocked = account(local={"enwiki": Local("enwiki", block=Block.INDEFINITE)})
    assert weigh(blocked, Bar(), NEVER, TODAY, WIKIS) == Weighed(())
    named = Consequences(wikis=("enwiki",))
    assert the(weigh(blocked, Bar(), named, TODAY, WIKIS)).what is What.INDEFINITE
    assert weigh(account(local=on(block=Block.INDEFINITE)), Bar(), named, TODAY, WIKIS) == Weighed(())


def test_the_hardest_of_it_all_is_what_the_whole_leads_to() -> None:
    """REQUIRES that a refusal outweighs admins, admins a wait, and that nothing asked lets everybody in."""
    waits, asks = Reason(What.EDITS, Leads.WAIT), Reason(What.INDEFINITE, Leads.ADMINS)
    assert Weighed(()).leads is Leads.IN
    assert Weighed((waits, asks)).leads is Leads.ADMINS
    assert Weighed((Reason(What.LOCKED, Leads.REFUSED), waits, asks)).leads is Leads.REFUSED
    assert [lead.value for lead in Leads] == [0, 1, 2, 3]
    assert weigh(account(), Bar(), NEVER, TODAY) == Weighed(())


def test_each_thing_that_is_looked_at_has_the_name_of_its_text() -> None:
    """REQUIRES that what a reason is about keeps the name by which translators know its text."""
    texts = {key.removeprefix("gate-bar-") for key in read(FOLDER / "en.json") if key.startswith("gate-bar-")}
    assert {str(what) for what in What} <= texts


def test_the_day_on_which_all_is_met_is_told_only_when_waiting_is_enough() -> None:
    """REQUIRES that a date is promised only where each thing that is missing comes by itself, and the last of them."""
    soon, late = (Reason(What.DAYS, Leads.WAIT, until=TODAY + timedelta(days)) for days in (3, 9))
    assert Weighed((late, soon)).when == TODAY + timedelta(9)
    assert Weighed((soon, Reason(What.HOME, Leads.IN))).when == TODAY + timedelta(3)
    assert Weighed((soon, Reason(What.EDITS, Leads.WAIT))).when is None
    assert Weighed((soon, replace(late, leads=Leads.ADMINS))).when is None
    assert Weighed((replace(late, leads=Leads.ADMINS),)).when is None
    assert Weighed((replace(late, leads=Leads.IN),)).when is None
    assert Weighed(()).when is None


def test_the_best_of_several_wikis_counts_and_each_entry_has_to_be_met() -> None:
    """REQUIRES that edits on one of the named wikis are enough, and that several entries all count."""
    bar = Bar(local_edits=(LocalEdits(edits=5, wikis=WIKIS), LocalEdits(edits=9, wikis=("dewiki",))))
    local = {"hewiki": Local("hewiki", 1), "arwiki": Local("arwiki", 7), "dewiki": Local("dewiki", 8)}
    first, second = weigh(account(local=local), bar, NEVER, TODAY).reasons
    assert (first.have, first.met, second.have, second.met) == (7, True, 8, False)


def test_the_newest_edit_counts() -> None:
    """REQUIRES that whoever is active on one of the wikis is active."""
    local = {
        "hewiki": Local("hewiki", last_edit=TODAY - timedelta(400)),
        "arwiki": Local("arwiki", last_edit=TODAY - timedelta(2)),
    }
    assert the(weigh(account(local=local), Bar(active_days=5), NEVER, TODAY, WIKIS)).have == 2


def test_all_that_a_policy_asks_is_asked_for() -> None:
    """REQUIRES that every wiki a bar or a consequence speaks of is looked up, and nothing called global."""
    bar = Bar(
        local_edits=(LocalEdits(edits=1, wikis=("aawiki",)),),
        any_group=("bbwiki:sysop", "global:steward"),
        all_groups=("ccwiki:bot",),
        active_wikis=("ddwiki",),
    )
    found = asked(bar, Consequences(wikis=("eewiki",)), ("ffwiki",))
    assert found == {"aawiki", "bbwiki", "ccwiki", "ddwiki", "eewiki", "ffwiki"}
