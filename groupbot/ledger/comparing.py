"""What two signed checkpoints say of each other, and which of it accuses: only a root too many does.

Signed are sizes and roots, and nothing else. A path between them is anybody's word: one that fits proves that the
longer log is the shorter one grown, one that does not proves nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from groupbot.ledger import tree
from groupbot.ledger.checkpoint import Checkpoint
from groupbot.ledger.continuing import Shown
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.tree import Node


class Verdict(StrEnum):
    """What two checkpoints are to each other.

    SPLIT alone proves that a log was not kept as it should: under one name it had two roots at one size. REPLACED is
    the same under two names: a new beginning without what the former name had signed.
    """

    GROWN = "grown"
    SPLIT = "two-histories"
    REPLACED = "begun-anew-without"
    OTHER_LOGS = "two-logs"
    NOT_SHOWN = "not-shown"


@dataclass(frozen=True, slots=True)
class Compared:
    """The verdict over two checkpoints, the shorter log's first, and of two as long the earlier name's."""

    verdict: Verdict
    older: Checkpoint
    newer: Checkpoint

    @property
    def names(self) -> tuple[str, str]:
        """Return the names of the log, the earlier first: who began anew may have gone back to fewer leaves."""
        first, last = sorted((self.older.origin, self.newer.origin), key=_in_turn)
        return first, last


def compared(one: Shown, other: Shown, node: Node | None = None) -> Compared:
    """Return what two of them are to each other, by the proofs they bring along and by the tree of a log at hand.

    That tree counts only where it has the longer one's root; else it may be any other log's. Without it, and without a
    proof, the verdict is NOT_SHOWN.
    """
    older, newer = sorted((one.checkpoint, other.checkpoint), key=lambda each: (each.size, _in_turn(each.origin)))
    return Compared(_verdict(older, newer, (one.path, other.path), node), older, newer)


def _verdict(older: Checkpoint, newer: Checkpoint, paths: tuple[tuple[bytes, ...], ...], node: Node | None) -> Verdict:
    if _log(older.origin) != _log(newer.origin):
        return Verdict.OTHER_LOGS
    if older.size == newer.size and older.root != newer.root:
        return _split(older, newer)
    if any(tree.consistent(older.size, older.root, newer.size, newer.root, path) for path in (*paths, ())):
        return Verdict.GROWN
    return Verdict.NOT_SHOWN if node is None else _by_tree(node, older, newer)


def _by_tree(node: Node, older: Checkpoint, newer: Checkpoint) -> Verdict:
    try:
        had, path = tree.root(node, older.size), tree.consistency(node, older.size, newer.size)
    except LedgerError:
        # It is shorter, or damaged.
        return Verdict.NOT_SHOWN
    # This alone ties what the tree had at the older size to the newer root, whoever keeps the tree.
    if not tree.consistent(older.size, had, newer.size, newer.root, path):
        return Verdict.NOT_SHOWN
    return Verdict.GROWN if had == older.root else _split(older, newer)


def _split(older: Checkpoint, newer: Checkpoint) -> Verdict:
    return Verdict.SPLIT if older.origin == newer.origin else Verdict.REPLACED


def _log(origin: str) -> str:
    # Under every name of a log but the number of its beginning lies one key.
    return origin.rpartition("/")[0] or origin


def _in_turn(origin: str) -> tuple[int, str]:
    # Of one log's names the longer has the longer number: so they sort like their numbers, whatever a name ends in.
    return len(origin), origin
