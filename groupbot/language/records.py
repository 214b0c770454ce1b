"""Reading and writing a chosen language."""

from typing import Any

import sqlalchemy as sa

from groupbot.language.tables import KEPT_DAYS, KEY, NO_GROUP, language_choice
from groupbot.people import Actor
from groupbot.store.prepared import Finding
from groupbot.store.sealed import opened
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell

_WHOSE: sa.BindParameter[bytes] = sa.bindparam("handle")
_CHOICE = Finding(
    sa.select(language_choice.c.key_id, language_choice.c.sealed).where(language_choice.c.handle == _WHOSE)
)
_NO_CHOICE = sa.delete(language_choice).where(language_choice.c.handle == _WHOSE)
_NEW = sa.insert(language_choice)


def chosen(unit: Unit, actor: Actor) -> str:
    """Return the language that a person chose, "" when none."""
    handle = unit.vault.find(NO_GROUP, actor.platform, actor.id)
    return _of(unit, handle) if handle is not None else ""


def put(unit: Unit, actor: Actor, code: str, today: int) -> None:
    """Keep a choice for a year from today; an earlier one is shredded."""
    handle = unit.vault.enrol(NO_GROUP, actor.platform, actor.id)
    old, [(key_id, sealed)] = unit.vault.renew(NO_GROUP, handle, [(KEY, _cell(handle), code.encode())])
    unit.supersede(old)
    unit.write(_NO_CHOICE, {"handle": handle})
    unit.write(_NEW, {"handle": handle, "key_id": key_id, "sealed": sealed, "ends_on": today + KEPT_DAYS})


def drop(unit: Unit, actor: Actor) -> bool:
    """Erase a choice; False when there is none."""
    handle = unit.vault.find(NO_GROUP, actor.platform, actor.id)
    if handle is None or not _of(unit, handle):
        return False
    unit.write(_NO_CHOICE, {"handle": handle})
    unit.erase(handle, KEY)
    return True


def export(unit: Unit, _group: int, handle: bytes) -> list[dict[str, Any]]:
    """Return the choice as its owner reads it."""
    code = _of(unit, handle)
    return [{"language": code}] if code else []


def _of(unit: Unit, handle: bytes) -> str:
    for row in unit.find(_CHOICE, {"handle": handle}):
        return (opened(unit, _cell(handle), row) or b"").decode()
    return ""


def _cell(handle: bytes) -> Cell:
    return Cell("language_choice", handle, "sealed")
