"""Consent after ISO/IEC TS 27560: states, events, grants, and the view that rules decide on.

Days are proleptic ordinals (datetime.date.toordinal): times are kept no finer than a day (law L5).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Purpose(StrEnum):
    """What a member may agree to, one toggle each; the order is that of the screen and of the bits of a button."""

    EVENTS = "events"
    DIGEST = "digest"
    NAME = "name"
    RECHECK = "recheck"

    @property
    def bit(self) -> int:
        """Return the bit that stands for this purpose in a button's value."""
        return _BITS[self]


_BITS = {purpose: 1 << place for place, purpose in enumerate(Purpose)}


def mask_of(purposes: frozenset[Purpose]) -> int:
    """Return the bits of some purposes."""
    return sum(purpose.bit for purpose in purposes)


def purposes_of(mask: int) -> frozenset[Purpose]:
    """Return the purposes whose bits are set; other bits mean nothing."""
    return frozenset(purpose for purpose in Purpose if mask & purpose.bit)


class State(StrEnum):
    """The consent states of TS 27560 as the W3C Data Privacy Vocabulary names them (dpv:ConsentStatus)."""

    UNKNOWN = "ConsentUnknown"
    REQUESTED = "ConsentRequested"
    DEFERRED = "ConsentRequestDeferred"
    REFUSED = "ConsentRefused"
    GIVEN = "ConsentGiven"
    RENEWED = "RenewedConsentGiven"
    EXPIRED = "ConsentExpired"
    WITHDRAWN = "ConsentWithdrawn"
    INVALIDATED = "ConsentInvalidated"
    TERMINATED = "ConsentRevoked"


PERMITTING = frozenset({State.GIVEN, State.RENEWED})


@dataclass(frozen=True, slots=True)
class ConsentEvent:
    """One act that changed a consent, by the person themself unless `by` says otherwise."""

    state: State
    day: int
    by: str = "principal"


@dataclass(frozen=True, slots=True)
class Grant:
    """The consent to one purpose: its events, and the first day on which it no longer holds.

    One of which no event is known, because its row was changed, permits nothing.
    """

    purpose: Purpose
    events: tuple[ConsentEvent, ...]
    until: int


@dataclass(frozen=True, slots=True)
class Record:
    """What the grants of one person in one group share: the notice they saw, word for word, and the age answer.

    `notice` is the SHA-256 (hex) of the text of its `pages`, `facts` what it says of everybody but the member.
    """

    id: str
    notice: str
    language: str
    version: int
    material: str
    age: int
    pages: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Consents:
    """All that is known of one person's consent in one group; empty for nearly everybody."""

    record: Record | None = None
    grants: Mapping[Purpose, Grant] = field(default_factory=dict)

    def state(self, purpose: Purpose, material: str, today: int) -> State:
        """Return the state of one purpose today, under the group's present material terms."""
        grant = self.grants.get(purpose)
        if grant is None or not grant.events or self.record is None:
            return State.UNKNOWN
        if today >= grant.until or self.record.material != material:
            return State.EXPIRED
        return grant.events[-1].state

    def valid(self, material: str, today: int) -> frozenset[Purpose]:
        """Return the purposes that permit processing today: given or renewed, and nothing else."""
        return frozenset(purpose for purpose in self.grants if self.state(purpose, material, today) in PERMITTING)

    @property
    def held(self) -> frozenset[Purpose]:
        """Return the purposes of which any trace is kept, valid or ended."""
        return frozenset(self.grants)


NOBODY = Consents()
