"""What a member's acts on the consent screens mean: pure, from the act and what is known to a decision with reasons."""

from dataclasses import dataclass

from groupbot.consent import screens
from groupbot.consent.model import ConsentEvent, Consents, Grant, Purpose, Record, State, purposes_of
from groupbot.consent.notice import Notice
from groupbot.content import Screen, Text
from groupbot.decision import Decision

_EVENTS_KEPT = 8


@dataclass(frozen=True, slots=True)
class Terms:
    """What the group's policy says about consent today; a consent given `today` first fails to hold on day `until`."""

    offered: tuple[Purpose, ...]
    material: str
    until: int
    age: int
    today: int


@dataclass(frozen=True, slots=True)
class Give:
    """A consent record with a grant for each chosen purpose; `dropped` purposes, agreed to before, are erased."""

    record: Record
    grants: tuple[Grant, ...]
    dropped: frozenset[Purpose]


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The erasure of these purposes and all that rests on them; with the `last` one nothing of the consent stays."""

    purposes: frozenset[Purpose]
    last: bool


def overview(known: Consents, terms: Terms, notice: Notice) -> Decision:
    """Answer /consent: what is in force, what has ended, or the notice where there is nothing."""
    valid = known.valid(terms.material, terms.today)
    if valid:
        until = min(known.grants[purpose].until for purpose in valid)
        return Decision(show=screens.standing(valid, until), why=(Text("why-asked-for-consent"),))
    if known.held:
        return Decision(show=screens.ended(known.held), why=(Text("why-ended"),))
    return Decision(show=screens.notice_page(notice, 0), why=(Text("why-asked-for-notice"),), why_not=_kept(known))


def read(known: Consents, terms: Terms, shown: int) -> Decision:
    """Answer *I have read it*: go on to the age question; reading is no consent and is kept nowhere."""
    screen = screens.age(terms.age, shown) if terms.offered else screens.nothing_to_choose()
    return Decision(show=screen, why=(Text("why-read"),), why_not=(Text("why-not-read-is-no-consent"), *_kept(known)))


def too_young(known: Consents, terms: Terms) -> Decision:
    """Answer *No* to the age question: nothing may be kept, and what was kept is erased."""
    screen = screens.too_young(terms.age, known.held, terms.today)
    if known.held:
        return _withdraw(known, known.held, screen)
    return Decision(show=screen, why=(Text("why-too-young"),), why_not=_kept(known))


def choose(known: Consents, offered: tuple[Purpose, ...], mask: int, shown: int) -> Decision:
    """Show the toggles as `mask` says; nothing is chosen before *Save my choice*."""
    chosen = purposes_of(mask) & frozenset(offered)
    return Decision(
        show=screens.choice(offered, chosen, shown),
        why=(Text("why-toggle"),),
        why_not=(Text("why-not-saved-yet"), *_kept(known)),
    )


def save(known: Consents, terms: Terms, notice: Notice, mask: int, shown: int, record_id: str) -> Decision:
    """Answer *Save my choice*: consent to exactly the chosen purposes, on exactly the notice that was shown."""
    if shown != notice.fingerprint:
        return Decision(show=screens.notice_changed(notice), why_not=(Text("why-not-other-notice"),))
    wanted = purposes_of(mask) & frozenset(terms.offered)
    if not wanted:
        return refuse(known, terms.today)
    grants = tuple(_grant(known, purpose, terms) for purpose in terms.offered if purpose in wanted)
    record = Record(
        id=known.record.id if known.record else record_id,
        notice=notice.digest,
        language=notice.language,
        version=notice.version,
        material=terms.material,
        age=terms.age,
        pages=tuple(page.text for page in notice.pages),
        facts=notice.facts,
    )
    dropped = known.held - wanted
    return Decision(
        show=screens.saved(wanted, terms.until, dropped, terms.today),
        records=(Give(record, grants, dropped),),
        why=_each("why-consented", wanted),
        why_not=_each("why-not-consented", frozenset(terms.offered) - wanted),
    )


def refuse(known: Consents, today: int) -> Decision:
    """Answer *None of these*: write nothing; who had agreed before has withdrawn by it."""
    if known.held:
        return _withdraw(known, known.held, screens.withdrawn(known.held, today))
    return Decision(show=screens.refused(), why=(Text("why-refused"),), why_not=_kept(known))


def withdraw(known: Consents, mask: int, today: int) -> Decision:
    """Answer *Withdraw* for the purposes of `mask`, or for all that is held when it is 0."""
    purposes = known.held & purposes_of(mask) if mask else known.held
    if not purposes:
        return Decision(show=screens.nothing_held(), why_not=(Text("why-not-held"),))
    return _withdraw(known, purposes, screens.withdrawn(purposes, today))


def _withdraw(known: Consents, purposes: frozenset[Purpose], screen: Screen) -> Decision:
    return Decision(
        show=screen,
        records=(TakeBack(purposes, last=purposes == known.held),),
        why=_each("why-withdrawn", purposes),
        why_not=_each("why-not-withdrawn", known.held - purposes),
    )


def _grant(known: Consents, purpose: Purpose, terms: Terms) -> Grant:
    before = known.grants.get(purpose)
    event = ConsentEvent(State.RENEWED if before and before.events else State.GIVEN, terms.today)
    return Grant(purpose, (*(before.events if before else ()), event)[-_EVENTS_KEPT:], terms.until)


def _each(key: str, purposes: frozenset[Purpose]) -> tuple[Text, ...]:
    return tuple(Text(key, (Text(f"purpose-{purpose}"),)) for purpose in Purpose if purpose in purposes)


def _kept(known: Consents) -> tuple[Text, ...]:
    return () if known.held else (Text("why-not-written"),)
