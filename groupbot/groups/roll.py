"""The roll of groups as the operator reads and changes it: numbers, titles, states, and nobody's number of members."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from groupbot.groups import register
from groupbot.groups.tables import group
from groupbot.store.unit import Unit

FLOOR = 5
_DUE_NOW = 0


class State(StrEnum):
    """What a group is to the bot."""

    SERVED = "served"
    WAITING = "waiting"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Entry:
    """One group on the roll; `records` says how many consents it has, never exactly below five (law L7)."""

    number: int
    title: str
    platform: str
    state: State
    records: str


def entries(unit: Unit, count_records: Callable[[Unit, int], int]) -> list[Entry]:
    """Return all groups of which anything is kept, those that wait first."""
    found = []
    for row in unit.read(sa.select(group)):
        card = register.opened(unit, row)
        if card is None:
            continue
        amount = _amount(count_records(unit, row.number))
        found.append(Entry(row.number, card.title, card.chat.platform, _state(row, row.accepted), amount))
    order = (State.WAITING, State.SERVED, State.LEFT)
    return sorted(found, key=lambda entry: (order.index(entry.state), entry.title, entry.number))


def decide(unit: Unit, number: int, *, accepted: bool) -> State | None:
    """Let a group in or out, make its line due, and return what it is then; None when there is no such group.

    One that the bot has left stays left: the decision holds when the bot is brought back while the group is kept.
    """
    for row in unit.read(sa.select(group).where(group.c.number == number)):
        card = register.opened(unit, row)
        if card is None:
            return None
        if row.accepted != accepted:
            unit.write(group.update().where(group.c.number == number).values(accepted=accepted))
            register.keep(unit, row, replace(card, line_at=_DUE_NOW))
        return _state(row, accepted)
    return None


def _state(row: sa.Row[Any], accepted: bool) -> State:  # noqa: FBT001  (a column's value)
    if row.ends_on is not None:
        return State.LEFT
    return State.SERVED if accepted else State.WAITING


def _amount(records: int) -> str:
    if not records:
        return "none"
    return "fewer than five" if records < FLOOR else "5 or more"
