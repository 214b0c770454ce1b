"""The words of the log: what may be recorded, for which reasons, of what kind of page."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What happened."""

    WARNED = "warned"
    REWORDED = "reworded"
    DISAGREED = "disagreed"
    ADMITTED = "admitted"
    DECLINED = "declined"
    RESTRICTED = "restricted"
    RELEASED = "released"
    APPEAL_OPENED = "appeal-opened"
    APPEAL_DECIDED = "appeal-decided"


class Reason(StrEnum):
    """Why, as a code; which of them fit what happened stands in TERMS."""

    # What a message may read as: the criteria of the pages on canvassing, and two of our own.
    SCALE = "scale"
    MESSAGE = "message"
    AUDIENCE = "audience"
    TRANSPARENCY = "transparency"
    PERSONAL_DATA = "personal-data"
    CONFIDENTIALITY = "confidentiality"
    # How the gate ended.
    BAR_MET = "bar-met"
    VOUCHED = "vouched"
    APPROVED = "approved"
    EXEMPT = "exempt"
    BAR_NOT_MET = "bar-not-met"
    NOT_APPROVED = "not-approved"
    EXPIRED = "expired"
    SEAT_TAKEN = "seat-taken"
    BANNED = "banned"
    # Why somebody is held, and why no longer; the platform does not tell human admins' reasons.
    GATE = "gate"
    RECHECK = "recheck"
    UNSTATED = "unstated"
    ENDED = "ended"
    LIFTED = "lifted"
    # What an appeal is against, and what became of it.
    AGAINST_WARNING = "against-warning"
    AGAINST_GATE = "against-gate"
    AGAINST_RESTRICTION = "against-restriction"
    CORRECTION = "correction"
    UPHELD = "upheld"
    OVERTURNED = "overturned"


class By(StrEnum):
    """Who acted, by role only; NOBODY where the kind says it already."""

    NOBODY = ""
    BOT = "bot"
    ADMIN = "admin"


class Page(StrEnum):
    """What kind of page a message spoke of; NONE where there was none, or none that is known."""

    NONE = ""
    DELETION = "deletion"
    UNDELETION = "undeletion"
    ELECTION = "election"
    RFC = "rfc"
    MOVE = "move"
    ARBITRATION = "arbitration"
    NOTICEBOARD = "noticeboard"
    FEATURED = "featured"
    POLICY_VOTE = "policy_vote"
    TALK = "talk"
    ARTICLE = "article"
    USER = "user"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Terms:
    """What fits one kind: its reasons, who may have acted, whether it names wiki and page, or an earlier entry."""

    reasons: frozenset[Reason]
    by: frozenset[By] = frozenset({By.NOBODY})
    page: bool = False
    about: bool = False


_SPOKEN = frozenset(
    {
        Reason.SCALE,
        Reason.MESSAGE,
        Reason.AUDIENCE,
        Reason.TRANSPARENCY,
        Reason.PERSONAL_DATA,
        Reason.CONFIDENTIALITY,
    }
)
_LET_IN = frozenset({Reason.BAR_MET, Reason.VOUCHED, Reason.APPROVED, Reason.EXEMPT})
_KEPT_OUT = frozenset({Reason.BAR_NOT_MET, Reason.NOT_APPROVED, Reason.EXPIRED, Reason.SEAT_TAKEN, Reason.BANNED})
_ACTORS = frozenset({By.BOT, By.ADMIN})

TERMS = {
    Kind.WARNED: Terms(_SPOKEN, page=True),
    Kind.REWORDED: Terms(_SPOKEN, page=True, about=True),
    Kind.DISAGREED: Terms(_SPOKEN, page=True, about=True),
    Kind.ADMITTED: Terms(_LET_IN, _ACTORS),
    Kind.DECLINED: Terms(_KEPT_OUT, _ACTORS),
    Kind.RESTRICTED: Terms(frozenset({Reason.GATE, Reason.RECHECK, Reason.UNSTATED}), _ACTORS),
    Kind.RELEASED: Terms(
        frozenset({Reason.BAR_MET, Reason.ENDED, Reason.LIFTED, Reason.OVERTURNED, Reason.UNSTATED}),
        _ACTORS,
        about=True,
    ),
    Kind.APPEAL_OPENED: Terms(
        frozenset({Reason.AGAINST_WARNING, Reason.AGAINST_GATE, Reason.AGAINST_RESTRICTION, Reason.CORRECTION}),
        about=True,
    ),
    Kind.APPEAL_DECIDED: Terms(frozenset({Reason.UPHELD, Reason.OVERTURNED}), about=True),
}
