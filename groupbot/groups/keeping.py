"""The last accepted policy of each group, sealed: what it lives under while its file is bad or has to wait (L14)."""

from collections.abc import Mapping
from functools import lru_cache

import msgspec
import sqlalchemy as sa
from pydantic import ValidationError

from groupbot.groups.model import Law
from groupbot.groups.tables import group, kept_policy
from groupbot.policy.models import Policy
from groupbot.store.prepared import Finding
from groupbot.store.sealed import opened
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell

_SHARED = 256
_AT_ONCE = 500
# Read at every press, so built once.
_MATERIAL = Finding(sa.select(group.c.material).where(group.c.number == sa.bindparam("of")))


def keep(unit: Unit, number: int, law: Law) -> None:
    """Keep what a group lives under from now on; nothing is written when that is kept already."""
    plain = _plain(law)
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


def settled(unit: Unit, wishes: Mapping[int, Law | None]) -> set[int]:
    """Return the groups that live under what they wish already, with nothing to change in any row.

    At a start that is nearly every group: they are read by the hundred, which makes a start with 10,000 groups faster
    by seconds.
    """
    known = {id(law): (law.policy.material(), _plain(law)) for law in wishes.values() if law is not None}
    found = set()
    numbers = list(wishes)
    for first in range(0, len(numbers), _AT_ONCE):
        mine = group.c.number.in_(numbers[first : first + _AT_ONCE])
        query = sa.select(kept_policy, group.c.material).join(group, group.c.number == kept_policy.c.number)
        for row in unit.read(query.where(mine)):
            terms, plain = known.get(id(wishes[row.number]), (b"", b""))
            if bytes(row.material) == terms and opened(unit, _cell(row.number), row) == plain:
                found.add(row.number)
    return found


def in_force(unit: Unit, number: int, supposed: Law) -> Law:
    """Return the law that stands in the group's row, which another unit may just have changed under `supposed`."""
    rows = unit.find(_MATERIAL, {"of": number})
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
        return opened(unit, _cell(row.number), row)
    return None


def _plain(law: Law) -> bytes:
    return msgspec.json.encode({"source": law.source, "policy": law.policy.model_dump(mode="json")})


def _cell(number: int) -> Cell:
    return Cell("kept_policy", number.to_bytes(4, "big"), "sealed")
