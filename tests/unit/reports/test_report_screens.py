"""The screens of reports: what each says, whom it leaves unnamed, and what its buttons carry."""

import re
from dataclasses import replace

import pytest

from groupbot.actions import Action
from groupbot.content import Choice, Count, Day, Lines, Name, Screen, Text
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.policy.models import Body
from groupbot.reports import screens
from groupbot.reports.model import OUTCOMES, REASONS, Filed, Outcome, Reason, Report, State
from tests.spoken import keys

RENDERER = Renderer(Messages.load())
LINK = "https://t.me/c/1/2"
OPEN = Report(State.OPEN, 740_000, LINK, Reason.THREAT, "They wait for me.", ("a", "b"), (740_000, 740_001))
FILED = Filed(41, 7, b"h", 0, OPEN)
DRAFT = replace(FILED, report=replace(OPEN, state=State.DRAFT, readers=(), read=()))
CLOSED = replace(FILED, report=Report(State.CLOSED, 740_000, read=(740_001,), outcome=Outcome.ACTED))
UNANSWERED = replace(FILED, report=Report(State.UNANSWERED, 740_000, read=(740_001,)))
COMMITTEE = Body(name="Committee", contact="committee@example.org")
OUTSIDE = Lines(
    (Text("report-bodies"), Text("listed", (Text("party", (Name("Committee", 120), Name(COMMITTEE.contact, 200))),)))
)
HEADLINE = Text("report-headline", (Text("report-state-open"), Text("report-reason-threat"), Day("2027-01-19")))
SAYS = (Text("report-link", (Name(LINK, 200),)), Text("report-words", (Name("They wait for me.", 1000),)))
MANY = [replace(FILED, number=number) for number in range(1, 36)]
SINGLE = ("nowhere", "enough", "dropped", "sent", "gone", "withdrawn", "closed", "not-waiting", "taken", "stands")
SCREENS = [
    *(screens.overview([replace(FILED, report=replace(OPEN, state=state))]) for state in State),
    *(screens.overview([replace(FILED, report=replace(OPEN, reason=reason))]) for reason in REASONS),
    screens.reasons(DRAFT),
    screens.preview(DRAFT, "x", [COMMITTEE]),
    screens.stands(FILED, [COMMITTEE]),
    screens.stands(FILED, [COMMITTEE], "x"),
    screens.stands(UNANSWERED, [COMMITTEE]),
    *(screens.stands(replace(FILED, report=replace(CLOSED.report, outcome=each)), []) for each in OUTCOMES),
    screens.waiting(MANY, 1),
    screens.waiting([], 0),
    screens.to_handle(FILED),
    *(screens.confirm(FILED, outcome, [COMMITTEE]) for outcome in OUTCOMES),
    screens.group_left("x", [COMMITTEE]),
    *(screens.said(f"report-{key}") for key in SINGLE),
    screens.said("told-report"),
    screens.said("told-reports-wait"),
]


@pytest.mark.parametrize("screen", SCREENS)
def test_every_word_is_there(screen: Screen) -> None:
    """REQUIRES that whatever these screens say has a text, and what they say of reports one in every language."""
    for language in RENDERER.languages:
        asked = [key for key in keys(screen) if language == "en" or "report" in key]
        assert [key for key in asked if not RENDERER.speaks(language, key)] == []


def choices(screen: Screen) -> list[Choice]:
    """Return the buttons, row by row."""
    return [choice for row in screen.rows for choice in row]


def test_own_reports_stand_beneath_how_it_is_done() -> None:
    """REQUIRES a button for each of the newest fifteen, which names the report and its group."""
    shown = screens.overview(MANY)
    assert shown.parts == (Text("report"),)
    assert [(one.action, one.shown, one.group) for one in choices(shown)] == [
        (Action.REPORT_SEE, number, 7) for number in range(1, 16)
    ]


def test_a_reason_is_chosen_or_nothing_is_sent() -> None:
    """REQUIRES a button for each reason, which carries it with report and group, and one that calls it off."""
    *some, none = choices(screens.reasons(DRAFT))
    assert [(one.label.key, one.action, one.value, one.shown, one.group) for one in some] == [
        (f"report-reason-{reason}", Action.REPORT_REASON, at, 41, 7) for at, reason in enumerate(REASONS)
    ]
    assert none == Choice(Text("button-report-drop"), Action.REPORT_DROP, shown=41, group=7)


def test_a_preview_says_who_reads_it_and_who_else_there_is() -> None:
    """REQUIRES reason and group, link and words as they would be sent, and the bodies outside, where there are any."""
    about = Text("report-preview", (Text("report-reason-threat"), Name("Readers")))
    shown = screens.preview(DRAFT, "Readers", [COMMITTEE])
    assert shown.parts == (about, *SAYS, OUTSIDE)
    assert [(one.action, one.shown, one.group) for one in choices(shown)] == [
        (Action.REPORT_SEND, 41, 7),
        (Action.REPORT_WRITE, 41, 7),
        (Action.REPORT_DROP, 41, 7),
    ]
    wordless = replace(DRAFT, report=replace(DRAFT.report, words=""))
    assert screens.preview(wordless, "Readers", []).parts == (about, SAYS[0])


