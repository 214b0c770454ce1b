"""A group of which everything is kept that can be kept of one, beside another of which as much is kept."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from groupbot.content import Content, Rich
from groupbot.duties import DUTIES
from groupbot.effects import Whisper
from groupbot.groups import own
from groupbot.groups.tables import kept_policy, settings_entry
from groupbot.ledger.tables import KEY as LEDGER_KEY
from groupbot.ledger.tables import ledger_entry
from groupbot.people import Actor, Chat
from groupbot.store import outbox
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.vault import Cell
from tests.unit.store.shelf import CHAT, NOA, NOON, TODAY, Shelf, agree, enter, speak

ALI = Actor("telegram", "5000000078")
OTHER = Chat("telegram", "-1009999")
AT_ONCE = 100
Kept = dict[str, list[tuple[Any, ...]]]


async def neighbour(shelf: Shelf) -> Kept:
    """Start with the other group, and return all that is on disk then."""
    store = await shelf.start()
    await store.write(lambda unit: _furnish(unit, OTHER))
    await store.write(speak)
    return kept(shelf)


async def furnish(shelf: Shelf, crowd: int = 0) -> int:
    """Let the group come into it, with two people and so many more, and return its number."""
    group: int = (await shelf.store.write(lambda unit: _furnish(unit, CHAT))).result
    people = [Actor("telegram", str(6_000_000_000 + each)) for each in range(crowd)]
    while people:
        some, people = people[:AT_ONCE], people[AT_ONCE:]
        await shelf.store.write(lambda unit, some=some: [agree(unit, group, each) for each in some])  # type: ignore[misc]  # mypy knows no type of a lambda's default
    return group


def _furnish(unit: Unit, chat: Chat) -> int:
    group = enter(unit, chat).number
    for person in (NOA, ALI):
        handle = agree(unit, group, person)
        _record(unit, group, handle)
        waiting = Whisper(person, Content(Rich("an answer about it")))
        outbox.put(unit, "telegram", [waiting], group, NOON - timedelta(hours=1), SystemRandom())
    own.keep(unit, group, own.Own("policy: 1\n", 1))
    for table, more in ((kept_policy, {}), (settings_entry, {"id": group.to_bytes(16, "big"), "version": 1})):
        key_id = unit.vault.new_key(group, b"", table.name)
        sealed = unit.vault.seal(key_id, Cell(table.name, b"", "sealed"), b"something of the group's")
        unit.write(table.insert().values(number=group, key_id=key_id, sealed=sealed, **more))
    return group


def _record(unit: Unit, group: int, handle: bytes) -> None:
    """Enter an event of a member: where its key and its row lie is all that matters here."""
    key_id = unit.vault.new_key(group, handle, LEDGER_KEY)
    sealed = unit.vault.seal(key_id, Cell("ledger_entry", handle, "sealed"), b"something that happened")
    row = {"id": handle, "handle": handle, "key_id": key_id, "sealed": sealed, "leaf": None, "ends_on": TODAY + 30}
    unit.write(ledger_entry.insert().values(**row))


def kept(shelf: Shelf) -> Kept:
    """Return every row on disk, the vault's too."""
    with shelf.reader.connect() as past:
        found = {duty.table.name: [_plain(row) for row in past.execute(sa.select(duty.table))] for duty in DUTIES}
    for name in ("groups", "people", "keys"):
        found[f"vault.{name}"] = shelf.vault._file.rows(f"SELECT * FROM {name}")  # noqa: S608  (our own words)
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def _plain(row: sa.Row[Any]) -> tuple[Any, ...]:
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)


def traces(before: Kept, after: Kept) -> list[bytes]:
    """Return the ends of all long values that only the later of two states has."""
    known = {value for rows in before.values() for row in rows for value in row}
    values = {value for rows in after.values() for row in rows for value in row} - known
    long = [value for value in values if isinstance(value, bytes)]
    return [end for value in long for end in (value[:16], value[-16:])]


def keys(state: Kept) -> set[bytes]:
    """Return the ids of all keys."""
    return {bytes(row[0]) for row in state["vault.keys"]}
