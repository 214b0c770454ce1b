"""Signed notes and keys against the examples of C2SP and of Go's checksum database."""

import base64

import pytest

from groupbot.ledger.errors import LedgerError
from groupbot.ledger.signed_note import (
    LARGEST_NOTE,
    MOST_SIGNATURES,
    Key,
    Note,
    NoteSigner,
    open_note,
    read_key,
    unverified,
)

# The example of c2sp.org/signed-note.
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n— example.com/foo"
    " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()
# The poem that stands at the head of c2sp.org/signed-note (Salvatore Quasimodo), whose key is not published.
POEM = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore"
    " NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
).encode()
# The example of golang.org/x/mod/sumdb/note: public key, seed, and the note that they give.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = (
    f"{GO_TEXT}\n— PeterNeumann"
    " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()
# Others' keys from the tests of golang.org/x/mod/sumdb/note and of transparency-dev/formats; one has a plus inside.
OTHER_KEYS = [
    "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
    "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
]
SIGNER = NoteSigner("log.example/1", b"s" * 32)
NOTE = SIGNER.sign("a\n")
LINE = NOTE.split(b"\n\n")[1]
FOREIGN = NoteSigner("witness.example", b"w" * 32).sign("a\n").split(b"\n\n")[1]


@pytest.mark.parametrize("written", [EXAMPLE_KEY, GO_KEY, *OTHER_KEYS])
def test_published_keys(written: str) -> None:
    """REQUIRES that published keys are read, have the id that they are published with, and are written as they were."""
    assert str(read_key(f" {written}\n")) == written


@pytest.mark.parametrize(("note", "key"), [(EXAMPLE, EXAMPLE_KEY), (GO_NOTE, GO_KEY)])
def test_published_notes(note: bytes, key: str) -> None:
    """REQUIRES that published notes verify with their keys, and with no other."""
    assert open_note(note, [read_key(key)]).text.encode() == note.split(b"\n\n")[0] + b"\n"
    with pytest.raises(LedgerError, match="not signed with a key that was given"):
        open_note(note, [SIGNER.key])


def test_published_signature() -> None:
    """REQUIRES, byte for byte, the note that Go's example makes from its seed."""
    signer = NoteSigner("PeterNeumann", GO_SEED)
    assert str(signer.key) == GO_KEY
    assert signer.sign(GO_TEXT) == GO_NOTE


def test_published_poem() -> None:
    """REQUIRES that a text with an empty line in it is taken for what it is, though nobody's key is known."""
    with pytest.raises(LedgerError, match="not signed with a key that was given"):
        open_note(POEM, [SIGNER.key])


def test_strangers_count_for_nothing() -> None:
    """REQUIRES that signatures by unknown keys neither help nor harm, up to the sixteen that C2SP obliges to take."""
    others = b"".join(
        NoteSigner(f"witness.example/{number}", bytes([number]) * 32).sign("a\n").split(b"\n\n")[1]
        for number in range(MOST_SIGNATURES - 1)
    )
    assert open_note(NOTE + others, [SIGNER.key]).signers == {"log.example/1"}
    with pytest.raises(LedgerError, match="not signed"):
        open_note(b"a\n\n" + others, [SIGNER.key])
    with pytest.raises(LedgerError, match=r"more than 16 signatures\. "):
        open_note(NOTE + others + FOREIGN, [SIGNER.key])


def test_a_note_that_nobody_vouches_for() -> None:
    """REQUIRES that a note can be read without any key, with the names it bears, and still has to be a note."""
    other = NoteSigner("other.example", b"o" * 32).sign("a\n").split(b"\n\n")[1]
    assert unverified(NOTE + other) == Note("a\n", frozenset({"log.example/1", "other.example"}))
    with pytest.raises(LedgerError, match="cut off"):
        unverified(NOTE[:-1])


def test_every_known_key_has_to_fit() -> None:
    """REQUIRES that one signature which does not fit spoils a note that another known key signed."""
    other = NoteSigner("other.example", b"o" * 32)
    wrong = other.sign("b\n").split(b"\n\n")[1]
    with pytest.raises(LedgerError, match="does not fit"):
        open_note(NOTE + wrong, [SIGNER.key, other.key])
    right = other.sign("a\n").split(b"\n\n")[1]
    assert open_note(NOTE + right, [SIGNER.key, other.key]).signers == {"log.example/1", "other.example"}


@pytest.mark.parametrize(
    "key", [Key("log.example/2", SIGNER.key.public), Key("log.example/1", b"\1" * 32), Key("x", b"")]
)
def test_name_and_key_belong_together(key: Key) -> None:
    """REQUIRES that a key verifies nothing under another name, and a name nothing with another key."""
    with pytest.raises(LedgerError, match="not signed with a key that was given"):
        open_note(NOTE, [key])


