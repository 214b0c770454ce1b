"""The consent screens by themselves: what each says and offers."""

import pytest

from groupbot.actions import Action
from groupbot.consent import screens
from groupbot.consent.model import Purpose
from groupbot.consent.notice import Notice
from groupbot.content import Choice, Count, Day, Lines, Name, Rich, Screen, Text
from groupbot.i18n.render import Renderer
from tests.spoken import keys

TODAY, UNTIL = 740_000, 740_365
UNTIL_DAY = Day("2028-01-19")
EVENTS, DIGEST = Purpose.EVENTS, Purpose.DIGEST
PAGES = tuple(Rich(f"page {number}") for number in range(3))
NOTICE = Notice(PAGES, "en", 2, "cd" * 32, {}, "ab" * 32)
GROUPS = [screens.Held(number, f"Group {number}", frozenset({EVENTS, DIGEST})) for number in range(1, 26)]
WITHDRAW = Choice(Text("button-withdraw"), Action.WITHDRAW)
RECEIPT = Choice(Text("button-receipt"), Action.RECEIPT)
AGAIN = Choice(Text("button-notice"), Action.NOTICE)
ERASED = Choice(Text("button-receipt-withdrawn"), Action.WITHDRAWAL_RECEIPT, DIGEST.bit, TODAY)
SCREENS = [
    screens.line(),
    screens.welcome(),
    screens.notice_page(NOTICE, 0),
    screens.notice_page(NOTICE, 2, "https://example.org/bot"),
    screens.notice_changed(NOTICE),
    screens.age(16, 7),
    screens.too_young(16, [EVENTS], TODAY),
    screens.choice(tuple(Purpose), frozenset(), 7),
    screens.choice(tuple(Purpose), frozenset(Purpose), 7),
    screens.nothing_to_choose(),
    screens.refused(),
    screens.saved([EVENTS], UNTIL, [DIGEST], TODAY),
    screens.standing([EVENTS], UNTIL),
    screens.ended([EVENTS]),
    screens.withdrawn([EVENTS], TODAY),
    screens.everywhere(GROUPS, 0),
    *screens.withdrawn_everywhere(GROUPS, TODAY),
    screens.which_group(),
    screens.group_left(),
    screens.asked_anew("x", 7),
    screens.not_a_member(),
    screens.receipt(),
    screens.withdrawal_receipt(),
    screens.nothing_held(),
]


def listed(heading: str, *purposes: Purpose) -> Lines:
    """Return a list of purposes as screens show it."""
    return Lines((Text(heading), *(Text("listed", (Text(f"purpose-{purpose}"),)) for purpose in purposes)))


@pytest.mark.parametrize("screen", SCREENS)
def test_every_word_is_there(screen: Screen, renderer: Renderer) -> None:
    """REQUIRES that whatever these screens say has a text."""
    assert [key for key in keys(screen) if not renderer.speaks("en", key)] == []


def test_sentences_that_stand_alone() -> None:
    """REQUIRES of these answers their one sentence and no button."""
    alone = {
        "nothing-to-choose": screens.nothing_to_choose(),
        "refused": screens.refused(),
        "which-group": screens.which_group(),
        "group-left": screens.group_left(),
        "not-a-member": screens.not_a_member(),
        "receipt": screens.receipt(),
        "receipt-withdrawal": screens.withdrawal_receipt(),
        "nothing-held": screens.nothing_held(),
    }
    assert alone == {key: Screen((Text(key),)) for key in alone}


def test_the_line_and_the_welcome_open_the_notice() -> None:
    """REQUIRES that each has one button, for everybody, that says what it opens."""
    opens = ((Choice(Text("button-open"), Action.NOTICE, public=True),),)
    assert screens.line() == Screen((Text("line"),), opens)
    assert screens.welcome() == Screen((Text("welcome"),), opens)


@pytest.mark.parametrize("page", [0, 1])
def test_every_page_leads_to_the_next(page: int) -> None:
    """REQUIRES that a page before the last one leads on, whatever way there is to keep, and carries which text."""
    following = Choice(Text("button-next-page"), Action.PAGE, page + 1, NOTICE.fingerprint)
    assert screens.notice_page(NOTICE, page, "https://example.org/bot") == Screen((PAGES[page],), ((following,),))


@pytest.mark.parametrize("page", [2, 3, 99])
def test_the_last_page_ends_with_having_read_it(page: int) -> None:
    """REQUIRES *I have read it* on the last page alone, and before it the way to keep, where there is one."""
    read = Choice(Text("button-read"), Action.READ, 0, NOTICE.fingerprint)
    assert screens.notice_page(NOTICE, page) == Screen((PAGES[2],), ((read,),))
    link = Choice(Text("button-keep-way"), 0, url="https://example.org/bot")
    kept = screens.notice_page(NOTICE, page, "https://example.org/bot")
    assert kept == Screen((PAGES[2], Text("keep-way")), ((link,), (read,)))


