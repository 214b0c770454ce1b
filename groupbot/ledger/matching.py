"""Whether what somebody shows is an entry that lives, found out so that time tells no more than the answer.

What is shown is first looked for by its bytes alone, whatever they are: what was changed, what was erased, what another
bot recorded and what is no code at all take the same steps, and end at the same row that is not there. Only what was
found, and whose holder so knew its salt, is read and verified in full.
"""

import base64
from dataclasses import dataclass

from groupbot.ledger import opening, origin, proof, records
from groupbot.ledger.entry import SALT_BYTES, commitment
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.kinds import Kind, Reason
from groupbot.ledger.opening import Opening
from groupbot.ledger.tree import leaf_hash
from groupbot.store.unit import Unit

# The layout of groupbot.ledger.opening, as far as it takes to find a row.
_SALT = slice(2, 2 + SALT_BYTES)
_LENGTH = slice(_SALT.stop, _SALT.stop + 2)
_HEADER = proof.HEADER.encode()
_EXTRA = b"extra "
_UNDONE = (Kind.APPEAL_DECIDED, Reason.OVERTURNED)


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that lives, open as far as what was shown opens it.

    `index` is its place in the log, None while it waits; `overturned` says that an appeal has undone it since.
    """

    opening: Opening
    index: int | None
    overturned: bool


def matched(unit: Unit, shown: str | bytes) -> Match | None:
    """Return the entry that a proof file or a code is about, None unless it lives, is whole, and says nothing else.

    Takes anything; raises nothing for what is no proof.
    """
    data = shown.encode(errors="replace") if isinstance(shown, str) else shown
    is_file = data.startswith(_HEADER)
    opened = _in_file(data) if is_file else _in_code(data)
    payload = opened[_LENGTH.stop :][: int.from_bytes(opened[_LENGTH], "big")]
    kept = records.one(unit, records.id_of(unit, leaf_hash(commitment(opened[_SALT], payload))))
    if kept is None:
        return None
    try:
        if is_file:
            proven = proof.verify(data, origin.keys(unit.vault))
            stated, fits = proven.opening, proven.index == kept.leaf
        else:
            stated, fits = opening.from_code(data.decode()), True
    except (LedgerError, UnicodeDecodeError):
        return None
    if not fits or stated.shut(who=True, where=True) != kept.opening:
        return None
    return Match(stated, kept.leaf, _is_overturned(unit, kept))


def _is_overturned(unit: Unit, kept: records.Kept) -> bool:
    leaf = kept.opening.leaf.hex()
    later = (other.opening.entry.happened for other in records.of(unit, kept.handle))
    return any((what.kind, what.reason, what.about) == (*_UNDONE, leaf) for what in later)


def _in_file(data: bytes) -> bytes:
    lines = data[: proof.LARGEST_HEAD].split(b"\n", 2)
    try:
        return base64.b64decode(lines[1].removeprefix(_EXTRA))
    except (ValueError, IndexError):
        return b""


def _in_code(data: bytes) -> bytes:
    written = b"".join(data[: opening.LONGEST_CODE].split()).upper()
    try:
        return base64.b32decode(written + b"=" * (-len(written) % 8))
    except ValueError:
        return b""