@pytest.mark.parametrize(
    ("note", "why"),
    [
        (b"", "cut off"),
        (b"a\n", "cut off"),
        (b"\n\n" + LINE, "cut off"),
        (NOTE[:-1], "cut off"),
        (b"a\n\n", "cut off"),
        (b"a\xff\n\n" + LINE, "UTF-8"),
        (b"a\r\n\n" + LINE, "control characters"),
        (b"a\n\n-" + LINE, "of the form"),
        ("a\n\n— two words".encode() + LINE[3:], "not base64"),
        ("a\n\n— plus+ AAAAAAA=\n".encode(), "of the form"),
        ("a\n\n—  AAAAAAA=\n".encode(), "of the form"),
        ("a\n\n— no\u2003space AAAAAAA=\n".encode(), "of the form"),
        ("a\n\n— x AAAA\n".encode(), "cut off"),
        ("a\n\n— x AAAAAA==\n".encode(), "cut off"),
        ("a\n\n— x AAAAAAB=\n".encode(), "stray bits"),
        (NOTE + LINE, "two signatures by one key"),
        (NOTE + b"\n" + LINE, "does not fit"),
        (NOTE.replace(b"a\n", b"b\n", 1), "does not fit"),
        (b"a" * LARGEST_NOTE + NOTE, "more than 131,072 bytes"),
    ],
)
def test_no_notes(note: bytes, why: str) -> None:
    """REQUIRES that what is no note by this key is refused, saying why and what to do."""
    with pytest.raises(LedgerError, match=why) as told:
        open_note(note, [SIGNER.key])
    assert told.value.remedy


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "Ed25519"),
        ("log.example", "Ed25519"),
        ("log.example+530d903a+!!!!", "is not written as name"),
        (EXAMPLE_KEY.replace("530d903a", "530d903b"), "belong together"),
        (EXAMPLE_KEY.replace("530d903a", "530D903A"), "belong together"),
        (EXAMPLE_KEY.replace("foo", "fop"), "belong together"),
        (EXAMPLE_KEY.replace("+Aeky", "+Aeka"), "belong together"),
        (EXAMPLE_KEY.replace("+Aeky", "+Beky"), "Ed25519"),
        (EXAMPLE_KEY[:-4], "Ed25519"),
        (EXAMPLE_KEY.replace("example.com/foo", ""), "Ed25519"),
        (EXAMPLE_KEY.replace("example.com/foo", "ex ample"), "Ed25519"),
        (EXAMPLE_KEY.replace("example.com/foo", "ex\udc80ample"), "Ed25519"),
        # A cosigner's key, of type 0x04, from the tests of transparency-dev/formats.
        ("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", "Ed25519"),
        (EXAMPLE_KEY + " " * 600, r"more than 512 characters\. "),
    ],
)
def test_no_keys(written: str, why: str) -> None:
    """REQUIRES that what is no published key of a log is refused, saying why and what to do."""
    with pytest.raises(LedgerError, match=why) as told:
        read_key(written)
    assert "name+id+key" in told.value.remedy


@pytest.mark.parametrize(
    "name",
    ["", "two words", "plus+", "tab\t", "no\u00a0break", "half\ud800", "half" + chr(0xDFFF), "bell\x07", "n" * 257],
)
def test_no_names(name: str) -> None:
    """REQUIRES that no key is made under a name that a note could not carry."""
    with pytest.raises(LedgerError, match="name"):
        NoteSigner(name, b"s" * 32)


@pytest.mark.parametrize("name", ["x", "n" * 256, "\ud7ff\ue000"])
def test_names_to_the_edge(name: str) -> None:
    """REQUIRES that any other name signs and is known again: of one character, of 256, and beside half characters."""
    signer = NoteSigner(name, b"s" * 32)
    assert open_note(signer.sign("a\n"), [signer.key]).signers == {name}


def test_sizes_to_the_edge() -> None:
    """REQUIRES that a note of 128 KiB is opened and a key of 512 characters read, and neither with one more."""
    note = SIGNER.sign("a" * (128 * 1024 - len(NOTE) + 1) + "\n")
    assert len(note) == 128 * 1024
    assert open_note(note, [SIGNER.key]).signers == {"log.example/1"}
    with pytest.raises(LedgerError, match="more than 131,072 bytes"):
        open_note(b"a" + note, [SIGNER.key])
    assert str(read_key(EXAMPLE_KEY.ljust(512))) == EXAMPLE_KEY
    with pytest.raises(LedgerError, match=r"more than 512 characters\. "):
        read_key(EXAMPLE_KEY.ljust(513))


@pytest.mark.parametrize("text", ["", "no end", "tab\tinside\n", "a\r\n"])
def test_no_texts(text: str) -> None:
    """REQUIRES that nothing is signed which could not be opened again."""
    with pytest.raises(LedgerError, match="has to end in a newline"):
        SIGNER.sign(text)