def test_what_waits_can_be_taken_back() -> None:
    """REQUIRES that its reporter reads it and how many looked, and the way to take it back."""
    shown = screens.stands(FILED, [COMMITTEE])
    assert shown.parts == (HEADLINE, *SAYS, Text("report-looked", (Count(2),)))
    assert choices(shown) == [Choice(Text("button-report-withdraw"), Action.REPORT_WITHDRAW, shown=41, group=7)]


def test_how_it_ended() -> None:
    """REQUIRES outcome and how many looked, who else hears it, and no button; of one taken back only that it was."""
    headline = Text("report-headline", (Text("report-state-closed"), Text("report-reason-other"), Day("2027-01-19")))
    ended = (headline, Text("report-outcome-acted"), Text("report-looked", (Count(1),)), OUTSIDE)
    assert screens.stands(CLOSED, [COMMITTEE]) == Screen(ended)
    back = screens.stands(replace(CLOSED, report=Report(State.WITHDRAWN, 740_000)), [COMMITTEE])
    assert (len(back.parts), back.rows) == (1, ())


def test_what_waits_is_paged() -> None:
    """REQUIRES the number of all, fifteen on a page, the ways to the others, and no page beyond the last."""
    for asked, numbers, turns in ((0, range(1, 16), [1]), (1, range(16, 31), [0, 2]), (9, range(31, 36), [1])):
        shown = screens.waiting(MANY, asked)
        assert shown.parts == (Text("reports-wait", (Count(35),)),)
        listed = [one.shown for one in choices(shown) if one.action == Action.REPORT_READ]
        assert listed == list(numbers)
        assert [one.value for one in choices(shown) if one.action == Action.REPORTS] == turns
    assert screens.waiting([], 3) == Screen((Text("reports-none"),))
    (last,) = (one for one in choices(screens.waiting(MANY[:16], 9)) if one.action == Action.REPORT_READ)
    assert last.shown == 16


@pytest.mark.parametrize("pages", [1, 2])
def test_a_full_page_is_the_last(pages: int) -> None:
    """REQUIRES no way to a page on which nothing would stand, and that asking for one shows the last that is."""
    full = MANY[: 15 * pages]
    shown = choices(screens.waiting(full, pages - 1))
    assert [one.value for one in shown if one.action == Action.REPORTS] == [0] * (pages - 1)
    assert screens.waiting(full, pages) == screens.waiting(full, pages - 1)


def test_an_admin_reads_it_without_a_name() -> None:
    """REQUIRES reason, link, words and the way to the message, a button for each outcome, and no mark of anybody."""
    shown = screens.to_handle(FILED)
    assert shown.parts == (HEADLINE, *SAYS, Text("report-handle"))
    opened, *outcomes = choices(shown)
    assert opened == Choice(Text("button-report-open"), 0, url=LINK)
    assert [(one.label.key, one.action, one.value, one.shown) for one in outcomes] == [
        (f"report-outcome-{outcome}", Action.REPORT_OUTCOME, at, 41) for at, outcome in enumerate(OUTCOMES)
    ]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_is_looked_at_before_it_counts(outcome: Outcome) -> None:
    """REQUIRES what its reporter will see, one button, and the bodies outside where it is passed on to one."""
    shown = screens.confirm(FILED, outcome, [COMMITTEE])
    others = (OUTSIDE,) if outcome is Outcome.PASSED_ON else ()
    assert shown.parts == (Text(f"report-outcome-{outcome}"), Text("report-confirm"), *others)
    (close,) = choices(shown)
    assert (close.action, close.value, close.shown) == (Action.REPORT_CLOSE, OUTCOMES.index(outcome), 41)


def test_where_the_bot_is_no_more_others_are_named() -> None:
    """REQUIRES that it is said where nothing reaches the admins, and which bodies outside there are, if any."""
    nobody = Text("report-group-left", (Name("x"),))
    assert screens.group_left("x", []) == Screen((nobody,))
    assert screens.group_left("x", [COMMITTEE]) == Screen((nobody, OUTSIDE))


def test_whom_nobody_answers_reads_so_and_whom_else_to_ask() -> None:
    """REQUIRES that an unanswered report says so, without a button, and an open one where no admin can read it."""
    looked = Text("report-looked", (Count(1),))
    shown = screens.stands(UNANSWERED, [COMMITTEE])
    assert (shown.parts[1:], shown.rows) == ((Text("report-unanswered"), looked, OUTSIDE), ())
    left = screens.stands(FILED, [COMMITTEE], "x")
    assert left.parts == (HEADLINE, *SAYS, Text("report-bot-left", (Name("x"),)), OUTSIDE)
    assert [choice.action for choice in choices(left)] == [Action.REPORT_WITHDRAW]


@pytest.mark.parametrize("key", ["report", "report-taken"])
@pytest.mark.parametrize("language", RENDERER.languages)
def test_where_admins_can_still_see_who_reported_it_is_said(key: str, language: str) -> None:
    """REQUIRES of every language that it names the platform whose admins find a command which was taken away."""
    assert re.search("Telegram|טלגרם|تيليغرام", RENDERER.rich(language, Text(key)).text)
