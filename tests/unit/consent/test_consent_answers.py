"""What each act on the consent screens is answered with: the screen, the record word for word, and the reasons."""

from dataclasses import replace

import pytest

from groupbot.consent import rules, screens
from groupbot.consent.model import (
    NOBODY,
    ConsentEvent,
    Consents,
    Grant,
    Purpose,
    Record,
    State,
    mask_of,
    purposes_of,
)
from groupbot.consent.notice import Notice, render
from groupbot.content import Text
from groupbot.i18n.render import Renderer
from tests.unit.consent.samples import MATERIAL, RECORD, TERMS, TODAY, UNTIL, agreed, policy

EVENTS, DIGEST = Purpose.EVENTS, Purpose.DIGEST
BOTH = agreed(EVENTS, DIGEST)


@pytest.fixture
def notice(renderer: Renderer) -> Notice:
    return render(renderer, "en", policy(), 4096)


def named(key: str, *purposes: Purpose) -> tuple[Text, ...]:
    """Return a reason for each of some purposes."""
    return tuple(Text(key, (Text(f"purpose-{purpose}"),)) for purpose in purposes)


def test_what_is_in_force_ends_with_the_first_of_it(notice: Notice) -> None:
    """REQUIRES that /consent lists what is in force today and no more, and the first day on which any of it ends."""
    grants = {**agreed(EVENTS).grants, **agreed(DIGEST, until=UNTIL - 9).grants}
    grants |= agreed(Purpose.NAME, until=TODAY).grants
    shown = rules.overview(Consents(RECORD, grants), TERMS, notice).show
    assert shown == screens.standing([EVENTS, DIGEST], UNTIL - 9)


def test_what_has_ended_is_named(notice: Notice) -> None:
    """REQUIRES that what has ended is listed, and that who has nothing gets the notice from its first page."""
    assert rules.overview(BOTH, replace(TERMS, today=UNTIL), notice).show == screens.ended([EVENTS, DIGEST])
    assert rules.overview(NOBODY, TERMS, notice).show == screens.notice_page(notice, 0)
    longer = replace(notice, pages=notice.pages * 2)
    assert rules.overview(NOBODY, TERMS, longer).show == screens.notice_page(longer, 0)


def test_having_read_is_answered_with_the_groups_own_age() -> None:
    """REQUIRES the age question of this group, about the notice that was shown, with its reason."""
    decision = rules.read(NOBODY, TERMS, 7)
    assert (decision.show, decision.why) == (screens.age(16, 7), (Text("why-read"),))


def test_a_switch_is_shown_as_it_would_be() -> None:
    """REQUIRES that a switch shows exactly what is chosen of what is offered, and says why."""
    decision = rules.choose(BOTH, (EVENTS,), mask_of(frozenset({EVENTS, DIGEST})), 7)
    assert decision.show == screens.choice((EVENTS,), frozenset({EVENTS}), 7)
    assert (decision.why, decision.why_not) == ((Text("why-toggle"),), (Text("why-not-saved-yet"),))


def test_who_is_too_young_loses_what_was_kept() -> None:
    """REQUIRES the answer with the group's age, and what is erased by it, with a reason for each."""
    assert rules.too_young(NOBODY, TERMS).show == screens.too_young(16, (), TODAY)
    decision = rules.too_young(BOTH, TERMS)
    assert decision.show == screens.too_young(16, [EVENTS, DIGEST], TODAY)
    assert (decision.why, decision.why_not) == (named("why-withdrawn", EVENTS, DIGEST), ())


def test_a_record_says_what_was_agreed_to_and_on_which_words(notice: Notice) -> None:
    """REQUIRES of a record the notice word for word, its terms and facts, the age, and each grant until its end."""
    decision = rules.save(NOBODY, TERMS, notice, mask_of(frozenset({EVENTS, DIGEST})), notice.fingerprint, "new")
    pages = tuple(page.text for page in notice.pages)
    record = Record("new", notice.digest, "en", notice.version, MATERIAL, 16, pages, notice.facts)
    event = ConsentEvent(State.GIVEN, TODAY, "principal")
    grants = (Grant(EVENTS, (event,), UNTIL), Grant(DIGEST, (event,), UNTIL))
    assert decision.records == (rules.Give(record, grants, frozenset()),)
    assert decision.show == screens.saved([EVENTS, DIGEST], UNTIL, (), TODAY)
    assert decision.why == named("why-consented", EVENTS, DIGEST)
    assert decision.why_not == named("why-not-consented", Purpose.NAME, Purpose.RECHECK)


