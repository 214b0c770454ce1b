"""The screens of appeals: what each says, whom it leaves unnamed, and what its buttons carry."""

from dataclasses import replace

import pytest

from groupbot.actions import Action
from groupbot.appeals import screens
from groupbot.appeals.model import ABOUTS, RULINGS, About, Appeal, Filed, Ruling, State
from groupbot.content import Choice, Count, Day, Lines, Name, Screen, Text
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import By, Kind, Page, Reason
from groupbot.policy.models import Body
from tests.spoken import keys

RENDERER = Renderer(Messages.load())
OPENED, DUE = 740_000, 740_014
OPENED_ON, DUE_ON = Day("2027-01-19"), Day("2027-02-02")
OPEN = Appeal(State.OPEN, OPENED, DUE, About.RESTRICTION, words="It was not me.", readers=("a", "b"))
FILED = Filed(41, 7, b"h", OPEN)
UPHELD = replace(OPEN, state=State.UPHELD, ruling=Ruling.RULES)
COMMITTEE = Body(name="Committee", contact="committee@example.org")
COMMITTEE_LISTED = Text("listed", (Text("party", (Name("Committee", 120), Name("committee@example.org", 200))),))
HEADLINE = Text("appeal-headline", (Text("appeal-state-open"), Text("appeal-about-restriction"), OPENED_ON))
WARNED = Happened(Kind.WARNED, "2026-11-25", Reason.AUDIENCE, wiki="hewiki", page=Page.DELETION)
LIFTED = Happened(Kind.RELEASED, "2026-11-25", Reason.LIFTED, By.ADMIN)
MANY = [replace(FILED, number=number) for number in range(1, 26)]
SCREENS = [
    screens.which_group([(7, "x")]),
    screens.which_group([]),
    screens.overview(MANY),
    *(screens.explain(about, DUE, 0) for about in ABOUTS),
    *(screens.explain(About.ENTRY, DUE, 0, what) for what in (WARNED, LIFTED)),
    *(screens.to_decide(replace(FILED, appeal=replace(OPEN, kind=kind, day="2026-11-25"))) for kind in Kind),
    *(screens.stands(replace(FILED, appeal=replace(UPHELD, state=state, alone=True)), [COMMITTEE]) for state in State),
    *(
        screens.news("x", replace(UPHELD, ruling=ruling, alone=True, unseen=unseen), ["Sorry."], [COMMITTEE])
        for unseen in (True, False)
        for ruling in RULINGS
    ),
    screens.waiting(MANY),
    screens.waiting([]),
    screens.to_decide(FILED),
    *(screens.confirm(FILED, ruling) for ruling in RULINGS),
    screens.needs_second(FILED, Ruling.RULES),
    screens.own([COMMITTEE]),
    screens.group_left("x", [COMMITTEE]),
    screens.unanswered("x", [COMMITTEE]),
    screens.enough(DUE, [COMMITTEE]),
    Screen((screens.disagree().label,)),
]


@pytest.mark.parametrize("screen", SCREENS)
def test_every_word_is_there(screen: Screen) -> None:
    """REQUIRES that whatever these screens say has a text."""
    assert [key for key in keys(screen) if not RENDERER.speaks("en", key)] == []


def choices(screen: Screen) -> list[Choice]:
    """Return the buttons, row by row."""
    return [choice for row in screen.rows for choice in row]


def test_disagreeing_carries_what_with() -> None:
    """REQUIRES that the button carries its kind, the beginning of the entry's id, and the group that it is for."""
    assert screens.disagree() == Choice(Text("button-disagree"), Action.APPEAL_ABOUT)
    named = screens.disagree(About.ENTRY, bytes.fromhex("01020304ff"), 7)
    assert (named.value, named.shown, named.group) == (ABOUTS.index(About.ENTRY), 0x01020304, 7)
    assert screens.disagree(label=Text("button-correct")).label == Text("button-correct")


def test_a_group_is_chosen_among_twenty() -> None:
    """REQUIRES a button for each of the first twenty groups, and without any the way to name one."""
    shown = screens.which_group([(number, f"Group {number}") for number in range(1, 22)])
    assert shown.parts == (Text("appeal-which-group"),)
    assert [(one.label, one.action, one.group) for one in choices(shown)] == [
        (Text("appeal-in", (Name(f"Group {number}"),)), Action.APPEAL, number) for number in range(1, 21)
    ]
    assert screens.which_group([]) == Screen((Text("appeal-no-group"),))


