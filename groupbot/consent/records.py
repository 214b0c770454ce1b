"""Reading and writing consents: sealed rows on one side, the model on the other.

A record holds its notice word for word. It is compressed before it is sealed, because sealed values are padded to few
lengths: as they stand many notices would take 16 KiB, compressed all shipped ones take four.
"""

import zlib
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from groupbot.consent.model import NOBODY, Consents, Grant, Purpose, Record
from groupbot.consent.packing import packed
from groupbot.consent.tables import KEPT_AFTER_END_DAYS, consent_grant, consent_record
from groupbot.store.prepared import Finding, Insert
from groupbot.store.sealed import opened
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell

RECORD_KEY = "consent"
Sealed = TypeVar("Sealed", Record, Grant)
_ENCODER = msgspec.json.Encoder()

# Each statement is built once: building it anew costs several times what the database takes for it.
_WHOSE: sa.BindParameter[bytes] = sa.bindparam("handle")
_RECORD = Finding(sa.select(consent_record.c.key_id, consent_record.c.sealed).where(consent_record.c.handle == _WHOSE))
_GRANTS = Finding(
    sa.select(consent_grant.c.key_id, consent_grant.c.sealed, consent_grant.c.ends_on).where(
        consent_grant.c.handle == _WHOSE
    )
)
# A record takes the place of the one before, also of one whose key is gone: the row may outlive it by a moment.
_NEW_RECORD, _NEW_GRANT = Insert(consent_record, replacing=True), Insert(consent_grant)
_NO_RECORD = sa.delete(consent_record).where(consent_record.c.handle == _WHOSE)
_NO_GRANTS = sa.delete(consent_grant).where(consent_grant.c.key_id.in_(sa.bindparam("keys", expanding=True)))


def load(unit: Unit, handle: bytes | None) -> Consents:
    """Return what is known of the person behind a handle; rows that no key opens any more count as absent.

    What was changed permits nothing, and can still be withdrawn: a record that does not open leaves its grants known, a
    grant its purpose.
    """
    if handle is None:
        return NOBODY
    rows = unit.find(_RECORD, {"handle": handle})
    if not rows:
        return NOBODY
    record = _open(unit, Record, "consent_record", handle, rows[0])
    rows = unit.find(_GRANTS, {"handle": handle})
    found = [_open(unit, Grant, "consent_grant", handle, row) or _spoilt(unit, handle, row) for row in rows]
    grants = {grant.purpose: grant for grant in found if grant is not None}
    return Consents(record, {purpose: grants[purpose] for purpose in Purpose if purpose in grants})


def put(unit: Unit, group: int, handle: bytes, record: Record, grants: Iterable[Grant]) -> None:
    """Write a record and the grants that changed, each under a fresh key; the keys they had are shredded after."""
    grants = tuple(grants)
    fresh = [(RECORD_KEY, Cell("consent_record", handle, "sealed"), _packed(record))]
    fresh += [(grant.purpose, Cell("consent_grant", handle, "sealed"), _packed(grant)) for grant in grants]
    old, (sealed_record, *sealed_grants) = unit.vault.renew(group, handle, fresh)
    unit.supersede(old)
    if old:
        unit.write(_NO_GRANTS, {"keys": old})
    ends_on = max(grant.until for grant in grants) + KEPT_AFTER_END_DAYS
    unit.enter(_NEW_RECORD, {"group_number": group, **_row(handle, sealed_record, ends_on)})
    pairs = zip(grants, sealed_grants, strict=True)
    unit.enter(_NEW_GRANT, *[_row(handle, sealed, grant.until + KEPT_AFTER_END_DAYS) for grant, sealed in pairs])


def take_back(unit: Unit, handle: bytes, purposes: Iterable[Purpose], *, last: bool) -> None:
    """Delete the grants of some purposes and enter the erasure of all that rests on them; `last` ends the record."""
    for purpose in purposes:
        unit.write(_NO_GRANTS, {"keys": unit.vault.keys_of(handle, purpose)})
        unit.erase(handle, purpose)
    if last:
        unit.write(_NO_RECORD, {"handle": handle})
        unit.erase(handle, RECORD_KEY)


def _open(unit: Unit, kind: type[Sealed], table: str, handle: bytes, row: sa.Row[Any]) -> Sealed | None:
    plain = opened(unit, Cell(table, handle, "sealed"), row)
    return None if plain is None else msgspec.json.decode(zlib.decompress(plain), type=kind)


def _spoilt(unit: Unit, handle: bytes, row: sa.Row[Any]) -> Grant | None:
    """Return a grant that opens no more as its key tells of it, None where that is gone."""
    key_id = bytes(row.key_id)
    of = (purpose for purpose in Purpose if key_id in unit.vault.keys_of(handle, purpose))
    return next((Grant(purpose, (), row.ends_on - KEPT_AFTER_END_DAYS) for purpose in of), None)


def _row(handle: bytes, sealed: tuple[bytes, bytes], ends_on: int) -> dict[str, bytes | int]:
    return {"handle": handle, "key_id": sealed[0], "sealed": sealed[1], "ends_on": ends_on}


def _packed(value: Record | Grant) -> bytes:
    plain = _ENCODER.encode(value)
    if isinstance(value, Grant):
        return packed(plain)
    # The id comes first, and what follows is the same for all who saw this notice.
    own, comma, shared = plain.partition(b",")
    return packed(own + comma, shared)
