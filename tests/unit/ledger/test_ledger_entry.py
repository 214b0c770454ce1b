"""What an entry may state, and the one text in which it states it."""

import hashlib
import json
from typing import Any

import pytest

from groupbot.ledger.entry import LARGEST_PAYLOAD, SALT_BYTES, Entry, Happened, commitment, read
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.kinds import TERMS, By, Kind, Page, Reason
from groupbot.ledger.tree import leaf_hash
from groupbot.receipts.canonical import canonical
from tests.unit.ledger.book import WARNED

ENTRY = Entry(WARNED, "a" * 64, "b" * 64)
# The first version's text and hashes, which no later change of the code may alter: proofs are kept for years.
PAYLOAD = (
    '{"about":"","by":"","day":"2026-11-25","kind":"warned","page":"deletion","reason":"audience","v":1,'
    f'"where":"{"b" * 64}","who":"{"a" * 64}","wiki":"hewiki"}}'
).encode()
SALT = bytes(range(32))


def test_first_version_is_pinned() -> None:
    """REQUIRES of the first version the text and, with a given salt, the commitment and the leaf that it began with."""
    assert ENTRY.payload() == PAYLOAD
    committed = hashlib.sha256(b"groupbot/event/v1" + b"\0" + SALT + PAYLOAD).digest()
    assert commitment(SALT, PAYLOAD) == committed
    assert len(SALT) == SALT_BYTES
    assert leaf_hash(committed).hex() == "4ff1ea9f1ee1824edc9635bc17f462fcdd9d47562feef9b8f02a97bbc1aeb72f"


def all_happened() -> list[Happened]:
    """Return everything that an entry may state, save days, wikis and pages."""
    return [
        Happened(kind, "2026-11-25", reason, by, "enwiki" if terms.page else "", about="c" * 64 if terms.about else "")
        for kind, terms in TERMS.items()
        for reason in terms.reasons
        for by in terms.by
    ]


def test_round_trip() -> None:
    """REQUIRES that everything an entry may state is read from its text as it went in, within the largest size."""
    assert set(TERMS) == set(Kind)
    assert {reason for terms in TERMS.values() for reason in terms.reasons} == set(Reason)
    for happened in all_happened():
        entry = Entry(happened, "a" * 64, "b" * 64)
        assert read(entry.payload()) == entry
    payloads = {Entry(happened, "a" * 64, "b" * 64).payload() for happened in all_happened()}
    assert len(payloads) == len(all_happened())


@pytest.mark.parametrize("happened", all_happened())
def test_only_a_decision_overturns(happened: Happened) -> None:
    """REQUIRES that what undoes an entry is an appeal that was decided so, and nothing else that can happen."""
    assert happened.overturns == ((happened.kind, happened.reason) == ("appeal-decided", "overturned"))


def test_what_is_not_said_is_empty() -> None:
    """REQUIRES that an entry names no role, wiki, page or other entry unless it is told to."""
    fields = json.loads(Entry(Happened(Kind.APPEAL_DECIDED, "2026-11-25", Reason.UPHELD), "a" * 64, "b" * 64).payload())
    assert {fields[name] for name in ("by", "wiki", "page", "about")} == {""}


def test_canonical() -> None:
    """REQUIRES that an entry's text is the canonical JSON that receipts have."""
    for happened in all_happened():
        payload = Entry(happened, "a" * 64, "b" * 64).payload()
        assert canonical(json.loads(payload)) == payload


def test_no_free_words() -> None:
    """REQUIRES that an entry's text is made of our words, a day, a wiki and hashes, and nothing else (L5)."""
    words = {*Kind, *Reason, *By, *Page}
    for happened in all_happened():
        fields = json.loads(Entry(happened, "a" * 64, "b" * 64).payload())
        rest = {name: value for name, value in fields.items() if value not in words}
        assert rest.keys() <= {"v", "day", "wiki", "about", "who", "where"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": Reason.BAR_MET},
        {"by": By.BOT},
        {"wiki": "Hewiki"},
        {"wiki": "a word of theirs"},
        {"wiki": "\ud800wiki"},
        {"wiki": "x" * 41 + "wiki"},
        {"about": "c" * 64},
        {"day": "2026-02-30"},
        {"day": "20261125"},
        {"day": "2026-11-25T10:00"},
        {"day": ""},
        {"kind": Kind.RESTRICTED, "reason": Reason.GATE, "wiki": "", "page": Page.NONE},
        {"kind": Kind.RESTRICTED, "reason": Reason.GATE, "by": By.BOT, "page": Page.NONE},
        {"kind": Kind.RESTRICTED, "reason": Reason.GATE, "by": By.BOT, "wiki": ""},
        {"kind": Kind.DISAGREED, "about": "c" * 63},
        {"kind": Kind.DISAGREED, "about": "C" * 64},
        {"kind": Kind.DISAGREED, "about": "x" * 64},
    ],
)
def test_what_no_entry_states(wrong: dict[str, Any]) -> None:
    """REQUIRES that what does not fit together is no entry, with a word of why."""
    right: dict[str, Any] = {
        "kind": Kind.WARNED,
        "day": "2026-11-25",
        "reason": Reason.SCALE,
        "wiki": "hewiki",
        "page": Page.RFC,
    }
    Happened(**right)
    with pytest.raises(LedgerError, match="The entry") as told:
        Happened(**(right | wrong))
    assert told.value.remedy


def changed(**fields: Any) -> bytes:
    """Return a payload with some fields changed, in the same form."""
    return json.dumps(json.loads(PAYLOAD) | fields, separators=(",", ":"), sort_keys=True).encode()


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (b"", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[" * 1000, "not JSON"),
        (b"[]", "other fields"),
        (changed(note="hello"), "other fields"),
        (PAYLOAD.replace(b'"about":"",', b""), "other fields"),
        (changed(day=20261125), "no text"),
        (changed(who=["a"]), "no text"),
        (changed(kind="scored"), "a word that entries do not have"),
        (changed(page="User:Example"), "a word that entries do not have"),
        (changed(kind="admitted"), "does not fit"),
        (changed(wiki="\ud800wiki"), "cannot have"),
        (changed(who="A" * 64), "by a hash"),
        (changed(who="a" * 63), "by a hash"),
        (changed(where=""), "by a hash"),
        (changed(where='"' * 64), "by a hash"),
        (changed(v=True), "one form"),
        (changed(v=2), "one form"),
        (PAYLOAD.replace(b'"v":1', b'"v":1.0'), "one form"),
        (PAYLOAD + b"\n", "one form"),
        (PAYLOAD.replace(b'{"about":""', b'{"about":"","about":""'), "one form"),
        (PAYLOAD.replace(b"hewiki", b"he\\u0077iki"), "one form"),
        (PAYLOAD.ljust(LARGEST_PAYLOAD), "one form"),
        (PAYLOAD.ljust(LARGEST_PAYLOAD + 1), r"more than 1,024 bytes\. "),
    ],
)
def test_no_payloads(payload: bytes, why: str) -> None:
    """REQUIRES that bytes which are not the one text of an entry are refused, saying why."""
    with pytest.raises(LedgerError, match=why):
        read(payload)