def test_a_changed_notice_begins_anew() -> None:
    """REQUIRES that whoever had another notice before them is told so above the first page."""
    first = screens.notice_page(NOTICE, 0)
    assert screens.notice_changed(NOTICE) == Screen((Text("notice-changed"), PAGES[0]), first.rows)


def test_both_answers_about_age_stand_side_by_side() -> None:
    """REQUIRES the number of years in the question, and both answers in one row with the notice that was shown."""
    yes = Choice(Text("button-age-yes"), Action.AGE_YES, 0, 7)
    no = Choice(Text("button-age-no"), Action.AGE_NO, 0, 7)
    assert screens.age(16, 7) == Screen((Text("age", (Count(16),)),), ((yes, no),))


def test_what_was_erased_is_said_with_its_receipt() -> None:
    """REQUIRES that an answer which erases names what, and has the receipt, which is to be had only now."""
    young = Text("too-young", (Count(16),))
    gone = (listed("withdrawn", DIGEST), Text("withdrawn-next"))
    assert screens.too_young(16, (), TODAY) == Screen((young,))
    assert screens.too_young(16, [DIGEST], TODAY) == Screen((young, *gone), ((ERASED,),))
    assert screens.withdrawn([DIGEST], TODAY) == Screen(gone, ((ERASED,),))


def test_what_was_agreed_is_said_with_its_end() -> None:
    """REQUIRES that each answer lists what was agreed to, in one order, until when, and the ways back."""
    end = Text("saved-until", (UNTIL_DAY,))
    saved = screens.saved([DIGEST, EVENTS], UNTIL, (), TODAY)
    assert saved == Screen((listed("saved", EVENTS, DIGEST), end), ((WITHDRAW, RECEIPT),))
    dropped = screens.saved([EVENTS], UNTIL, [DIGEST], TODAY)
    gone = (listed("withdrawn", DIGEST), Text("withdrawn-next"))
    assert dropped == Screen((listed("saved", EVENTS), end, *gone), ((WITHDRAW, RECEIPT), (ERASED,)))
    change = Choice(Text("button-change"), Action.CHANGE)
    assert screens.standing([EVENTS], UNTIL) == Screen(
        (listed("standing", EVENTS), end), ((change, WITHDRAW), (RECEIPT, AGAIN))
    )
    assert screens.ended([EVENTS]) == Screen((listed("ended", EVENTS), Text("ended-next")), ((AGAIN, WITHDRAW),))


def test_a_choice_explains_what_is_offered() -> None:
    """REQUIRES that the title says whether all is off, and that each purpose is explained and stands on its switch."""
    off = screens.choice((EVENTS, DIGEST), frozenset(), 7)
    explained = (Text("purpose-events-long"), Text("purpose-digest-long"))
    assert off.parts == (Text("choice-all-off"), *explained)
    assert screens.choice((EVENTS, DIGEST), frozenset({DIGEST}), 7).parts == (Text("choice"), *explained)
    switches = [row[0] for row in off.rows[:-1]]
    assert [(one.action, one.label.args) for one in switches] == [
        (Action.TOGGLE, (Text("purpose-events"),)),
        (Action.TOGGLE, (Text("purpose-digest"),)),
    ]
    assert off.rows[-1][1].value == 0


def test_groups_are_named_on_their_way_out() -> None:
    """REQUIRES how many groups there are above them, their titles on the buttons, and first of all the one for all."""
    shown = screens.everywhere(GROUPS, 0)
    assert shown.parts == (Text("held-in", (Count(25),)),)
    first, *ways, following = [choice for row in shown.rows for choice in row]
    assert first == Choice(Text("button-withdraw-everywhere"), Action.WITHDRAW_EVERYWHERE)
    assert [way.label for way in ways] == [Text("button-withdraw-in", (Name(held.title),)) for held in GROUPS[:20]]
    assert following == Choice(Text("button-next-page"), Action.WITHDRAW_PAGE, 1)


def test_receipts_of_all_groups_name_them() -> None:
    """REQUIRES on the first screen how many groups it was, on each what can be done, and titles on the buttons."""
    first, *more = screens.withdrawn_everywhere(GROUPS, TODAY)
    assert first.parts == (Text("withdrawn-everywhere", (Count(25),)), Text("withdrawn-next"))
    assert {screen.parts for screen in more} == {(Text("withdrawn-next"),)}
    assert [len(screen.rows) for screen in (first, *more)] == [8, 8, 8, 1]
    assert first.rows[0] == (
        Choice(Text("button-receipt-in", (Name("Group 1"),)), Action.WITHDRAWAL_RECEIPT, 3, TODAY, 1),
    )


def test_asking_anew_names_the_group() -> None:
    """REQUIRES that the note names the group whose consent has ended, and its button leads to that notice."""
    again = Choice(Text("button-notice"), Action.NOTICE, group=7)
    assert screens.asked_anew("x", 7) == Screen((Text("asked-anew", (Name("x"),)),), ((again,),))
