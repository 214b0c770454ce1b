"""The notices that consents name, kept sealed word for word."""

import hmac
from hashlib import sha256

import msgspec
import sqlalchemy as sa

from groupbot.consent.notice import Notice
from groupbot.consent.tables import KEPT_AFTER_END_DAYS, notice
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell, Shredded


def keep(unit: Unit, group: int, shown: Notice, until: int) -> None:
    """Keep a notice at least as long as a consent that names it, which holds until day `until`."""
    row_id = _id(unit, group, shown.digest)
    ends_on = until + KEPT_AFTER_END_DAYS
    rows = unit.read(sa.select(notice.c.ends_on).where(notice.c.id == row_id))
    if rows:
        if rows[0].ends_on < ends_on:
            unit.write(notice.update().where(notice.c.id == row_id).values(ends_on=ends_on))
        return
    key_id = unit.vault.new_key(group, b"", "notice")
    sealed = unit.vault.seal(key_id, Cell("notice", row_id, "sealed"), msgspec.json.encode(shown))
    values = {"id": row_id, "group_number": group, "key_id": key_id, "sealed": sealed, "ends_on": ends_on}
    unit.write(notice.insert().values(**values))


def find(unit: Unit, group: int, digest: str) -> Notice | None:
    """Return a kept notice by the digest that a consent record names."""
    row_id = _id(unit, group, digest)
    for row in unit.read(sa.select(notice).where(notice.c.id == row_id)):
        try:
            plain = unit.vault.open_sealed(bytes(row.key_id), Cell("notice", row_id, "sealed"), bytes(row.sealed))
        except Shredded:
            return None
        return msgspec.json.decode(plain, type=Notice)
    return None


def _id(unit: Unit, group: int, digest: str) -> bytes:
    return hmac.new(unit.vault.group_subkey(group, "notice-id"), digest.encode(), sha256).digest()
