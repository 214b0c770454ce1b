"""Reading and writing a chosen language."""

from typing import Any

import sqlalchemy as sa

from groupbot.language.tables import KEPT_DAYS, KEY, NO_GROUP, language_choice
from groupbot.people import Actor
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell, Shredded


def chosen(unit: Unit, actor: Actor) -> str:
    """Return the language that a person chose, "" when none."""
    handle = unit.vault.find(NO_GROUP, actor.platform, actor.id)
    return _of(unit, handle) if handle is not None else ""


def put(unit: Unit, actor: Actor, code: str, today: int) -> None:
    """Keep a choice for a year from today; an earlier one is shredded."""
    handle = unit.vault.enrol(NO_GROUP, actor.platform, actor.id)
    unit.supersede(unit.vault.keys_of(handle, KEY))
    unit.write(language_choice.delete().where(language_choice.c.handle == handle))
    key_id = unit.vault.new_key(NO_GROUP, handle, KEY)
    sealed = unit.vault.seal(key_id, _cell(handle), code.encode())
    values = {"handle": handle, "key_id": key_id, "sealed": sealed, "ends_on": today + KEPT_DAYS}
    unit.write(language_choice.insert().values(**values))


def drop(unit: Unit, actor: Actor) -> bool:
    """Erase a choice; False when there is none."""
    handle = unit.vault.find(NO_GROUP, actor.platform, actor.id)
    if handle is None or not _of(unit, handle):
        return False
    unit.write(language_choice.delete().where(language_choice.c.handle == handle))
    unit.erase(handle, KEY)
    return True


def export(unit: Unit, _group: int, handle: bytes) -> list[dict[str, Any]]:
    """Return the choice as its owner reads it."""
    code = _of(unit, handle)
    return [{"language": code}] if code else []


def _of(unit: Unit, handle: bytes) -> str:
    for row in unit.read(sa.select(language_choice).where(language_choice.c.handle == handle)):
        try:
            return unit.vault.open_sealed(bytes(row.key_id), _cell(handle), bytes(row.sealed)).decode()
        except Shredded:
            return ""
    return ""


def _cell(handle: bytes) -> Cell:
    return Cell("language_choice", handle, "sealed")
