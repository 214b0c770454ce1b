"""Entries as they lie in the database: sealed under one key for each member of a group, who alone can open them.

Sealed are the salts of who, of where and of the entry, and its payload: no id stands in it, so that not even the root
key leads from an entry to an account.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from groupbot.consent import views as consent
from groupbot.groups.model import Card, Group
from groupbot.ledger.entry import SALT_BYTES, Entry, Happened, commitment
from groupbot.ledger.opening import WHERE, WHO, Identity, Opening
from groupbot.ledger.tables import KEPT_AT_MOST_DAYS, KEY, ledger_entry
from groupbot.ledger.tree import leaf_hash
from groupbot.people import Actor
from groupbot.policy.models import Policy
from groupbot.ports import Random
from groupbot.store import sealed as values
from groupbot.store.prepared import Insert
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell

_ID_BYTES = 16
_NEW = Insert(ledger_entry)
_WHOSE = (
    sa.select(ledger_entry)
    .where(ledger_entry.c.handle == sa.bindparam("handle"))
    .order_by(ledger_entry.c.leaf.is_(None), ledger_entry.c.leaf)
)
_ONE = sa.select(ledger_entry).where(ledger_entry.c.id == sa.bindparam("row"))


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where and when something is recorded: in a group, under the policy that it lives under, today (an ordinal).

    `late` says that it may have happened before the last consent that was given on its day.
    """

    group: Group
    policy: Policy
    today: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that lives: its opening, who and where shut, and their salts; `leaf` is None while it waits.

    `until` is the ordinal of the day on which it is gone.
    """

    id: bytes
    handle: bytes
    opening: Opening
    leaf: int | None
    until: int
    _salts: tuple[bytes, bytes] = field(repr=False)

    def opened(self, who: Actor | None, where: Group | None) -> Opening:
        """Return the opening with the member, the group, both or neither; raise LedgerError for others than these.

        A group that has moved since is opened by the address that it had then.
        """
        person = None if who is None else Identity(self._salts[0], who.platform, who.id)
        group = None if where is None else self._placed(where.card)
        return Opening(self.opening.salt, self.opening.payload, person, group)

    def _placed(self, card: Card) -> Identity:
        known = [Identity(self._salts[1], chat.platform, chat.id) for chat in (card.chat, *card.former)]
        committed = self.opening.entry.where
        return next((place for place in known if place.commitment(WHERE) == committed), known[0])


def record(unit: Unit, occasion: Occasion, person: Actor, happened: Happened, random: Random) -> bytes | None:
    """Write what happened to a member, where they agree to that; returns the entry's id, None where nothing is kept.

    Whether they agree is read in this very transaction. They have to agree today, and to have agreed on the day on
    which it happened, before that day where it is `late`: consents are kept with their day alone.
    """
    group, policy, today = occasion.group, occasion.policy, occasion.today
    day = date.fromisoformat(happened.day).toordinal()
    handle = unit.vault.find(group.number, person.platform, person.id)
    if handle is None:
        return None
    # Begun now, the vault is asked once for all that follows whether another process has changed it.
    unit.vault.begin()
    until = consent.events_until(unit, group.number, handle, policy, today, day - occasion.late)
    if until is None:
        return None
    ends_on = min(day + min(policy.retention.events_days, KEPT_AT_MOST_DAYS), until)
    if ends_on <= today:
        return None
    who = Identity(random.bytes(SALT_BYTES), person.platform, person.id)
    where = Identity(random.bytes(SALT_BYTES), group.card.chat.platform, group.card.chat.id)
    payload = Entry(happened, who.commitment(WHO), where.commitment(WHERE)).payload()
    salt = random.bytes(SALT_BYTES)
    row_id = id_of(unit, leaf_hash(commitment(salt, payload)))
    key_id = next(iter(unit.vault.keys_of(handle, KEY)), None) or unit.vault.new_key(group.number, handle, KEY)
    sealed = unit.vault.seal(key_id, _cell(row_id), who.salt + where.salt + salt + payload)
    values = {"id": row_id, "handle": handle, "key_id": key_id, "sealed": sealed, "leaf": None, "ends_on": ends_on}
    unit.enter(_NEW, values)
    return row_id


def id_of(unit: Unit, leaf: bytes) -> bytes:
    """Return the id under which the entry of a leaf would stand: a keyed hash, so that only its opening finds it."""
    return unit.vault.tag("ledger-entry", leaf.hex())[:_ID_BYTES]


def of(unit: Unit, handle: bytes) -> tuple[Kept, ...]:
    """Return all entries of a member in a group, in the order of the log, those that wait last."""
    return _all(unit, unit.read(_WHOSE, {"handle": handle}))


def one(unit: Unit, row_id: bytes) -> Kept | None:
    """Return the entry with this id, None where there is none, or none any more."""
    return next(iter(_all(unit, unit.read(_ONE, {"row": row_id}))), None)


def lives(unit: Unit, leaf: bytes) -> bool:
    """Tell whether the entry of a leaf is kept still, without opening it."""
    return bool(unit.read(_ONE, {"row": id_of(unit, leaf)}))


def export(unit: Unit, _group: int, handle: bytes) -> list[dict[str, Any]]:
    """Return a member's entries as they read them, and which of them an appeal has overturned."""
    told = []
    mine = of(unit, handle)
    undone = {what.about for what in (kept.opening.entry.happened for kept in mine) if what.overturns}
    for kept in mine:
        what = kept.opening.entry.happened
        told.append(
            {
                "entry": kept.id.hex(),
                "kind": what.kind,
                "reason": what.reason,
                "by": what.by,
                "wiki": what.wiki,
                "page": what.page,
                "about": what.about,
                "overturned": kept.opening.leaf.hex() in undone,
                "day": what.day,
                "index": kept.leaf,
                "until": date.fromordinal(kept.until).isoformat(),
            }
        )
    return told


def _all(unit: Unit, rows: Sequence[sa.Row[Any]]) -> tuple[Kept, ...]:
    opened = [_opened(unit, row) for row in rows]
    return tuple(kept for kept in opened if kept is not None)


def _opened(unit: Unit, row: sa.Row[Any]) -> Kept | None:
    row_id = bytes(row.id)
    plain = values.opened(unit, _cell(row_id), row)
    if plain is None:
        return None
    who, where, salt = (plain[at : at + SALT_BYTES] for at in range(0, 3 * SALT_BYTES, SALT_BYTES))
    shut = Opening(salt, plain[3 * SALT_BYTES :])
    return Kept(row_id, bytes(row.handle), shut, row.leaf, row.ends_on, (who, where))


def _cell(row_id: bytes) -> Cell:
    return Cell("ledger_entry", row_id, "sealed")