def test_own_appeals_stand_before_what_can_be_disagreed_with() -> None:
    """REQUIRES the first twenty of somebody's own, each to be seen, and then every kind but entries of the log."""
    shown = choices(screens.overview(MANY))
    assert [(one.label, one.action, one.shown) for one in shown[:20]] == [
        (HEADLINE, Action.APPEAL_SEE, number) for number in range(1, 21)
    ]
    assert [(one.label.key, one.action, one.value) for one in shown[20:]] == [
        ("appeal-about-word", Action.APPEAL_ABOUT, 0),
        ("appeal-about-restriction", Action.APPEAL_ABOUT, 2),
        ("appeal-about-gate", Action.APPEAL_ABOUT, 3),
        ("appeal-about-other", Action.APPEAL_ABOUT, 4),
    ]


def test_what_it_is_is_explained_before_it_is_written() -> None:
    """REQUIRES that the kind and the due day stand above the button to write, which carries kind and entry."""
    shown = screens.explain(About.ENTRY, DUE, 99)
    assert shown.parts == (Text("appeal-explain", (Text("appeal-about-entry"), DUE_ON)),)
    assert choices(shown) == [Choice(Text("button-appeal-write"), Action.APPEAL_WRITE, 1, 99)]
    entry = Text("appeal-entry", (Day("2026-11-25"), Text("happened-warned")))
    about = screens.explain(About.ENTRY, DUE, 99, WARNED)
    assert (about.parts, about.rows) == ((entry, *shown.parts), shown.rows)


@pytest.mark.parametrize("state", [State.OPEN, State.ANSWERED])
def test_what_waits_can_be_taken_back(state: State) -> None:
    """REQUIRES that its member sees state, due day and how many looked, and the way to take it back."""
    shown = screens.stands(replace(FILED, appeal=replace(OPEN, state=state)), [COMMITTEE])
    assert shown.parts == (
        replace(HEADLINE, args=(Text(f"appeal-state-{state}"), *HEADLINE.args[1:])),
        Text("appeal-due", (DUE_ON,)),
        Text("appeal-looked", (Count(2),)),
    )
    assert choices(shown) == [Choice(Text("button-appeal-withdraw"), Action.APPEAL_WITHDRAW, shown=41)]


def test_how_it_ended_says_why_and_who_else_hears_it() -> None:
    """REQUIRES the reason, whether one admin decided alone, and bodies outside where there are any, and no button."""
    reason, bodies = Text("appeal-ruling-rules"), Lines((Text("appeal-bodies"), COMMITTEE_LISTED))
    shown = screens.stands(replace(FILED, appeal=UPHELD), [])
    assert (shown.parts[1:], shown.rows) == ((reason,), ())
    assert screens.ended(UPHELD, [COMMITTEE]) == (reason, bodies)
    assert screens.ended(replace(UPHELD, alone=True), [COMMITTEE]) == (reason, Text("appeal-alone"), bodies)
    unseen = replace(UPHELD, alone=True, unseen=True)
    assert screens.ended(unseen, [COMMITTEE]) == (reason, Text("appeal-alone-unseen"), bodies)
    assert screens.ended(replace(OPEN, state=State.WITHDRAWN), []) == ()


def test_who_appeals_often_reads_when_the_next_can_be_opened() -> None:
    """REQUIRES the day, and then which bodies outside there are, if any."""
    assert screens.enough(DUE, []) == Screen((Text("appeal-enough", (DUE_ON,)),))
    assert screens.enough(DUE, [COMMITTEE]).parts[1:] == (Lines((Text("appeal-bodies"), COMMITTEE_LISTED)),)


def test_where_nobody_answers_others_are_named() -> None:
    """REQUIRES that an appeal that cannot be or was not answered leads to the admins themselves, and to bodies."""
    ways = (Text("appeal-turn-to-admins"), Lines((Text("appeal-bodies"), COMMITTEE_LISTED)))
    left = Text("appeal-group-left", (Name("x"),))
    assert screens.group_left("x", [COMMITTEE]) == Screen((left, *ways))
    assert screens.unanswered("x", [COMMITTEE]) == Screen((Text("appeal-unanswered", (Name("x"),)), *ways))
    waits = screens.stands(FILED, [COMMITTEE], "x")
    assert waits.parts == (HEADLINE, left, *ways)
    assert waits.rows == screens.stands(FILED, []).rows


