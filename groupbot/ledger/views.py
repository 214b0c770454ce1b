"""The log as other rooms see it: a member's entries and their proofs, what matches, and what was signed."""

from groupbot.groups.model import Group
from groupbot.ledger import matching, origin, records, stored, tree
from groupbot.ledger.errors import DamagedError, LedgerError
from groupbot.ledger.matching import Match
from groupbot.ledger.opening import Opening
from groupbot.ledger.proof import Proof, verify
from groupbot.ledger.records import Kept
from groupbot.ledger.signed_note import Key
from groupbot.ledger.tables import KEY
from groupbot.ledger.tiles import Nodes
from groupbot.people import Actor
from groupbot.store.unit import Unit

__all__ = ["Kept", "Match", "checkpoint", "entries_of", "key_of", "keys", "matched", "matches", "proof_of", "proved"]


def entries_of(unit: Unit, handle: bytes) -> tuple[Kept, ...]:
    """Return all that is recorded of a member in a group, in the order of the log, what waits last."""
    return records.of(unit, handle)


def key_of(unit: Unit, handle: bytes) -> bytes:
    """Return the key that a member's entries in a group are sealed under, and that ends with the consent to them.

    Raises IndexError for somebody who has none.
    """
    return unit.vault.keys_of(handle, KEY)[0]


def proof_of(unit: Unit, handle: bytes, entry_id: bytes, who: Actor | None = None, where: Group | None = None) -> bytes:
    """Return the proof file of a member's entry, which opens who and where if they are given.

    Raises LedgerError when it is not theirs or lives no more, waits to be appended still, or was about others.
    """
    kept = records.one(unit, entry_id)
    if kept is None or kept.handle != handle:
        raise LedgerError("There is no such entry any more.", "Ask for those that there are: /mydata lists them.")
    return proved(unit, kept, kept.opened(who, where))


def proved(unit: Unit, kept: Kept, opened: Opening) -> bytes:
    """Return the proof file of an entry, open as far as `opened` is.

    Raises LedgerError while it waits, and DamagedError when the log has lost its leaf.
    """
    signed = stored.signed(unit)
    if kept.leaf is None or signed is None or signed.note is None or kept.leaf >= signed.size:
        raise LedgerError(
            "The entry is not in the log yet: entries are appended once a day, after midnight UTC.",
            "Ask again tomorrow.",
        )
    path = _path(unit, kept.opening.leaf, kept.leaf, signed)
    file = bytes(Proof(opened, kept.leaf, path, signed.note))
    # Whatever is wrong with the tree: nobody carries away what nobody will believe.
    verify(file, keys(unit))
    return file


def _path(unit: Unit, leaf: bytes, index: int, signed: stored.Head) -> tuple[bytes, ...]:
    try:
        path = tree.inclusion(Nodes(stored.StoredTiles(unit)), index, signed.size)
    except LedgerError:
        path = ()
    if not tree.included(leaf, index, signed.size, path, signed.root):
        raise DamagedError(
            "The bot's log is damaged where this entry stands; nothing is wrong with the entry or with who asks.",
            "Ask again later: whoever runs the bot finds with `groupbot ledger origin` what to do.",
        )
    return path


def matches(unit: Unit, shown: str | bytes) -> bool:
    """Tell whether a proof file or a code is about an entry that lives; what fails does so alike, and as fast."""
    return matching.matched(unit, shown) is not None


def matched(unit: Unit, shown: str | bytes) -> Match | None:
    """Return what `matches` finds, and as it does: only of what matches anything is read."""
    return matching.matched(unit, shown)


def checkpoint(unit: Unit) -> bytes | None:
    """Return the newest signed checkpoint, None before the first day's end."""
    signed = stored.signed(unit)
    return None if signed is None else signed.note


def keys(unit: Unit) -> tuple[Key, ...]:
    """Return the public keys under which the log was ever signed, the present one last."""
    return origin.keys(unit.vault)
