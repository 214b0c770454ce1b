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
from groupbot.consent.tables import KEPT_AFTER_END_DAYS, consent_grant, consent_record
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell, Shredded

RECORD_KEY = "consent"
Sealed = TypeVar("Sealed", Record, Grant)


def load(unit: Unit, handle: bytes | None) -> Consents:
    """Return what is known of the person behind a handle; rows that no key opens any more count as absent."""
    if handle is None:
        return NOBODY
    rows = unit.read(sa.select(consent_record).where(consent_record.c.handle == handle))
    record = _open(unit, Record, "consent_record", handle, rows[0]) if rows else None
    if record is None:
        return NOBODY
    rows = unit.read(sa.select(consent_grant).where(consent_grant.c.handle == handle))
    found = [_open(unit, Grant, "consent_grant", handle, row) for row in rows]
    grants = {grant.purpose: grant for grant in found if grant is not None}
    return Consents(record, {purpose: grants[purpose] for purpose in Purpose if purpose in grants})


def put(unit: Unit, group: int, handle: bytes, record: Record, grants: Iterable[Grant]) -> None:
    """Write a record and the grants that changed, each under a fresh key; the keys they had are shredded after."""
    grants = tuple(grants)
    unit.supersede(unit.vault.keys_of(handle, RECORD_KEY))
    unit.write(consent_record.delete().where(consent_record.c.handle == handle))
    key_id = unit.vault.new_key(group, handle, RECORD_KEY)
    ends_on = max(grant.until for grant in grants) + KEPT_AFTER_END_DAYS
    sealed = unit.vault.seal(key_id, Cell("consent_record", handle, "sealed"), _packed(record))
    unit.write(
        consent_record.insert().values(handle=handle, group_number=group, key_id=key_id, sealed=sealed, ends_on=ends_on)
    )
    for grant in grants:
        old = unit.vault.keys_of(handle, grant.purpose)
        unit.supersede(old)
        unit.write(consent_grant.delete().where(consent_grant.c.key_id.in_(old)))
        key_id = unit.vault.new_key(group, handle, grant.purpose)
        sealed = unit.vault.seal(key_id, Cell("consent_grant", handle, "sealed"), _packed(grant))
        ends_on = grant.until + KEPT_AFTER_END_DAYS
        unit.write(consent_grant.insert().values(handle=handle, key_id=key_id, sealed=sealed, ends_on=ends_on))


def take_back(unit: Unit, handle: bytes, purposes: Iterable[Purpose], *, last: bool) -> None:
    """Delete the grants of some purposes and enter the erasure of all that rests on them; `last` ends the record."""
    for purpose in purposes:
        unit.write(consent_grant.delete().where(consent_grant.c.key_id.in_(unit.vault.keys_of(handle, purpose))))
        unit.erase(handle, purpose)
    if last:
        unit.write(consent_record.delete().where(consent_record.c.handle == handle))
        unit.erase(handle, RECORD_KEY)


def _open(unit: Unit, kind: type[Sealed], table: str, handle: bytes, row: sa.Row[Any]) -> Sealed | None:
    try:
        plain = unit.vault.open_sealed(bytes(row.key_id), Cell(table, handle, "sealed"), bytes(row.sealed))
    except Shredded:
        return None
    return msgspec.json.decode(zlib.decompress(plain), type=kind)


def _packed(value: Record | Grant) -> bytes:
    return zlib.compress(msgspec.json.encode(value), zlib.Z_BEST_COMPRESSION)
