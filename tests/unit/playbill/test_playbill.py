"""The table of scripts and platforms: no failure, no gap and no platform may fall out of it."""

from typing import Literal

import pytest

from groupbot.ports import Can, Capabilities
from tests.contract_table import as_json, as_text, main
from tests.conversation.needs import wanted
from tests.conversation.opening import fake_stage
from tests.conversation.platforms import Stand
from tests.conversation.playbill import LACKING, PLATFORM, SCRIPT, Playbill

Outcome = Literal["passed", "failed", "skipped"]
Phase = Literal["setup", "call", "teardown"]


def report(
    platform: str, outcome: Outcome = "passed", when: Phase = "call", *, lacking: str = "", variant: str = ""
) -> pytest.TestReport:
    """Return what pytest tells of one phase of one item."""
    said = [(SCRIPT, "groups: one"), (PLATFORM, platform), (LACKING, lacking)]
    return pytest.TestReport(f"one[{platform}-{variant}]", ("", 0, ""), {}, outcome, None, when, user_properties=said)


def bill(*reports: pytest.TestReport) -> Playbill:
    """Return the table of two platforms after these reports."""
    filled = Playbill(("here", "there"))
    for each in reports:
        filled.note(each)
    return filled


def test_all_is_well() -> None:
    """REQUIRES that a script which passed everywhere leaves nothing to say."""
    filled = bill(report("here"), report("there"))
    assert (filled.cell("groups: one", "there"), filled.wrong()) == ("ok", [])
    assert "1 scripts\nhere: 1 ok\nthere: 1 ok" in as_text(filled)


@pytest.mark.parametrize("when", ["setup", "call", "teardown"])
def test_a_failure_in_any_phase(when: Phase) -> None:
    """REQUIRES that a failure is one also when it comes before or after the script itself."""
    filled = bill(report("here"), report("there"), report("there", "failed", when))
    assert filled.cell("groups: one", "there") == "FAIL"
    assert "groups: one on there: FAIL" in filled.wrong()


def test_one_variant_fails() -> None:
    """REQUIRES that one failing variant of a script makes the script fail."""
    filled = bill(report("here"), report("there", variant="a"), report("there", "failed", variant="b"))
    assert filled.cell("groups: one", "there") == "FAIL"


def test_a_skip_is_a_failure() -> None:
    """REQUIRES that a script which skipped itself does not count as played."""
    assert bill(report("here"), report("there", "skipped")).cell("groups: one", "there") == "FAIL"


def test_what_a_platform_cannot_do_is_counted() -> None:
    """REQUIRES that the table says what is lacking, in part or whole, and that this alone is no mistake."""
    part = bill(report("here"), report("there", variant="a"), report("there", lacking="topics", variant="b"))
    assert (part.cell("groups: one", "there"), part.wrong()) == ("1 ok, 1 cannot: topics", [])
    whole = bill(report("here"), report("there", lacking="topics"))
    assert whole.cell("groups: one", "there") == "cannot: topics"
    assert "there: 1 cannot\n  cannot: topics (groups: one)" in as_text(whole)
    twice = bill(report("here"), report("there", lacking="topics"), report("there", lacking="forms", variant="b"))
    assert dict(twice.total("there")) == {"cannot": 1}


def test_a_platform_that_played_nothing() -> None:
    """REQUIRES that a platform which did not play, or could play nothing at all, fails the suite."""
    assert bill(report("here")).wrong() == ["there played nothing", "groups: one on there: not run"]
    assert bill(report("here"), report("there", lacking="topics")).wrong() == ["there played nothing"]


def test_the_table_for_programs() -> None:
    """REQUIRES that programs read every cell, the totals and what is wrong."""
    told = as_json(bill(report("here")))
    assert '"here": "ok"' in told
    assert '"there": "not run"' in told
    assert "there played nothing" in told


def test_needs_are_met_by_what_the_adapter_declares() -> None:
    """REQUIRES that a need is met by a declared capability or a client's language, and by nothing else."""
    stand = Stand(lambda: fake_stage, Capabilities("here", 100, frozenset({Can.TOPICS})), frozenset({"en"}))
    assert stand.lacks(wanted(Can.TOPICS, client="en")) == ()
    assert stand.lacks(wanted(Can.FORMS, Can.TOPICS, client="he")) == ("forms", "client in he")
    assert stand.lacks(wanted(without=Can.TOPICS)) == ("no topics",)
    assert stand.lacks(wanted(without=Can.FORMS, also="a thing")) == ("a thing",)


def test_a_suite_in_which_nothing_was_played(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """REQUIRES that the command fails, and says why, when pytest is content although nothing was played."""
    monkeypatch.setattr(pytest, "main", lambda *_: 0)
    assert main(["--json"]) == 1
    assert "telegram played nothing" in capsys.readouterr().out
