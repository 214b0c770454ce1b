"""Appending once a day, so that never two histories are signed: leaves, then the mark, then the signature.

Each step is a unit of work of its own, and each finds by what is stored whether its turn has come: whatever ends the
process between two of them, the next run goes on from there. The leaves are committed before the mark rises, and the
mark, in the vault, has risen before anything is signed. So what was signed is never more than what the mark knows, and
a database that is shorter than the mark, or has another root, is an old copy: of that nothing is signed.
"""

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from groupbot.ledger import checkpoint, mending, origin, records, stored, tree
from groupbot.ledger.batch import BATCH, mixed
from groupbot.ledger.checkpoint import Checkpoint
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.tables import ledger_checkpoint, ledger_entry
from groupbot.ledger.tiles import Nodes, append
from groupbot.ports import Random
from groupbot.store.unit import Unit
from groupbot.vault.highwater import Mark

# A bot that stood still for longer, or a clock that is wrong: only the operator knows which.
LONGEST_PAUSE_DAYS = 92
# Two machines' clocks may disagree about which day it is, around midnight.
_SKEW_DAYS = 1

_BY_END = (ledger_entry.c.ends_on, ledger_entry.c.id)
# Members take turns, each with what ends first of theirs: however much happens to one, the others' entries get in.
_TURN = sa.func.row_number().over(partition_by=ledger_entry.c.handle, order_by=_BY_END)
_WAITING = sa.select(ledger_entry.c.id).where(ledger_entry.c.leaf.is_(None)).order_by(_TURN, *_BY_END).limit(BATCH)
_PLACE = sa.update(ledger_entry).where(ledger_entry.c.id == sa.bindparam("row")).values(leaf=sa.bindparam("at"))
_UNSIGNED = sa.select(ledger_checkpoint).where(ledger_checkpoint.c.note.is_(None))
_SIGN = (
    sa.update(ledger_checkpoint)
    .where(ledger_checkpoint.c.origin == sa.bindparam("of"), ledger_checkpoint.c.size == sa.bindparam("leaves"))
    .values(note=sa.bindparam("signed"))
)


class Why(StrEnum):
    """Why nothing is appended or signed."""

    OLD_VAULT = "old-vault"
    SHORTER = "shorter"
    OTHER = "other"
    DAMAGED = "damaged"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the log stands still, in words for the operator: what was found, and what to do."""

    why: Why
    found: str
    remedy: str


class RefusedError(Exception):
    """Nothing is appended or signed until the operator has looked."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.found} {refusal.remedy}")
        self.refusal = refusal


def refusal(unit: Unit, today: int) -> Refusal | None:
    """Return why nothing may be signed of this database on this day (an ordinal), None where nothing stands against it.

    Leaves that were committed and not yet signed are no reason. What lies below the roots `damage` looks at.
    """
    mark, head = unit.vault.ledger.mark(), stored.head(unit)
    size = head.size if head else 0
    if head is not None and head.origin > mark.number:
        return Refusal(
            Why.OLD_VAULT,
            f"The vault knows of origin {mark.number}, and this database has origin {head.origin}: the vault is an "
            "old copy.",
            "Put the newest vault back; if that one is lost, run: groupbot ledger origin --new",
        )
    if size < mark.size:
        return Refusal(
            Why.SHORTER,
            f"The log was signed up to {mark.size:,} leaves, and this database has {size:,}: it is an old copy.",
            "Put the newest database back; if that one is lost, run: groupbot ledger origin --new",
        )
    if not _continues(unit, mark, head):
        return Refusal(
            Why.OTHER,
            f"The log's first {mark.size:,} leaves are not those that were signed: the database was changed, or is an "
            "old copy that has gone on by itself.",
            "Put the newest sound database back; if there is none, run: groupbot ledger origin --new",
        )
    if today < mark.day - _SKEW_DAYS:
        return Refusal(
            Why.EARLIER,
            f"By this machine's clock the log was last signed {mark.day - today} days from now.",
            "Set the clock right; if it is right now and was wrong then, run: groupbot ledger origin --new",
        )
    if mark.day and today > mark.day + LONGEST_PAUSE_DAYS:
        return Refusal(
            Why.LATER,
            f"By this machine's clock the log was last signed {today - mark.day} days ago.",
            "Set the clock right; if it is right and the bot stood still since, run: groupbot ledger origin --new",
        )
    return None


