"""Senders that are no persons, and words that ask for nothing: no answer, no row, no look at the database."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa

from adapters.sandbox.house import Site
from groupbot.cli.product import build
from groupbot.house import House
from groupbot.ports import Can, Clock, Ports
from tests.conversation.needs import needs
from tests.conversation.opening import fake_stage, real_bot
from tests.conversation.stage import Stage
from tests.conversation.walks import agrees

pytestmark = pytest.mark.anyio


class Overheard:
    """Every SQL statement that a bot makes, in its database and in its vault, since `statements` was last emptied."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.product = replace(real_bot(), build=self._build)

    async def _build(self, site: Site, ports: Ports, clock: Clock) -> House:
        house = await build(site, ports, clock)
        store = house.store
        for engine in (store._database.writer, store._database.reader):
            sa.event.listen(engine, "checkout", self._hear)
        store._vault._file._connection.set_trace_callback(self.statements.append)
        return house

    def _hear(self, connection: sqlite3.Connection, *_rest: object) -> None:
        # At the driver: not every statement comes by SQLAlchemy.
        connection.set_trace_callback(self.statements.append)


KINDS = [
    pytest.param("anonymous-admin", marks=needs(Can.ANONYMOUS_ADMINS)),
    pytest.param("channel", marks=needs(Can.CHANNEL_SENDERS)),
    "bot",
]


@pytest.mark.parametrize("kind", KINDS)
async def test_who_is_no_person(stage: Stage, kind: str) -> None:
    """An anonymous admin, a channel and a bot get no answer to any command and leave no row."""
    await stage.meets("mask", inside=True, kind=kind)
    before = await stage.rows()
    for command in (
        "/consent",
        "/notice",
        "/withdraw",
        "/mydata",
        "/erase",
        "/correct",
        "/privacy",
        "/language",
        "/help",
    ):
        await stage.says("mask", command)
    await stage.presses_line("mask")
    assert await stage.sees("mask") == []
    assert await stage.rows() == before


@pytest.mark.parametrize("kind", KINDS)
async def test_words_of_no_person(stage: Stage, kind: str) -> None:
    """What an anonymous admin, a channel or a bot writes is answered nowhere, and changes nothing for anybody."""
    await stage.meets("mask", inside=True, kind=kind)
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    rows, group = await stage.rows(), [message for message in await stage.group_sees() if not message.author]
    heard = await stage.sees("noa")
    await stage.says("mask", "Has anybody read the guideline?")
    await stage.says("mask", "/withdraw")
    assert [message for message in await stage.group_sees() if not message.author] == group
    assert (await stage.rows(), await stage.sees("noa"), await stage.sees("ada")) == (rows, heard, [])


@asynccontextmanager
async def agreed(heard: Overheard) -> AsyncIterator[Stage]:
    """Open a stage on which noa has agreed to something, and forget the statements so far."""
    async with fake_stage(product=heard.product) as stage:
        await stage.meets("noa", inside=True, started=True)
        await agrees(stage, "noa", "events")
        assert any("consent_record" in statement for statement in heard.statements)
        assert any("FROM people" in statement for statement in heard.statements)
        heard.statements.clear()
        yield stage


async def test_a_plain_message_costs_nothing() -> None:
    """A plain message, in the group or in private, of whomever, makes no SQL statement and does not touch the vault."""
    heard = Overheard()
    async with agreed(heard) as stage:
        for who in ("noa", "ada"):
            await stage.says(who, "Has anybody read the guideline on sources?")
            await stage.writes(who, "Thank you.")
            await stage.says(who, "/nosuchcommand")
        assert heard.statements == []


async def test_leaving_costs_nothing() -> None:
    """A member who leaves, or is removed, makes no statement either: the bot keeps no list of members."""
    heard = Overheard()
    async with agreed(heard) as stage:
        await stage.leaves("noa")
        await stage.joins("eve")
        heard.statements.clear()
        await stage.leaves("eve", removed=True)
        assert heard.statements == []