def test_what_is_dropped_is_said(notice: Notice) -> None:
    """REQUIRES that saving without what was agreed to before answers what is erased by that."""
    decision = rules.save(BOTH, TERMS, notice, EVENTS.bit, notice.fingerprint, "new")
    assert decision.show == screens.saved([EVENTS], UNTIL, [DIGEST], TODAY)


def test_another_notice_is_shown(notice: Notice) -> None:
    """REQUIRES that a choice made on another notice is answered with the one in force."""
    assert rules.save(BOTH, TERMS, notice, 1, notice.fingerprint ^ 1, "new").show == screens.notice_changed(notice)


def test_a_grant_keeps_its_last_eight_events(notice: Notice) -> None:
    """REQUIRES that what is renewed keeps its newest events in order, eight at most, and no older ones."""
    known = agreed(EVENTS)
    for later in range(1, 12):
        terms = replace(TERMS, today=TODAY + later)
        (given,) = rules.save(known, terms, notice, EVENTS.bit, notice.fingerprint, "new").records
        known = Consents(given.record, {grant.purpose: grant for grant in given.grants})
        days = [event.day - TODAY for event in known.grants[EVENTS].events]
        assert days == list(range(later + 1))[-8:]


def test_refusing_and_withdrawing_are_answered() -> None:
    """REQUIRES the answers to *None of these* and *Withdraw*, whatever was held, with a reason for each purpose."""
    assert rules.refuse(NOBODY, TODAY).show == screens.refused()
    assert rules.refuse(BOTH, TODAY).show == screens.withdrawn([EVENTS, DIGEST], TODAY)
    assert rules.withdraw(NOBODY, 0, TODAY).show == screens.nothing_held()
    decision = rules.withdraw(BOTH, DIGEST.bit, TODAY)
    assert decision.show == screens.withdrawn([DIGEST], TODAY)
    assert decision.why == named("why-withdrawn", DIGEST)
    assert decision.why_not == named("why-not-withdrawn", EVENTS)


@pytest.mark.parametrize(
    ("known", "material", "today", "state"),
    [
        (NOBODY, MATERIAL, TODAY, State.UNKNOWN),
        (agreed(DIGEST), MATERIAL, TODAY, State.UNKNOWN),
        (Consents(None, BOTH.grants), MATERIAL, TODAY, State.UNKNOWN),
        (BOTH, MATERIAL, UNTIL - 1, State.GIVEN),
        (BOTH, MATERIAL, UNTIL, State.EXPIRED),
        (BOTH, MATERIAL, UNTIL + 1, State.EXPIRED),
        (BOTH, "other", TODAY, State.EXPIRED),
        (agreed(EVENTS, state=State.WITHDRAWN), MATERIAL, TODAY, State.WITHDRAWN),
    ],
)
def test_states(known: Consents, material: str, today: int, state: State) -> None:
    """REQUIRES that a consent is unknown without grant or record, ends with its day or terms, and else is as told."""
    assert known.state(EVENTS, material, today) is state


def test_the_last_event_counts() -> None:
    """REQUIRES that of several events of a grant the newest says how it stands."""
    events = (
        ConsentEvent(State.GIVEN, TODAY),
        ConsentEvent(State.RENEWED, TODAY),
        ConsentEvent(State.WITHDRAWN, TODAY),
    )
    known = Consents(RECORD, {EVENTS: Grant(EVENTS, events, UNTIL)})
    assert known.state(EVENTS, MATERIAL, TODAY) is State.WITHDRAWN


def test_what_is_stored_and_what_buttons_carry_is_pinned() -> None:
    """REQUIRES the names and bits that records and buttons began with: both live on."""
    assert [purpose.value for purpose in Purpose] == ["events", "digest", "name", "recheck"]
    assert [purpose.bit for purpose in Purpose] == [1, 2, 4, 8]
    assert [mask_of(purposes_of(mask)) for mask in range(16)] == list(range(16))
    assert [state.value for state in State] == [
        "ConsentUnknown",
        "ConsentRequested",
        "ConsentRequestDeferred",
        "ConsentRefused",
        "ConsentGiven",
        "RenewedConsentGiven",
        "ConsentExpired",
        "ConsentWithdrawn",
        "ConsentInvalidated",
        "ConsentRevoked",
    ]


def test_who_has_agreed_to_nothing_holds_nothing() -> None:
    """REQUIRES that nothing is held or valid where nothing is known, and a record begins without pages or facts."""
    assert (NOBODY.held, NOBODY.valid(MATERIAL, TODAY)) == (frozenset(), frozenset())
    assert (RECORD.pages, RECORD.facts) == ((), {})
