"""What an entry states, its one text, and the commitment to it: no text, link, topic, name or id (law L5)."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from groupbot.ledger.errors import LedgerError
from groupbot.ledger.kinds import TERMS, By, Kind, Page, Reason
from groupbot.ledger.reading import REMEDY
from groupbot.receipts.canonical import canonical
from groupbot.text.patterns import Pattern

DOMAIN = b"groupbot/event/v1\x00"
VERSION = 1
SALT_BYTES = 32
LARGEST_PAYLOAD = 1024

_FIELDS = {"v", "kind", "day", "reason", "by", "wiki", "page", "about", "who", "where"}
_DAY = Pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HASH = Pattern("[0-9a-f]{64}")
_NO_HASH = Pattern("")
_WIKI = Pattern(
    "[a-z0-9_]{0,40}(wiki|wiktionary|wikibooks|wikinews|wikiquote|wikisource|wikiversity|wikivoyage|wikimedia)"
)


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened, without a word about to whom; raises LedgerError for what no entry may state (kinds.TERMS).

    `day` is an ISO date, `wiki` a database name ("hewiki") or "", `about` the leaf of the earlier entry that this one
    answers, in 64 hexadecimal digits, or "" where there is none.
    """

    kind: Kind
    day: str
    reason: Reason
    by: By = By.NOBODY
    wiki: str = ""
    page: Page = Page.NONE
    about: str = ""

    def __post_init__(self) -> None:
        terms = TERMS[self.kind]
        if self.reason not in terms.reasons or self.by not in terms.by:
            raise _unfit(f"gives a reason or a role that does not fit {self.kind.value!r}")
        if ((self.wiki or self.page) and not terms.page) or (self.wiki and not _WIKI.fullmatch(self.wiki)):
            raise _unfit("names a wiki or a page that it cannot have")
        if not (_HASH if terms.about and self.about else _NO_HASH).fullmatch(self.about):
            raise _unfit("refers to something else than an earlier entry")
        if not _is_day(self.day):
            raise _unfit("has no day of the calendar")


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened, to whom and in which group, the two as salted commitments in 64 hexadecimal digits."""

    happened: Happened
    who: str
    where: str

    def payload(self) -> bytes:
        """Return the entry's one text (groupbot.receipts.canonical)."""
        what = self.happened
        return canonical(
            {
                "v": VERSION,
                "kind": what.kind.value,
                "day": what.day,
                "reason": what.reason.value,
                "by": what.by.value,
                "wiki": what.wiki,
                "page": what.page.value,
                "about": what.about,
                "who": self.who,
                "where": self.where,
            }
        )


def read(payload: bytes) -> Entry:
    """Return the entry of a payload; raise LedgerError when it is not the one text of an entry that may be."""
    if len(payload) > LARGEST_PAYLOAD:
        raise _unfit(f"has more than {LARGEST_PAYLOAD:,} bytes")
    try:
        fields = json.loads(payload.decode())
    except (ValueError, RecursionError) as error:
        raise _unfit("is not JSON") from error
    if not isinstance(fields, dict) or fields.keys() != _FIELDS:
        raise _unfit("has other fields than entries have")
    if not all(isinstance(value, str) for name, value in fields.items() if name != "v"):
        raise _unfit("has a field that is no text")
    try:
        kind, reason, by, page = Kind(fields["kind"]), Reason(fields["reason"]), By(fields["by"]), Page(fields["page"])
    except ValueError as error:
        raise _unfit("has a word that entries do not have") from error
    happened = Happened(kind, fields["day"], reason, by, fields["wiki"], page, fields["about"])
    entry = Entry(happened, fields["who"], fields["where"])
    if not (_HASH.fullmatch(entry.who) and _HASH.fullmatch(entry.where)) or entry.payload() != payload:
        raise _unfit("is not written in the one form that entries have")
    return entry


def commitment(salt: bytes, payload: bytes) -> bytes:
    """Return the 32 bytes that stand in the log for a payload: SHA-256 over domain, 0x00, salt (32 bytes), payload.

    Without the salt nobody can try payloads until one fits (EDPB guidelines 02/2025 on commitments).
    """
    return hashlib.sha256(DOMAIN + salt + payload).digest()


def _is_day(day: str) -> bool:
    try:
        return _DAY.fullmatch(day) and date.fromisoformat(day) is not None
    except ValueError:
        return False


def _unfit(why: str) -> LedgerError:
    return LedgerError(f"The entry {why}.", REMEDY)
