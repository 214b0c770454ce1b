"""What a member holds: an opening, as bytes and as a code, wholly open or partly shut."""

import base64
from dataclasses import replace

import pytest

from groupbot.ledger.entry import commitment
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.opening import LARGEST, LONGEST_CODE, WHERE, WHO, Identity, Opening, from_code, make, read
from groupbot.ledger.tree import leaf_hash
from groupbot.people import Actor, Chat
from tests.counted import Counted
from tests.unit.ledger.book import GROUP, WARNED

MEMBER = Actor("telegram", "987654321", name="Ada")
OPENING = make(Counted(), WARNED, MEMBER, GROUP)
DATA = bytes(OPENING)
PAYLOAD_END = 2 + 32 + 2 + len(OPENING.payload)


def test_layout() -> None:
    """REQUIRES the layout byte for byte: version, flags, salt, payload behind two bytes, then the two identities."""
    assert OPENING.who
    assert OPENING.where
    length = len(OPENING.payload).to_bytes(2, "big")
    who = OPENING.who.salt + b"\x08telegram" + b"\x09987654321"
    where = OPENING.where.salt + b"\x08telegram" + b"\x0e-1001234567890"
    assert b"\x01\x03" + OPENING.salt + length + OPENING.payload + who + where == DATA


def test_first_version_is_pinned() -> None:
    """REQUIRES of the first version the commitments to a person and to a group that it began with."""
    identity = Identity(bytes(range(32)), "telegram", "123456789")
    assert identity.commitment(WHO) == "dfa26982ab32f6a1e83159b3ef7fa36b12d251db8ae406cca62163e76c71705b"
    assert identity.commitment(WHERE) == "d5af907154361024116252138937b1b71ceb9dfc16da2c1fa945a20799355250"


def test_leaf() -> None:
    """REQUIRES that the opening leads to the leaf, in the same way whatever of it is open."""
    assert OPENING.leaf == leaf_hash(commitment(OPENING.salt, OPENING.payload))
    assert OPENING.shut(who=True).leaf == OPENING.shut(where=True).leaf == OPENING.leaf


def test_only_what_is_named_is_shut() -> None:
    """REQUIRES that who and where are shut one without the other, and neither of itself."""
    assert OPENING.shut() == OPENING
    assert OPENING.shut(who=True) == replace(OPENING, who=None)
    assert OPENING.shut(where=True) == replace(OPENING, where=None)


def test_three_fresh_salts() -> None:
    """REQUIRES that no salt is used twice, within an entry or between two of the same."""
    random = Counted()
    made = [make(random, WARNED, MEMBER, GROUP) for _ in range(50)]
    salts = {salt for one in made if one.who and one.where for salt in (one.salt, one.who.salt, one.where.salt)}
    assert len(salts) == 150
    assert len({one.leaf for one in made}) == 50


@pytest.mark.parametrize("who", [True, False])
@pytest.mark.parametrize("where", [True, False])
def test_round_trips(*, who: bool, where: bool) -> None:
    """REQUIRES that both forms give back what went in, and that what is shut is in neither."""
    shown = OPENING.shut(who=who, where=where)
    assert read(bytes(shown)) == shown
    assert from_code(shown.code) == shown
    assert (b"987654321" in bytes(shown)) is not who
    assert (b"-1001234567890" in bytes(shown)) is not where
    assert OPENING.payload in bytes(shown)


def test_shut_can_be_opened_again_by_who_has_the_salts() -> None:
    """REQUIRES that an opening without names takes the right ones back, and no others."""
    shut = OPENING.shut(who=True, where=True)
    assert replace(shut, who=OPENING.who, where=OPENING.where) == OPENING
    assert OPENING.who
    for wrong in (
        replace(OPENING.who, id="987654320"),
        replace(OPENING.who, platform="discord"),
        replace(OPENING.who, salt=OPENING.salt),
        OPENING.where,
    ):
        with pytest.raises(LedgerError, match="other than it opens to"):
            replace(shut, who=wrong)


