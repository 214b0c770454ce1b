"""The rules of consent, table by table: what each act means, and the reasons both ways."""

from dataclasses import replace

import pytest

from groupbot.actions import Action
from groupbot.consent import rules
from groupbot.consent.model import NOBODY, PERMITTING, Consents, Purpose, State, mask_of, purposes_of
from groupbot.consent.notice import Notice, render
from groupbot.content import Screen, Text
from groupbot.i18n.render import Renderer
from tests.unit.consent.samples import RECORD, TERMS, TODAY, UNTIL, agreed, policy

EVENTS, DIGEST = Purpose.EVENTS, Purpose.DIGEST
BOTH = agreed(EVENTS, DIGEST)


@pytest.fixture
def notice(renderer: Renderer) -> Notice:
    return render(renderer, "en", policy(), 4096)


def keys(texts: tuple[Text, ...]) -> list[str]:
    """Return the keys of reasons."""
    return [text.key for text in texts]


def actions(screen: Screen | None) -> set[int]:
    """Return what the buttons of a screen do."""
    assert screen is not None
    return {choice.action for row in screen.rows for choice in row}


@pytest.mark.parametrize(
    ("known", "terms", "leads_to", "why"),
    [
        (NOBODY, TERMS, Action.READ, "why-asked-for-notice"),
        (BOTH, TERMS, Action.WITHDRAW, "why-asked-for-consent"),
        (BOTH, replace(TERMS, today=UNTIL), Action.NOTICE, "why-ended"),
        (BOTH, replace(TERMS, material="other"), Action.NOTICE, "why-ended"),
        (BOTH, replace(TERMS, today=UNTIL - 1), Action.CHANGE, "why-asked-for-consent"),
    ],
)
def test_overview(known: Consents, terms: rules.Terms, leads_to: Action, why: str, notice: Notice) -> None:
    """/consent shows what is in force until its last day, what has ended from that day on, else the notice."""
    shown = replace(notice, pages=notice.pages[-1:])
    decision = rules.overview(known, terms, shown)
    assert leads_to in actions(decision.show)
    assert keys(decision.why) == [why]
    assert keys(decision.why_not) == ([] if known.held else ["why-not-written"])
    assert decision.records == ()


def test_reading_is_no_consent() -> None:
    """*I have read it* leads to the age question, writes nothing, and says that it is no consent."""
    decision = rules.read(NOBODY, TERMS, 7)
    assert actions(decision.show) == {Action.AGE_YES, Action.AGE_NO}
    assert decision.records == ()
    assert keys(decision.why_not) == ["why-not-read-is-no-consent", "why-not-written"]
    assert keys(rules.read(BOTH, TERMS, 7).why_not) == ["why-not-read-is-no-consent"]


def test_a_group_that_asks_for_nothing() -> None:
    """Where the policy has no purposes, reading ends with thanks and no question."""
    decision = rules.read(NOBODY, replace(TERMS, offered=()), 7)
    assert actions(decision.show) == set()
    assert decision.show == Screen((Text("nothing-to-choose"),))


def test_too_young() -> None:
    """*No* to the age question writes nothing, or takes back all that was kept."""
    decision = rules.too_young(NOBODY, TERMS)
    assert (decision.records, keys(decision.why)) == ((), ["why-too-young"])
    assert keys(decision.why_not) == ["why-not-written"]
    decision = rules.too_young(BOTH, TERMS)
    assert decision.records == (rules.TakeBack(frozenset({EVENTS, DIGEST}), last=True),)


@pytest.mark.parametrize("mask", range(16))
def test_toggles_write_nothing(mask: int) -> None:
    """Moving a switch shows the choice as it would be and writes nothing, saying so."""
    decision = rules.choose(NOBODY, TERMS.offered, mask, 7)
    assert decision.records == ()
    assert keys(decision.why_not) == ["why-not-saved-yet", "why-not-written"]
    assert decision.show is not None
    (save,) = [choice for row in decision.show.rows for choice in row if choice.action == Action.SAVE]
    assert save.value == mask


def test_bits_that_mean_nothing() -> None:
    """Bits of purposes that are unknown, or not offered here, choose nothing."""
    assert purposes_of(0xFFF0) == frozenset()
    few = replace(TERMS, offered=(EVENTS,))
    decision = rules.choose(NOBODY, few.offered, 0xFFFF, 7)
    assert decision.show is not None
    assert [choice.value for choice in decision.show.rows[-1]] == [EVENTS.bit, 0]


