"""Requests as they lie in the database: sealed under a key that ends with what they are about.

A proof's is the key of the member's entries, so that withdrawing the consent which they rest on takes it along. A
receipt's is its own, of a purpose that ends with the consent record.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from groupbot.ledger import views as ledger
from groupbot.ports import Random
from groupbot.proofs.model import WHERE, WHO, Filed, Request, Sort
from groupbot.proofs.tables import KEPT_DAYS, proof_request
from groupbot.store.prepared import Insert
from groupbot.store.sealed import opened
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell

# Ends as the consent record does, which has this name in the vault.
RECORD = "consent"
KEY = "consent/opening"

_NEW = Insert(proof_request)
_OF = sa.select(proof_request).where(proof_request.c.handle == sa.bindparam("handle"))
_ONE = sa.select(proof_request).where(proof_request.c.number == sa.bindparam("at"))
_NONE = sa.delete(proof_request).where(proof_request.c.number == sa.bindparam("at"))
_REQUEST = msgspec.json.Decoder(Request)
_POSITIVE = 0x7FFFFFFF


def put(unit: Unit, group: int, handle: bytes, what: Request, today: int, random: Random) -> Filed:
    """Write a new request under a random number."""
    key_id = ledger.key_of(unit, handle) if what.sort is Sort.ENTRY else unit.vault.new_key(group, handle, KEY)
    number = 0
    while not number or unit.read(_ONE, {"at": number}):
        number = int.from_bytes(random.bytes(4), "big") & _POSITIVE
    sealed = unit.vault.seal(key_id, _cell(handle), msgspec.json.encode(what))
    until = today + KEPT_DAYS
    row = {"number": number, "handle": handle, "key_id": key_id, "sealed": sealed, "ends_on": until}
    unit.enter(_NEW, row)
    return Filed(number, handle, what, until)


def of(unit: Unit, handle: bytes) -> tuple[Filed, ...]:
    """Return a member's requests in a group, the oldest first."""
    rows = unit.read(_OF, {"handle": handle})
    return tuple(sorted(_all(unit, rows), key=lambda filed: filed.request.asked))


def pending(unit: Unit, group: int) -> int:
    """Return how many requests wait in a group, or can be fetched."""
    people = set(unit.vault.people_of(group))
    return sum(bytes(row.handle) in people for row in unit.read(sa.select(proof_request.c.handle)))


def cancel(unit: Unit, filed: Filed) -> None:
    """Delete a request; a key that is its own is shredded."""
    own = set(unit.vault.keys_of(filed.handle, KEY))
    unit.supersede(own.intersection(bytes(row.key_id) for row in unit.read(_ONE, {"at": filed.number})))
    unit.write(_NONE, {"at": filed.number})


def export(unit: Unit, _group: int, handle: bytes) -> list[dict[str, Any]]:
    """Return a member's requests as they read them."""
    return [
        {
            "sort": filed.request.sort,
            "entry": filed.request.entry,
            "opens": [name for name, bit in (("who", WHO), ("where", WHERE)) if filed.request.opens & bit],
            "until": date.fromordinal(filed.until).isoformat(),
        }
        for filed in of(unit, handle)
    ]


def _all(unit: Unit, rows: Sequence[sa.Row[Any]]) -> list[Filed]:
    found = []
    for row in rows:
        plain = opened(unit, _cell(bytes(row.handle)), row)
        if plain is not None:
            found.append(Filed(row.number, bytes(row.handle), _REQUEST.decode(plain), row.ends_on))
    return found


def _cell(handle: bytes) -> Cell:
    return Cell("proof_request", handle, "sealed")