def test_whose_own_it_is_reads_who_else_hears_it() -> None:
    """REQUIRES that an admin who appeals reads that others decide, and which bodies outside there are, if any."""
    assert screens.own([]) == Screen((Text("appeal-own"),))
    assert screens.own([COMMITTEE]).parts == (
        Text("appeal-own"),
        Lines((Text("appeal-bodies"), COMMITTEE_LISTED)),
    )


def test_news_bring_reason_and_words() -> None:
    """REQUIRES that the news name the group, give the reason, and then the admins' words, where they wrote some."""
    first = (Text("appeal-news", (Name("x"),)), Text("appeal-ruling-rules"))
    assert screens.news("x", UPHELD, [], []) == Screen(first)
    said = [Text("appeal-news-words", (Name(words, 1000),)) for words in ("Sorry.", "We are.")]
    assert screens.news("x", UPHELD, ["Sorry.", "We are."], []).parts == (*first, *said)


def test_what_waits_is_listed_and_counted() -> None:
    """REQUIRES the number of all that wait and buttons to read the first twenty, or that none waits."""
    shown = screens.waiting(MANY)
    assert shown.parts == (Text("appeals-wait", (Count(25),)),)
    assert [(one.label, one.action, one.shown) for one in choices(shown)] == [
        (HEADLINE, Action.APPEAL_READ, number) for number in range(1, 21)
    ]
    assert screens.waiting([]) == Screen((Text("appeals-none"),))


def test_admins_read_words_and_no_name() -> None:
    """REQUIRES that admins see the appeal with its words, if any, its rulings, and once the way to say it is theirs."""
    shown = screens.to_decide(FILED)
    due = Text("appeal-due", (DUE_ON,))
    assert shown.parts == (HEADLINE, due, Text("appeal-words", (Name("It was not me.", 1000),)))
    assert screens.to_decide(replace(FILED, appeal=replace(OPEN, words=""))).parts == (HEADLINE, due)
    recorded = screens.to_decide(replace(FILED, appeal=replace(OPEN, words="", kind="warned", day="2026-11-25")))
    entry = Text("appeal-record", (Day("2026-11-25"), Text("recorded-warned")))
    assert recorded.parts == (HEADLINE, entry, due)
    *ruled, mine = choices(shown)
    assert [(one.label.key, one.action, one.value, one.shown) for one in ruled] == [
        (f"appeal-ruling-{ruling}", Action.APPEAL_RULING, at, 41) for at, ruling in enumerate(RULINGS)
    ]
    assert mine == Choice(Text("button-appeal-mine"), Action.APPEAL_MINE, shown=41)
    again, noted = screens.to_decide(FILED, own=True), screens.mine(FILED)
    assert (again.parts, noted.parts) == (shown.parts, (Text("appeal-mine"),))
    assert choices(again) == choices(noted) == ruled


def test_a_ruling_is_confirmed_with_words_or_without() -> None:
    """REQUIRES that the reason is shown again before it counts, and that both buttons carry ruling and appeal."""
    shown = screens.confirm(FILED, Ruling.MISTAKE)
    assert shown.parts == (Text("appeal-ruling-mistake"), Text("appeal-confirm"))
    assert choices(shown) == [
        Choice(Text("button-appeal-decide"), Action.APPEAL_DECIDE, 2, 41),
        Choice(Text("button-appeal-words"), Action.APPEAL_ADD, 2, 41),
    ]
    sole = screens.needs_second(FILED, Ruling.MISTAKE)
    assert sole.parts == (Text("appeal-needs-second"),)
    assert choices(sole) == [Choice(Text("button-appeal-sole"), Action.APPEAL_SOLE, 2, 41)]


def test_one_sentence_with_its_days() -> None:
    """REQUIRES that what is said in one sentence carries its days as days, and admins are told without buttons."""
    assert screens.said("appeal-opened", DUE) == Screen((Text("appeal-opened", (DUE_ON,)),))
    assert screens.told(["appeal-gone", "appeal-due"]) == Screen((Text("appeal-gone"), Text("appeal-due")))
