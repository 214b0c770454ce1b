"""Texts that lie beside a group's settings for a stated time: a draft, and what they were before the last change."""

from enum import IntEnum

import sqlalchemy as sa

from groupbot.setup.tables import DRAFT_DAYS, FORMER_DAYS, settings_aside
from groupbot.store.sealed import opened
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell


class Kind(IntEnum):
    """What a text is: settings that wait for a word of the admins, or those until the last change."""

    DRAFT = 1
    FORMER = 2


_DAYS = {Kind.DRAFT: DRAFT_DAYS, Kind.FORMER: FORMER_DAYS}


def lay(unit: Unit, number: int, kind: Kind, text: str, today: int) -> None:
    """Keep a text from `today` (a proleptic ordinal) until its stated end, in place of the last one of its kind."""
    drop(unit, number, kind)
    key_id = unit.vault.new_key(number, b"", "settings")
    sealed = unit.vault.seal(key_id, _cell(number, kind), text.encode())
    values = {"number": number, "kind": int(kind), "key_id": key_id, "sealed": sealed, "ends_on": today + _DAYS[kind]}
    unit.write(settings_aside.insert().values(**values))


def lies(unit: Unit, number: int, kind: Kind, today: int) -> str | None:
    """Return a text, None where there is none, or its time is over and the next sweep takes it away."""
    alive = sa.and_(_mine(number, kind), settings_aside.c.ends_on > today)
    for row in unit.read(sa.select(settings_aside).where(alive)):
        plain = opened(unit, _cell(number, kind), row)
        return None if plain is None else plain.decode()
    return None


def drop(unit: Unit, number: int, kind: Kind) -> None:
    """Take a text away, its key after the commit; where there is none nothing is written."""
    mine = _mine(number, kind)
    keys = [bytes(row.key_id) for row in unit.read(sa.select(settings_aside.c.key_id).where(mine))]
    if keys:
        unit.supersede(keys)
        unit.write(settings_aside.delete().where(mine))


def _mine(number: int, kind: Kind) -> sa.ColumnElement[bool]:
    return sa.and_(settings_aside.c.number == number, settings_aside.c.kind == int(kind))


def _cell(number: int, kind: Kind) -> Cell:
    return Cell("settings_aside", number.to_bytes(4, "big") + kind.to_bytes(1, "big"), "sealed")
