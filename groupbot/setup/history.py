"""What was changed in a group, in which role and on which day: never by whom, for every admin to read (sealed).

Nobody's own words stand here, names least of all: they would outlive those whom they name (law L1).
"""

from enum import StrEnum
from typing import Any

import msgspec
import sqlalchemy as sa

from groupbot.groups.tables import settings_entry
from groupbot.policy.difference import Change, is_words
from groupbot.ports import Random
from groupbot.store.sealed import opened
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell

KEPT = 50


class Role(StrEnum):
    """In which office somebody changed something, or that the platform moved the group and two became one."""

    ADMIN = "admin"
    MOVE = "move"


class Changed(msgspec.Struct, frozen=True):
    """One value that changed, by its dotted path; values as JSON has them, None for somebody's own words."""

    path: str
    old: Any
    new: Any


class Entry(msgspec.Struct, frozen=True):
    """One change: `version` counts from 1, `day` is a proleptic ordinal."""

    version: int
    day: int
    role: Role
    what: tuple[Changed, ...]


def noted(change: Change) -> Changed:
    """Return what is kept of a change: what was and is where the policy's language has words for it, else the field."""
    words = is_words(change.path)
    return Changed(change.path, None if words else change.old, None if words else change.new)


_DECODER = msgspec.json.Decoder(Entry)


def enter(unit: Unit, number: int, entry: Entry, random: Random) -> None:
    """Enter a change, and forget what is older than the last fifty."""
    row_id = random.bytes(16)
    key_id = unit.vault.new_key(number, b"", "settings")
    sealed = unit.vault.seal(key_id, _cell(row_id), msgspec.json.encode(entry))
    values = {"id": row_id, "number": number, "version": entry.version, "key_id": key_id, "sealed": sealed}
    unit.write(settings_entry.insert().values(**values))
    old = sa.and_(settings_entry.c.number == number, settings_entry.c.version <= entry.version - KEPT)
    unit.supersede(bytes(row.key_id) for row in unit.read(sa.select(settings_entry.c.key_id).where(old)))
    unit.write(settings_entry.delete().where(old))


def entries(unit: Unit, number: int) -> list[Entry]:
    """Return what was changed in a group, the newest first."""
    mine = sa.select(settings_entry).where(settings_entry.c.number == number)
    return [
        entry
        for row in unit.read(mine.order_by(settings_entry.c.version.desc()))
        for entry in [_opened(unit, row)]
        if entry is not None
    ]


def _opened(unit: Unit, row: sa.Row[Any]) -> Entry | None:
    plain = opened(unit, _cell(bytes(row.id)), row)
    return None if plain is None else _DECODER.decode(plain)


def _cell(row_id: bytes) -> Cell:
    return Cell("settings_entry", row_id, "sealed")