def test_code_is_one_line() -> None:
    """REQUIRES a code of capitals and digits that fits a message of 2,000 characters, with the longest names too."""
    longest = make(Counted(), WARNED, Actor("p" * 32, "9" * 255), Chat("p" * 32, "9" * 255))
    assert set(OPENING.code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    assert len(OPENING.code) < 800
    assert len(longest.code) < 2_000
    assert from_code(longest.code) == longest


def test_code_as_clients_break_it() -> None:
    """REQUIRES that spaces, line breaks and lower case, which clients and people make, do no harm."""
    code = OPENING.code
    assert from_code(code.ljust(LONGEST_CODE)) == OPENING
    assert from_code(f" {code[:40].lower()}\n{code[40:80]} \u00a0{code[80:]}\r\n") == OPENING


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("", "cut off"),
        ("A", "not base32"),
        ("01890189", "not base32"),
        (OPENING.code[:-1], "base32|cut off|stray bits"),
        (OPENING.code[: len(OPENING.code) // 2], "cut off|stray bits"),
        (OPENING.code + "AA", "goes on behind its end|not base32|stray bits"),
        (OPENING.code + "=", "stray bits"),
        ("ſ" + OPENING.code[1:], "characters that codes never have"),
        ("\ud800" + OPENING.code[1:], "characters that codes never have"),
        ("A" * (LONGEST_CODE + 1), r"more than 4,296 characters\. "),
        ("AEA" + "A" * 400, "not base32|not JSON|cut off"),
    ],
)
def test_no_codes(code: str, why: str) -> None:
    """REQUIRES that a text which is no code is refused, saying why, and to copy the whole of it."""
    with pytest.raises(LedgerError, match=why) as told:
        from_code(code)
    assert told.value.remedy.startswith("Copy the whole code")


def test_stray_bits() -> None:
    """REQUIRES that a code has one text only: bits behind the last byte are refused."""
    shown = next(
        one
        for one in (make(Counted(), WARNED, Actor("telegram", "1" * n), GROUP) for n in range(1, 9))
        if len(bytes(one)) % 5
    )
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".index(shown.code[-1])
    with pytest.raises(LedgerError, match="stray bits"):
        from_code(shown.code[:-1] + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[last + 1])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "cut off"),
        (b"\x01", "cut off"),
        (b"\x02" + DATA[1:], "not known here"),
        (b"\x01\x07" + DATA[2:], "not known here"),
        (b"\x01\x01" + DATA[2:], "behind its end"),
        (b"\x01\x00" + DATA[2:], "behind its end"),
        (b"\x01\x02" + DATA[2:], "behind its end|other than it opens to"),
        (DATA[:-1], "cut off"),
        (DATA + b"\0", "behind its end"),
        (DATA[:34] + b"\xff\xff" + DATA[36:], "cut off"),
        (DATA[:34] + b"\0\0" + DATA[36:], "behind its end|cut off|other|JSON"),
        (DATA[: PAYLOAD_END + 32] + b"\x08\xff" + DATA[PAYLOAD_END + 34 :], "other than it opens to"),
        (b"\0" * LARGEST, "not known here"),
        (b"\0" * (LARGEST + 1), r"more than 2,148 bytes\. "),
    ],
)
def test_no_openings(data: bytes, why: str) -> None:
    """REQUIRES that bytes which are no opening are refused, saying why."""
    with pytest.raises(LedgerError, match=why):
        read(data)


@pytest.mark.parametrize("salt", [b"", b"s" * 31, b"s" * 33])
def test_short_salts(salt: bytes) -> None:
    """REQUIRES that no opening has a salt of another length, whose bytes could pass for payload."""
    with pytest.raises(LedgerError, match="salt"):
        Opening(salt, OPENING.payload)
    short = Identity(salt, "telegram", "1")
    payload = OPENING.payload.replace(OPENING.entry.who.encode(), short.commitment(WHO).encode())
    with pytest.raises(LedgerError, match="other than it opens to"):
        Opening(OPENING.salt, payload, short)


@pytest.mark.parametrize(
    "actor", [Actor("", "1"), Actor("Telegram", "1"), Actor("x", ""), Actor("x", "a b\n"), Actor("x", "é")]
)
def test_no_names(actor: Actor) -> None:
    """REQUIRES that nobody is committed to whose name could not be shown again."""
    with pytest.raises(LedgerError):
        make(Counted(), WARNED, actor, GROUP)


def test_says_nothing_in_logs() -> None:
    """REQUIRES that an opening's representation, which a traceback might print, has no salt, payload or id in it."""
    told = repr(OPENING)
    assert "telegram" not in told
    assert "hewiki" not in told
    assert base64.b64encode(OPENING.salt).decode() not in told
    assert str(OPENING.salt) not in told
    assert OPENING.who
    assert "salt" not in repr(OPENING.who)


@pytest.mark.parametrize("salt", [b"", OPENING.salt[:-1], OPENING.salt + b"s"])
def test_no_other_salts(salt: bytes) -> None:
    """REQUIRES that an entry without the 32 bytes of its salt is refused before anything is computed from it."""
    with pytest.raises(LedgerError, match=r"salt of the entry has not 32 bytes\. "):
        Opening(salt, OPENING.payload)
