"""The last accepted policy of each group, sealed: what it lives under while its file is bad or has to wait (L14)."""

from functools import lru_cache

import msgspec
import sqlalchemy as sa
from pydantic import ValidationError

from groupbot.groups.model import Law
from groupbot.groups.tables import group, kept_policy
from groupbot.policy.models import Policy
from groupbot.store.unit import Unit
from groupbot.vault.errors import VaultError, VaultUnavailable
from groupbot.vault.vault import Cell

_SHARED = 256
# Read at every press, so built once.
_MATERIAL = sa.select(group.c.material).where(group.c.number == sa.bindparam("of"))


def keep(unit: Unit, number: int, law: Law) -> None:
    """Keep what a group lives under from now on; nothing is written when that is kept already."""
    plain = msgspec.json.encode({"source": law.source, "policy": law.policy.model_dump(mode="json")})
    if _opened(unit, number) == plain:
        return
    mine = kept_policy.c.number == number
    unit.supersede(bytes(row.key_id) for row in unit.read(sa.select(kept_policy.c.key_id).where(mine)))
    unit.write(kept_policy.delete().where(mine))
    key_id = unit.vault.new_key(number, b"", "policy")
    sealed = unit.vault.seal(key_id, _cell(number), plain)
    unit.write(kept_policy.insert().values(number=number, key_id=key_id, sealed=sealed))


def kept(unit: Unit, number: int) -> Law | None:
    """Return what a group has lived under, None when nothing is kept or this version cannot read it."""
    plain = _opened(unit, number)
    return None if plain is None else _law(plain)


def in_force(unit: Unit, number: int, supposed: Law) -> Law:
    """Return the law that stands in the group's row, which another unit may just have changed under `supposed`."""
    rows = unit.read(_MATERIAL, {"of": number})
    if not rows or bytes(rows[0].material) == supposed.policy.material():
        return supposed
    return kept(unit, number) or supposed


@lru_cache(_SHARED)
def _law(plain: bytes) -> Law | None:
    # Equal ones are one object: ten thousand groups under one file do not hold it ten thousand times.
    entry = msgspec.json.decode(plain)
    try:
        return Law(Policy.model_validate(entry["policy"]), entry["source"], kept=True)
    except ValidationError:
        return None


def _opened(unit: Unit, number: int) -> bytes | None:
    for row in unit.read(sa.select(kept_policy).where(kept_policy.c.number == number)):
        try:
            return unit.vault.open_sealed(bytes(row.key_id), _cell(number), bytes(row.sealed))
        except VaultUnavailable:
            raise
        except VaultError:
            # Shredded, or tampered with: the group is without a kept policy, and holds up no other.
            return None
    return None


def _cell(number: int) -> Cell:
    return Cell("kept_policy", number.to_bytes(4, "big"), "sealed")
