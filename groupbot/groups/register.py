"""The rows behind the directory: entering groups, finding them, and what is kept of each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from groupbot.groups.model import LIVE, Beginning, Card, Group, Mode
from groupbot.groups.tables import alias, group, own_settings
from groupbot.people import Chat, MessageRef
from groupbot.ports import Random
from groupbot.store import sealed as values
from groupbot.store.prepared import Finding
from groupbot.store.unit import Unit
from groupbot.vault.boxes import NONCE_BYTES
from groupbot.vault.vault import Cell

_DEPLOYMENT = 0
_KEY = "group"
_NEVER = 0
# Each sealing begins with its version and a nonce of its own, so that its beginning tells it from every other.
NONCE = 1 + NONCE_BYTES
# What every press reads is built once.
_NUMBERED = group.c.number == sa.bindparam("of")
_ROW = Finding(sa.select(group).where(_NUMBERED))
_TERMS = Finding(sa.select(group.c.material, group.c.material_on).where(_NUMBERED))
_CARD = msgspec.json.Decoder(Card)


def tag(unit: Unit, chat: Chat) -> bytes:
    """Return the keyed hash under which a group's address is found."""
    return unit.vault.pseudonym(_DEPLOYMENT, f"group/{chat.platform}", chat.id)


def present(unit: Unit) -> list[Group]:
    """Return all groups that the bot is in; a group whose key is gone is none."""
    rows = unit.read(sa.select(group).where(group.c.ends_on.is_(None)))
    cards = [(row, opened(unit, row)) for row in rows]
    return [Group(row.number, card, row.accepted) for row, card in cards if card is not None]


def enter(
    unit: Unit, chat: Chat, title: str, material: bytes, random: Random, begins: Beginning = LIVE
) -> Group | None:
    """Return the group at this address: entered now if it is new, back again if the bot had left it.

    At an earlier address of a group only one that the bot is in is found: nothing comes back from there. Where
    nothing changes, nothing is written. One that comes back keeps what it had.
    """
    row = at(unit, chat)
    card = opened(unit, row) if row else None
    if row is not None and card is not None:
        if card.chat != chat:
            return Group(row.number, card, row.accepted) if row.ends_on is None else None
        if row.ends_on is not None:
            unit.write(group.update().where(group.c.number == row.number).values(ends_on=None))
        renamed = replace(card, title=title or card.title)
        return Group(row.number, card, row.accepted) if renamed == card else keep(unit, row, renamed)
    if row is not None:
        unit.write(group.delete().where(group.c.number == row.number))
    number = _free_number(unit, random)
    unit.vault.create_group(number)
    key_id = unit.vault.new_key(number, b"", _KEY)
    card = Card(chat, title, mode=begins.mode)
    values = {
        "number": number,
        "key_id": key_id,
        "material": material,
        "material_on": _NEVER,
        "accepted": begins.accepted,
    }
    unit.write(group.insert().values(sealed=_sealed(unit, number, key_id, card), **values))
    name(unit, chat, number)
    return Group(number, card, begins.accepted)


def at(unit: Unit, chat: Chat) -> sa.Row[Any] | None:
    """Return the row of the group that has or had this address."""
    rows = unit.read(
        sa.select(group).join(alias, alias.c.number == group.c.number).where(alias.c.tag == tag(unit, chat))
    )
    return rows[0] if rows else None


def name(unit: Unit, chat: Chat, number: int) -> None:
    """Let an address mean this group and no other."""
    unit.write(alias.delete().where(alias.c.tag == tag(unit, chat)))
    unit.write(alias.insert().values(tag=tag(unit, chat), number=number))


def stand(unit: Unit, number: int, line: MessageRef, at: int, *, served: bool) -> Group | None:
    """Remember where the standing line is, and since when (seconds since 1970).

    `served` is what the line takes the group for. Where the operator decided otherwise while it was being posted, it
    is due anew at once.
    """
    for row in _rows(unit, number):
        card = opened(unit, row)
        if card is not None:
            return keep(unit, row, replace(card, line=line, line_at=at if row.accepted == served else _NEVER))
    return None


