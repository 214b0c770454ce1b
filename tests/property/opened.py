"""What a holder of database, vault and root key can read: the decrypted content of every table, without handles."""

import zlib
from typing import Any

import msgspec
import sqlalchemy as sa

from groupbot.duties import DUTIES
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell

# Keyed tags and random numbers, which tell nothing of what happened.
RANDOM = {"handle", "key_id", "id", "key", "tag", "number", "group_number", "owner", "fence", "lease_owner"}
# The log's leaves, most of them dummies, and what is hashed and signed of them.
RANDOM |= {"leaf", "hashes", "root", "note"}
# Where the line stands is the group's, and says only that somebody joined; when a duty is due says nothing of anybody.
LINE = ("line", "line_at")
CLOCKWORK = {"next_run_at", "leased_until", "until"}


def opened(unit: Unit) -> dict[str, list[str]]:
    """Return each table's rows as sorted texts: sealed cells opened, random values and the line's place left out."""
    return {duty.table.name: sorted(_row(unit, duty.table, row) for row in _rows(unit, duty.table)) for duty in DUTIES}


def _rows(unit: Unit, table: sa.Table) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in unit.read(sa.select(table))]


def _row(unit: Unit, table: sa.Table, row: dict[str, Any]) -> str:
    kept = {name: value for name, value in row.items() if name not in RANDOM | CLOCKWORK | {"sealed"}}
    if "sealed" in row:
        kept["sealed"] = _content(unit, table.name, row)
    return repr(sorted(kept.items()))


def _content(unit: Unit, table: str, row: dict[str, Any]) -> object:
    place = {
        "deployment": b"1",
        "chat_group": row.get("number", 0).to_bytes(4, "big"),
        "kept_policy": row.get("number", 0).to_bytes(4, "big"),
        "own_settings": row.get("number", 0).to_bytes(4, "big"),
        "settings_entry": row.get("id", b""),
        "settings_aside": row.get("number", 0).to_bytes(4, "big") + row.get("kind", 0).to_bytes(1, "big"),
        "outbox": row.get("id", b""),
        "ledger_entry": row.get("id", b""),
    }.get(table, row.get("handle", b""))
    plain = unit.vault.open_sealed(bytes(row["key_id"]), Cell(table, bytes(place), "sealed"), bytes(row["sealed"]))
    if table in ("consent_record", "consent_grant"):
        plain = zlib.decompress(plain)
    try:
        content = msgspec.json.decode(plain)
    except msgspec.DecodeError:
        return plain
    if isinstance(content, dict):
        for name in (*LINE, *(("id",) if table == "consent_record" else ())):
            content.pop(name, None)
    return content
