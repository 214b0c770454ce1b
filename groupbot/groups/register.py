"""Entering, moving and leaving groups: the rows behind the directory."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from groupbot.groups.model import Card, Group
from groupbot.groups.tables import KEPT_AFTER_LEAVING_DAYS, alias, group
from groupbot.people import Chat, MessageRef
from groupbot.ports import Random
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell, Shredded

_DEPLOYMENT = 0
_KEY = "group"
_NEVER = 0


def tag(unit: Unit, chat: Chat) -> bytes:
    """Return the keyed hash under which a group's address is found."""
    return unit.vault.pseudonym(_DEPLOYMENT, f"group/{chat.platform}", chat.id)


def present(unit: Unit) -> list[Group]:
    """Return all groups that the bot is in; a group whose key is gone is none."""
    rows = unit.read(sa.select(group).where(group.c.ends_on.is_(None)))
    cards = [(row.number, _card(unit, row)) for row in rows]
    return [Group(number, card) for number, card in cards if card is not None]


def enter(unit: Unit, chat: Chat, title: str, material: bytes, random: Random) -> Group:
    """Return the group at this address: entered now if it is new, back again if the bot had left it."""
    known = sa.select(group).join(alias, alias.c.number == group.c.number).where(alias.c.tag == tag(unit, chat))
    for row in unit.read(known):
        card = _card(unit, row)
        if card is not None:
            unit.write(group.update().where(group.c.number == row.number).values(ends_on=None))
            return _keep(unit, row, replace(card, title=title or card.title))
        unit.write(group.delete().where(group.c.number == row.number))
    number = _free_number(unit, random)
    unit.vault.create_group(number)
    key_id = unit.vault.new_key(number, b"", _KEY)
    card = Card(chat, title)
    values = {"number": number, "key_id": key_id, "material": material, "material_on": _NEVER}
    unit.write(group.insert().values(sealed=_sealed(unit, number, key_id, card), **values))
    unit.write(alias.insert().values(tag=tag(unit, chat), number=number))
    return Group(number, card)


def move(unit: Unit, number: int, successor: Chat) -> Group | None:
    """Give a group its new address; the old one stays an alias, so that what comes late is still understood."""
    unit.write(alias.delete().where(alias.c.tag == tag(unit, successor)))
    unit.write(alias.insert().values(tag=tag(unit, successor), number=number))
    return _change(unit, number, lambda card: replace(card, chat=successor, line=None))


def stand(unit: Unit, number: int, line: MessageRef, at: int) -> Group | None:
    """Remember where the standing line is, and since when (seconds since 1970)."""
    return _change(unit, number, lambda card: replace(card, line=line, line_at=at))


def leave(unit: Unit, number: int, today: date) -> None:
    """Let a group end: its rows live on for the declared time, so that members can still withdraw."""
    ends_on = today.toordinal() + KEPT_AFTER_LEAVING_DAYS
    unit.write(group.update().where(group.c.number == number).values(ends_on=ends_on))


def terms(unit: Unit, number: int) -> tuple[bytes, int] | None:
    """Return the fingerprint of the terms in force and the day on which they came into force."""
    rows = _rows(unit, number)
    return (bytes(rows[0].material), int(rows[0].material_on)) if rows else None


def set_terms(unit: Unit, number: int, material: bytes, changed_on: date | None) -> None:
    """Enter other terms; `changed_on` is None when the change ended nobody's consent."""
    values: dict[str, Any] = {"material": material}
    if changed_on is not None:
        values["material_on"] = changed_on.toordinal()
    unit.write(group.update().where(group.c.number == number).values(**values))


def numbered(unit: Unit, number: int) -> Group | None:
    """Return a group by its number, also one that the bot has left."""
    cards = [_card(unit, row) for row in _rows(unit, number)]
    return Group(number, cards[0]) if cards and cards[0] else None


def title(unit: Unit, number: int) -> str:
    """Return a group's title as last seen, also of one that the bot has left; "" when it is not known."""
    found = numbered(unit, number)
    return found.card.title if found else ""
