"""Every row with an end: there a moment before, gone at it, though nobody writes a word."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest

from groupbot.duties import DUTIES
from groupbot.groups import moves
from groupbot.setup import aside
from groupbot.store import inbox, retention
from groupbot.store.declared import Duty
from tests.unit.ledger_store.desk import CHAT, NOA, Desk
from tests.unit.rights.lives import SOWN
from tests.unit.store.furnished import kept

pytestmark = pytest.mark.anyio
ENDING = {duty.table.name: duty for duty in DUTIES if duty.ends}
MOMENT = timedelta(seconds=1)


async def _seen(desk: Desk) -> None:
    await desk.shelf.store.write(partial(inbox.remember, platform="telegram", key="press:1", now=desk.now()))


async def _draft(desk: Desk) -> None:
    lay = partial(aside.lay, number=desk.here.number, kind=aside.Kind.DRAFT, text="access: closed", today=desk.today)
    await desk.shelf.store.write(lay)


async def _left(desk: Desk) -> None:
    await desk.shelf.store.write(lambda unit: moves.leave(unit, CHAT, desk.day))


OF_NOBODY: Mapping[str, Callable[[Desk], Awaitable[None]]] = {
    "inbox": _seen,
    "settings_aside": _draft,
    "chat_group": _left,
}


def moment_of(duty: Duty, end: int) -> datetime:
    """Return the moment that an end stands for."""
    if duty.ends_in == "hours":
        return datetime.fromtimestamp(end * 3600, UTC)
    return datetime.combine(date.fromordinal(end), time(), UTC)


async def sown(desk: Desk, table: str) -> None:
    """Have rows in a table; what is kept of somebody's events rests on their consent."""
    await desk.opens()
    if table == "ledger_entry":
        await SOWN["consent_grant"](desk, NOA)
    if table in SOWN:
        await SOWN[table](desk, NOA)
    else:
        await OF_NOBODY[table](desk)


def test_every_table_with_an_end_is_sown() -> None:
    """REQUIRES that each table which declares an end is tried here."""
    assert set(ENDING) == set(OF_NOBODY) | set(SOWN)


@pytest.mark.parametrize("table", ENDING)
async def test_there_a_moment_before_and_gone_at_it(desk: Desk, table: str) -> None:
    """REQUIRES of each table that its rows stand until their declared end, and are gone with their keys at it."""
    await sown(desk, table)
    duty = ENDING[table]
    columns = [column.name for column in duty.table.columns]
    rows = kept(desk.shelf)[table]
    end = moment_of(duty, max(row[columns.index(duty.ends)] for row in rows))
    store = desk.shelf.store
    for at, left in ((end - MOMENT, len(rows)), (end, 0)):
        await store.write(partial(retention.sweep, duties=DUTIES, now=at))
        await store.tidy()
        assert len(kept(desk.shelf)[table]) == left
    places = [columns.index(name) for name in duty.keys]
    keys = {row[place] for row in rows for place in places}
    assert not keys & {row[0] for row in kept(desk.shelf)["vault.keys"]}
