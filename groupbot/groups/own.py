"""What a group's own admins have set: YAML over the operator's file, sealed, each change counted."""

from dataclasses import dataclass, field
from typing import Any

import msgspec
import sqlalchemy as sa

from groupbot.groups.tables import own_settings
from groupbot.store.sealed import opened
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell

_ROW = sa.select(own_settings).where(own_settings.c.number == sa.bindparam("of"))


@dataclass(frozen=True, slots=True)
class Own:
    """A group's settings: their YAML, and how often they have been changed."""

    text: str = field(default="", repr=False)
    version: int = 0


_DECODER = msgspec.json.Decoder(Own)
NONE = Own()


def load(unit: Unit, number: int) -> Own:
    """Return what a group has set, nothing where it has set nothing, or where its key is gone."""
    for row in unit.read(_ROW, {"of": number}):
        return _opened(unit, row)
    return NONE


def load_all(unit: Unit) -> dict[int, str]:
    """Return the settings of each group that has some."""
    found = {row.number: _opened(unit, row).text for row in unit.read(sa.select(own_settings))}
    return {number: text for number, text in found.items() if text}


def keep(unit: Unit, number: int, own: Own) -> None:
    """Keep what a group has set, in place of what it had."""
    mine = own_settings.c.number == number
    unit.supersede(bytes(row.key_id) for row in unit.read(sa.select(own_settings.c.key_id).where(mine)))
    unit.write(own_settings.delete().where(mine))
    key_id = unit.vault.new_key(number, b"", "settings")
    sealed = unit.vault.seal(key_id, _cell(number), msgspec.json.encode(own))
    unit.write(own_settings.insert().values(number=number, key_id=key_id, sealed=sealed))


def _opened(unit: Unit, row: sa.Row[Any]) -> Own:
    plain = opened(unit, _cell(row.number), row)
    # Where it opens no more, the group lives under what the operator's file says.
    return NONE if plain is None else _DECODER.decode(plain)


def _cell(number: int) -> Cell:
    return Cell("own_settings", number.to_bytes(4, "big"), "sealed")