def damage(unit: Unit, first: int = 0, last: int | None = None) -> Refusal | None:
    """Return what is damaged below the roots of this database, None where nothing is.

    Looks at every full tile, or from the `first` of groupbot.ledger.mending to before the `last`.
    """
    head = stored.head(unit)
    place = mending.damaged(stored.StoredTiles(unit), head.size, first, last) if head else None
    if place is None:
        return None
    level, number = place
    return Refusal(
        Why.DAMAGED,
        f"Tile {number:,} of level {level} of the log's tree is lost, or not what was signed: the database is damaged, "
        "or was changed.",
        "Put the newest sound database back; if there is none, run: groupbot ledger origin --new",
    )


def add(unit: Unit, today: int, random: Random) -> bool:
    """Append the day's batch, unless that is done or a former one is not signed yet; raises RefusedError."""
    _refuse(unit, today)
    mark, head = unit.vault.ledger.mark(), stored.head(unit)
    size = head.size if head else 0
    if today <= mark.day or size != mark.size:
        return False
    waiting = [kept for row in unit.read(_WAITING) if (kept := records.one(unit, bytes(row.id)))]
    batch = mixed([kept.opening.leaf for kept in waiting], random)
    grown = append(stored.StoredTiles(unit), size, batch.leaves)
    stored.put(unit, grown)
    if waiting:
        places = zip(waiting, batch.places, strict=True)
        unit.write(_PLACE, [{"row": kept.id, "at": size + place} for kept, place in places])
    _enter(unit, Mark(mark.number, grown.size, tree.root(Nodes(grown), grown.size), today))
    return True


def advance(unit: Unit, today: int) -> bool:
    """Raise the mark to the leaves that are committed, where it is below them; raises RefusedError."""
    _refuse(unit, today)
    mark, head = unit.vault.ledger.mark(), stored.head(unit)
    if head is None or head.size == mark.size:
        return False
    unit.vault.ledger.advance(Mark(mark.number, head.size, head.root, head.day))
    unit.keep()
    return True


def sign(unit: Unit, today: int) -> bool:
    """Sign what the mark has reached, where that is not signed yet; raises RefusedError."""
    _refuse(unit, today)
    mark, signed = unit.vault.ledger.mark(), False
    for row in unit.read(_UNSIGNED):
        if (row.origin, row.size, bytes(row.root)) == (mark.number, mark.size, mark.root):
            signer = origin.signer(unit.vault, mark.number)
            note = checkpoint.sign(Checkpoint(signer.key.name, mark.size, mark.root), signer)
            unit.write(_SIGN, {"of": row.origin, "leaves": row.size, "signed": note})
            signed = True
    return signed


def begin_anew(unit: Unit, today: int) -> str | None:
    """Open a new origin over the tree as it stands, and return its name; None where nothing is refused or damaged.

    Nothing is signed under the former one any more. What is damaged is mended first, as far as that can be. Entries
    that the tree still has keep their places, and former checkpoints of what was not lost stay true of the tree.
    """
    if refusal(unit, today) is None and damage(unit) is None:
        return None
    before, head = unit.vault.ledger.mark(), stored.head(unit)
    number, size = max(before.number, head.origin if head else 0) + 1, 0
    if head is not None:
        size = mending.mend(unit, head.size, [(before.size, before.root), (head.size, head.root)])
    mark = Mark(number, size, tree.root(Nodes(stored.StoredTiles(unit)), size), today)
    unit.vault.ledger.advance(mark)
    _enter(unit, mark)
    return origin.signer(unit.vault, number).key.name


def _refuse(unit: Unit, today: int) -> None:
    found = refusal(unit, today)
    if found is not None:
        raise RefusedError(found)


def _continues(unit: Unit, mark: Mark, head: stored.Head | None) -> bool:
    """Tell whether the tree has the root that was signed, and its own newest one."""
    nodes = Nodes(stored.StoredTiles(unit))
    try:
        signed = not mark.root or tree.root(nodes, mark.size) == mark.root
        return signed and (head is None or tree.root(nodes, head.size) == head.root)
    except LedgerError:
        return False


def _enter(unit: Unit, mark: Mark) -> None:
    unit.write(
        ledger_checkpoint.insert().values(origin=mark.number, size=mark.size, root=mark.root, day=mark.day, note=None)
    )
