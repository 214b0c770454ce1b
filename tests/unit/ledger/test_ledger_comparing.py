"""What two checkpoints say of each other: what accuses a log is signed, and nothing that anybody can write."""

from dataclasses import replace

import pytest

from groupbot.ledger import tree
from groupbot.ledger.checkpoint import Checkpoint
from groupbot.ledger.comparing import Compared, Verdict, compared
from groupbot.ledger.continuing import Shown
from groupbot.ledger.tiles import Nodes
from tests.unit.ledger.book import ORIGIN, Book, Shelf, leaves

BOOK = Book(600)
NODE = Nodes(BOOK.shelf)
PATH = tree.consistency(NODE, 256, 600)
SMALL, LARGE = BOOK.checkpoint(256), BOOK.checkpoint(600)
ANEW = ORIGIN[:-1] + "2"
OTHER_ROOT = b"x" * 32
GROWN, SPLIT, REPLACED, OTHER_LOGS, NOT_SHOWN = Verdict


def verdict(one: Shown | Checkpoint, other: Shown | Checkpoint, node: tree.Node | None = None) -> Verdict:
    """Return the verdict over two, which is the same whoever is named first."""
    shown = [each if isinstance(each, Shown) else Shown(each) for each in (one, other)]
    found = compared(shown[0], shown[1], node)
    assert compared(shown[1], shown[0], node).verdict is found.verdict
    return found.verdict


def test_the_words_for_programs() -> None:
    """REQUIRES of each verdict the word by which programs tell it."""
    assert list(map(str, Verdict)) == ["grown", "two-histories", "begun-anew-without", "two-logs", "not-shown"]


def test_what_has_grown() -> None:
    """REQUIRES that a log has grown by the proof that came along, by the tree at hand, from nothing, and not at all."""
    assert verdict(SMALL, Shown(LARGE, None, 256, PATH)) is GROWN
    assert verdict(SMALL, LARGE, NODE) is GROWN
    assert verdict(BOOK.checkpoint(0), LARGE) is GROWN
    assert verdict(LARGE, LARGE) is GROWN
    assert verdict(LARGE, Shown(LARGE, None, 256, PATH)) is GROWN


@pytest.mark.parametrize(
    "path",
    [(bytes(32), *PATH[1:]), PATH[1:], (), (*PATH, PATH[0])],
    ids=["changed", "shorter", "none", "longer"],
)
def test_what_anybody_can_write_accuses_nobody(path: tuple[bytes, ...]) -> None:
    """REQUIRES that a proof which does not fit shows nothing: nobody signs it, and the log at hand still answers."""
    assert verdict(SMALL, Shown(LARGE, None, 256, path)) is NOT_SHOWN
    assert verdict(SMALL, Shown(LARGE, None, 256, path), NODE) is GROWN
    assert verdict(SMALL, Shown(replace(LARGE, origin=ANEW), None, 256, path)) is NOT_SHOWN


def test_another_tree_at_hand_says_nothing() -> None:
    """REQUIRES that a log at hand without the longer one's root is not asked, nor one that is shorter or damaged."""
    assert verdict(SMALL, LARGE, Nodes(Shelf(leaves(600)))) is NOT_SHOWN
    assert verdict(SMALL, LARGE, Nodes(Book(300).shelf)) is NOT_SHOWN
    assert verdict(SMALL, LARGE, Nodes(Shelf())) is NOT_SHOWN
    damaged = Book(600)
    damaged.shelf.tiles[0, 1] = bytes(256 * 32)
    assert verdict(BOOK.checkpoint(300), LARGE, Nodes(damaged.shelf)) is NOT_SHOWN


def test_two_histories() -> None:
    """REQUIRES that two roots at one size under one name are two histories, whatever proof comes along."""
    assert verdict(replace(LARGE, root=OTHER_ROOT), LARGE) is SPLIT
    assert verdict(replace(LARGE, root=OTHER_ROOT), Shown(LARGE, None, 256, PATH), NODE) is SPLIT


def test_two_histories_by_the_tree_at_hand() -> None:
    """REQUIRES that a signed root which the longer log's own leaves do not have is of another history."""
    assert verdict(replace(SMALL, root=OTHER_ROOT), LARGE, NODE) is SPLIT
    assert verdict(replace(SMALL, root=OTHER_ROOT), LARGE) is NOT_SHOWN


def test_a_loss_is_no_deceit() -> None:
    """REQUIRES that roots which differ under two names of a log are told from two histories: it was begun anew."""
    assert verdict(replace(LARGE, root=OTHER_ROOT), replace(LARGE, origin=ANEW)) is REPLACED
    assert verdict(replace(SMALL, root=OTHER_ROOT), replace(LARGE, origin=ANEW), NODE) is REPLACED
    assert verdict(SMALL, replace(LARGE, origin=ANEW), NODE) is GROWN


@pytest.mark.parametrize("origin", ["groupbot.invalid/ffffffffffffffff/1", "groupbot.invalid", "x/1", "x"])
def test_two_logs(origin: str) -> None:
    """REQUIRES that checkpoints of two bots say nothing of each other, also of one size or of the same leaves."""
    for other in (SMALL, LARGE, replace(LARGE, root=OTHER_ROOT)):
        assert verdict(replace(other, origin=origin), LARGE, NODE) is OTHER_LOGS


def test_in_order() -> None:
    """REQUIRES the shorter log first, of two as long the earlier name's, and names in the order of their numbers."""
    nine, ten = ORIGIN[:-1] + "9", ORIGIN[:-1] + "10"
    for one, other in ((SMALL, LARGE), (replace(LARGE, origin=nine), replace(LARGE, origin=ten))):
        for pair in ((one, other), (other, one)):
            found = compared(Shown(pair[0]), Shown(pair[1]))
            assert found == Compared(found.verdict, one, other)
    back = compared(Shown(replace(SMALL, origin=ten)), Shown(replace(LARGE, origin=nine)))
    assert (back.older.size, back.names) == (256, (nine, ten))
    assert compared(Shown(replace(LARGE, origin="x")), Shown(replace(LARGE, origin="x"))).verdict is GROWN