@pytest.mark.parametrize("mask", range(16))
@pytest.mark.parametrize("known", [NOBODY, agreed(EVENTS), BOTH], ids=["nobody", "one", "two"])
def test_saving_every_choice(mask: int, known: Consents, notice: Notice) -> None:
    """Each of the 2^n choices is kept exactly: these purposes and no other, and the rest is taken back."""
    wanted = purposes_of(mask)
    decision = rules.save(known, TERMS, notice, mask, notice.fingerprint, "new")
    if not wanted:
        assert decision == rules.refuse(known, TODAY)
        return
    (given,) = decision.records
    assert isinstance(given, rules.Give)
    assert {grant.purpose for grant in given.grants} == wanted
    assert given.dropped == known.held - wanted
    assert all(grant.until == UNTIL for grant in given.grants)
    for grant in given.grants:
        assert grant.events[-1].state is (State.RENEWED if grant.purpose in known.held else State.GIVEN)
    assert (given.record.notice, given.record.language) == (notice.digest, "en")
    assert given.record.id == ("record" if known.held else "new")
    assert len(decision.why) == len(wanted)
    assert len(decision.why_not) == len(Purpose) - len(wanted)


def test_saving_on_another_notice(notice: Notice) -> None:
    """A choice made on a notice that is not the one in force keeps nothing and shows the one in force."""
    decision = rules.save(BOTH, TERMS, notice, 1, notice.fingerprint ^ 1, "new")
    assert (decision.records, decision.why) == ((), ())
    assert keys(decision.why_not) == ["why-not-other-notice"]


def test_events_of_a_grant_are_bounded(notice: Notice) -> None:
    """However often a consent is renewed, its grant keeps a bounded number of events."""
    known = agreed(EVENTS)
    for _ in range(50):
        (given,) = rules.save(known, TERMS, notice, EVENTS.bit, notice.fingerprint, "new").records
        known = Consents(given.record, {grant.purpose: grant for grant in given.grants})
    assert len(known.grants[EVENTS].events) <= 8


def test_refusing() -> None:
    """*None of these* writes nothing for whom nothing is kept, and withdraws for whom something is."""
    decision = rules.refuse(NOBODY, TODAY)
    assert decision.records == ()
    assert (keys(decision.why), keys(decision.why_not)) == (["why-refused"], ["why-not-written"])
    assert rules.refuse(BOTH, TODAY).records == (rules.TakeBack(frozenset({EVENTS, DIGEST}), last=True),)


@pytest.mark.parametrize(
    ("mask", "taken", "last"),
    [
        (0, {EVENTS, DIGEST}, True),
        (mask_of(frozenset({EVENTS})), {EVENTS}, False),
        (mask_of(frozenset(Purpose)), {EVENTS, DIGEST}, True),
    ],
)
def test_withdrawing(mask: int, taken: set[Purpose], *, last: bool) -> None:
    """*Withdraw* takes back what is named, or everything; what stays is said, and the last one ends the record."""
    decision = rules.withdraw(BOTH, mask, TODAY)
    assert decision.records == (rules.TakeBack(frozenset(taken), last=last),)
    assert len(decision.why) == len(taken)
    assert len(decision.why_not) == 2 - len(taken)


@pytest.mark.parametrize("known", [NOBODY, agreed(DIGEST)])
def test_withdrawing_what_is_not_held(known: Consents) -> None:
    """Where there is nothing of that kind, nothing is written and the reason says so."""
    decision = rules.withdraw(known, EVENTS.bit, TODAY)
    assert (decision.records, keys(decision.why_not)) == ((), ["why-not-held"])


@pytest.mark.parametrize("state", list(State))
def test_only_given_and_renewed_permit(state: State) -> None:
    """Of all states of TS 27560 two permit anything."""
    valid = agreed(EVENTS, state=state).valid(RECORD.material, TODAY)
    assert valid == (frozenset({EVENTS}) if state in {State.GIVEN, State.RENEWED} else frozenset())
    assert len(PERMITTING) == 2


def test_a_grant_of_which_nothing_is_known_but_its_purpose(notice: Notice) -> None:
    """REQUIRES that a grant without events permits nothing, can be taken back, and when chosen again is given anew."""
    spoilt = Consents(RECORD, {**BOTH.grants, EVENTS: replace(BOTH.grants[EVENTS], events=())})
    assert spoilt.state(EVENTS, TERMS.material, TODAY) is State.UNKNOWN
    assert spoilt.valid(TERMS.material, TODAY) == {DIGEST}
    (taken,) = rules.withdraw(spoilt, 0, TODAY).records
    assert taken == rules.TakeBack(frozenset({EVENTS, DIGEST}), last=True)
    (given,) = rules.save(spoilt, TERMS, notice, mask_of(frozenset({EVENTS, DIGEST})), notice.fingerprint, "r2").records
    states = {grant.purpose: [event.state for event in grant.events] for grant in given.grants}
    assert (states[EVENTS], states[DIGEST][-1]) == ([State.GIVEN], State.RENEWED)
