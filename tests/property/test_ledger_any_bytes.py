"""The log's readers against any bytes at all, and what it writes against any history."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.ledger import checkpoint, entry, opening, proof, tree
from groupbot.ledger.entry import Happened
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.kinds import TERMS, By, Kind, Page, Reason
from groupbot.ledger.opening import from_code, make
from groupbot.ledger.signed_note import read_key
from groupbot.ledger.tiles import Nodes
from groupbot.people import Actor, Chat
from tests.counted import Counted
from tests.unit.ledger.book import Book, Shelf, leaves

BOOK = Book(40)
KEYS = [BOOK.signer.key]
DAYS = st.dates().filter(lambda day: day.year >= 1000).map(lambda day: day.isoformat())
NAMES = st.from_regex("[!-~]{1,60}", fullmatch=True)


@st.composite
def happened(draw: st.DrawFn) -> Happened:
    """Draw anything that an entry may state."""
    kind = draw(st.sampled_from(Kind))
    terms = TERMS[kind]
    reason, by = draw(st.sampled_from(sorted(terms.reasons))), draw(st.sampled_from(sorted(terms.by)))
    wiki = draw(
        st.sampled_from(["", "hewiki", "zh_min_nanwiki", "commonswiki", "enwiktionary"]) if terms.page else st.just("")
    )
    page = draw(st.sampled_from(Page) if terms.page else st.just(Page.NONE))
    about = draw(st.sampled_from(["", "0a" * 32]) if terms.about else st.just(""))
    return Happened(kind, draw(DAYS), reason, by, wiki, page, about)


@given(happened(), NAMES, NAMES, st.booleans(), st.booleans())
def test_round_trip(stated: Happened, person: str, group: str, who: bool, where: bool) -> None:  # noqa: FBT001  (drawn)
    """REQUIRES that any entry comes back from its bytes and its code as it went in, and states what it was made of."""
    made = make(Counted(), stated, Actor("telegram", person), Chat("discord", group))
    shown = made.shut(who=who, where=where)
    assert opening.read(bytes(shown)) == from_code(shown.code) == shown
    assert shown.entry.happened == stated
    assert shown.leaf == made.leaf


@given(st.sampled_from(Kind), st.sampled_from(Reason), st.sampled_from(By), st.text(max_size=12), st.sampled_from(Page))
def test_only_what_fits(kind: Kind, reason: Reason, by: By, wiki: str, page: Page) -> None:
    """REQUIRES that any words are either refused or make an entry which is read again as it is."""
    try:
        stated = Happened(kind, "2026-11-25", reason, by, wiki, page)
    except LedgerError:
        return
    assert not wiki or wiki.endswith(("wiki", "wikimedia"))
    made = entry.Entry(stated, "a" * 64, "b" * 64)
    assert entry.read(made.payload()) == made


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes(data: bytes) -> None:
    """REQUIRES of every reader that bytes which are none of ours end in its own error and no other."""
    for reading in (proof.read, opening.read, entry.read):
        with pytest.raises(LedgerError):
            reading(data)
    with pytest.raises(LedgerError):
        checkpoint.read(data, KEYS)
    with pytest.raises(LedgerError):
        proof.verify(data, KEYS)


@given(st.text(max_size=300) | st.from_regex("[A-Z2-7]{0,200}", fullmatch=True))
def test_any_text(text: str) -> None:
    """REQUIRES that any text which is no code, and no key, ends in the log's own error and no other."""
    with pytest.raises(LedgerError):
        from_code(text)
    with pytest.raises(LedgerError):
        read_key(text)


@given(st.text(max_size=60), st.integers(0, 5))
def test_any_line_under_a_genuine_head(text: str, keep: int) -> None:
    """REQUIRES that a proof which goes on otherwise after its first lines ends in the log's own error."""
    head = BOOK.prove(17).decode().split("\n")[: keep + 1]
    with pytest.raises(LedgerError):
        proof.verify("\n".join([*head, text]).encode("utf-8", "surrogatepass"), KEYS)


@given(st.lists(st.integers(0, 400), max_size=6), st.data())
def test_any_history(steps: list[int], data: st.DataObject) -> None:
    """REQUIRES that each tree of a log that grew in any steps continues every earlier one, and has all its leaves."""
    row = leaves(sum(steps))
    shelf, sizes = Shelf(), [0]
    for step in steps:
        shelf.add(row[shelf.size * 32 : (shelf.size + step) * 32])
        sizes.append(shelf.size)
    node = Nodes(shelf)
    older, newer = sorted((data.draw(st.sampled_from(sizes)), data.draw(st.sampled_from(sizes))))
    roots = [tree.fold(row[: size * 32]) for size in (older, newer)]
    assert [tree.root(node, size) for size in (older, newer)] == roots
    assert tree.consistent(older, roots[0], newer, roots[1], tree.consistency(node, older, newer))
    if newer:
        index = data.draw(st.integers(0, newer - 1))
        path = tree.inclusion(node, index, newer)
        assert tree.included(row[index * 32 : index * 32 + 32], index, newer, path, roots[1])


@given(st.integers(0, 39), st.integers(0, 39))
def test_nobody_elses(index: int, other: int) -> None:
    """REQUIRES that an entry opens to its own person, and to nobody else who is in the log."""
    shut = BOOK.openings[index].shut(who=True)
    if index == other:
        assert replace(shut, who=BOOK.openings[other].who) == BOOK.openings[index]
        return
    with pytest.raises(LedgerError):
        replace(shut, who=BOOK.openings[other].who)
