"""What an operator can prove: an entry to who gives its code, and that the log was only ever appended to."""

from groupbot.ledger import continuing, opening, records, stored, tree, views
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.stored import StoredTiles
from groupbot.ledger.tiles import Nodes
from groupbot.store.unit import Unit


def of_code(unit: Unit, code: str) -> bytes:
    """Return the proof file of the entry that a code opens, as far as the code opens it; raise LedgerError for none."""
    shown = opening.from_code(code)
    kept = records.one(unit, records.id_of(unit, shown.leaf))
    if kept is None:
        raise LedgerError("No entry that lives has this code.", "Ask the member for another; an erased one has none.")
    return views.proved(unit, kept, shown)


def since(unit: Unit, older: int) -> bytes:
    """Return the file which proves that the newest checkpoint continues a log of `older` leaves.

    Raises LedgerError when nothing is signed yet, or not that much.
    """
    signed = stored.signed(unit)
    if signed is None or signed.note is None:
        raise LedgerError("Nothing of the log is signed yet.", "Ask again tomorrow.")
    return continuing.file_of(older, tree.consistency(Nodes(StoredTiles(unit)), older, signed.size), signed.note)