def switch(unit: Unit, number: int, mode: Mode) -> Group | None:
    """Let a group be live, dry or paused from now on; its line is due anew, because it says so."""
    for row in _rows(unit, number):
        card = opened(unit, row)
        if card is not None:
            return keep(unit, row, replace(card, mode=mode, line_at=_NEVER))
    return None


def served(unit: Unit) -> dict[int, bool]:
    """Return of each group that the bot is in whether the operator has let it in."""
    rows = unit.read(sa.select(group.c.number, group.c.accepted).where(group.c.ends_on.is_(None)))
    return {row.number: row.accepted for row in rows}


def marks(unit: Unit) -> dict[int, tuple[bool, bytes, bytes | None]]:
    """Return of each group that the bot is in whether it is let in, and what changes with its card and its settings."""
    which = sa.func.substr(group.c.sealed, 1, NONCE)
    query = sa.select(group.c.number, group.c.accepted, which.label("mark"), own_settings.c.key_id)
    with_own = query.outerjoin_from(group, own_settings, own_settings.c.number == group.c.number)
    rows = unit.read(with_own.where(group.c.ends_on.is_(None)))
    return {row.number: (row.accepted, bytes(row.mark), row.key_id and bytes(row.key_id)) for row in rows}


def terms(unit: Unit, number: int) -> tuple[bytes, int] | None:
    """Return the fingerprint of the terms in force and the day on which they came into force."""
    rows = unit.find(_TERMS, {"of": number})
    return (bytes(rows[0].material), int(rows[0].material_on)) if rows else None


def terms_token(unit: Unit, number: int, material: bytes) -> str:
    """Return what a consent has to match: the terms, and since when they hold.

    Terms that come back after others were in force are other ones: a consent that has ended stays ended (law L2).
    """
    held = terms(unit, number)
    return f"{material.hex()}:{held[1] if held else _NEVER}"


def set_terms(unit: Unit, number: int, material: bytes, changed_on: date | None) -> None:
    """Enter other terms; `changed_on` is None when the change ended nobody's consent."""
    values: dict[str, Any] = {"material": material}
    if changed_on is not None:
        values["material_on"] = changed_on.toordinal()
    unit.write(group.update().where(group.c.number == number).values(**values))


def numbered(unit: Unit, number: int) -> Group | None:
    """Return a group by its number, also one that the bot has left."""
    for row in _rows(unit, number):
        card = opened(unit, row)
        return Group(number, card, row.accepted) if card is not None else None
    return None


def title(unit: Unit, number: int) -> str:
    """Return a group's title as last seen, also of one that the bot has left; "" when it is not known."""
    found = numbered(unit, number)
    return found.card.title if found else ""


def _rows(unit: Unit, number: int) -> Sequence[sa.Row[Any]]:
    return unit.find(_ROW, {"of": number})


def keep(unit: Unit, row: sa.Row[Any], card: Card) -> Group:
    """Seal another card into a group's row."""
    sealed = _sealed(unit, row.number, bytes(row.key_id), card)
    unit.write(group.update().where(group.c.number == row.number).values(sealed=sealed))
    return Group(row.number, card, row.accepted)


def opened(unit: Unit, row: sa.Row[Any]) -> Card | None:
    """Return the card in a group's row, None when it opens no more."""
    plain = values.opened(unit, _cell(row.number), row)
    return None if plain is None else _CARD.decode(plain)


def _sealed(unit: Unit, number: int, key_id: bytes, card: Card) -> bytes:
    return unit.vault.seal(key_id, _cell(number), msgspec.json.encode(card))


def _cell(number: int) -> Cell:
    return Cell("chat_group", number.to_bytes(4, "big"), "sealed")


def _free_number(unit: Unit, random: Random) -> int:
    """Return a random number, so that numbers tell neither how many groups there are nor which came first."""
    while True:
        number = int.from_bytes(random.bytes(4), "big") & 0x7FFFFFFF
        if number != _DEPLOYMENT and not _rows(unit, number):
            return number
