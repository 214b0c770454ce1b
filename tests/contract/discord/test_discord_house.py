"""The whole bot on Discord: a database that is locked, and forms that need none."""

import asyncio
import sqlite3
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from adapters.discord.platform import DiscordPlatform
from bench.site import Site
from groupbot.bootstrap import build_house
from groupbot.cli.commands import for_discord
from groupbot.process.clock import SystemClock
from groupbot.vault.entropy import SystemRandom
from tests.contract.discord.conftest import Build
from tests.contract.discord.fake_engine import running
from tests.standin.discord import DiscordStandIn

pytestmark = pytest.mark.anyio
SERVERS, EACH = 10, 10


@asynccontextmanager
async def whole_bot(dc: DiscordStandIn, build: Build, folder: Path) -> AsyncIterator[DiscordPlatform]:
    """Run the bot as it is in earnest, over a database of its own."""
    platform = build(commands=for_discord())
    house = build_house(Site(folder).settings(), {"discord": platform.ports}, SystemClock(), SystemRandom())
    await house.open()
    try:
        async with running(dc, platform, house):
            await dc.until(lambda: dc.world.commands, 5)
            yield platform
    finally:
        await house.close()


async def test_a_locked_database_leaves_nobody_without_an_answer(
    dc: DiscordStandIn, build: Build, tmp_path: Path
) -> None:
    """REQUIRES that of 100 commands before a locked database 99 are held within 2.5 s, and all are answered.

    Discord gives three; 1.2 s were measured where nothing else ran, which is not so where tests run side by side.
    """
    async with whole_bot(dc, build, tmp_path):
        people = [[dc.world.person() for _ in range(EACH)] for _ in range(SERVERS)]
        with closing(sqlite3.connect(tmp_path / "data" / "groupbot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            # A server that nobody knows yet is entered into the database by whatever happens there first.
            guilds = [dc.world.guild(members=members) for members in people]
            begun: dict[int, float] = {}
            loop = asyncio.get_running_loop()
            presses = []
            took: dict[int, float] = {}
            for guild, members in zip(guilds, people, strict=True):
                for person in members:
                    press = person.slash(guild, "help")
                    begun[press.record.id] = loop.time()
                    presses.append(press)
            while len(took) < len(presses) and loop.time() - min(begun.values()) < 3:
                for press in presses:
                    if press.acknowledged and press.record.id not in took:
                        took[press.record.id] = loop.time() - begun[press.record.id]
                await asyncio.sleep(0.005)
            assert {press.kind for press in presses} == {"deferred"}
            other.execute("ROLLBACK")
        seen = [person for members in people for person in members]
        await dc.until(lambda: all(person.sees() for person in seen), 15)
    assert statistics.quantiles(took.values(), n=100)[98] <= 2.5
    assert dc.world.record.refused == []
    assert all(post.ephemeral for person in seen for post in person.sees())


async def test_a_server_that_was_left_while_the_bot_was_down(dc: DiscordStandIn, build: Build, tmp_path: Path) -> None:
    """REQUIRES that the group of a server which removed the bot between two starts ends, and no other group does."""
    left, kept = dc.world.guild("left"), dc.world.guild("kept")
    async with whole_bot(dc, build, tmp_path):
        await dc.until(lambda: left.general.messages and kept.general.messages, 5)
        assert _ends(tmp_path) == [None, None]
    left.removes_bot()
    async with whole_bot(dc, build, tmp_path):
        await dc.until(lambda: _ends(tmp_path) != [None, None], 5)
    assert [end is None for end in _ends(tmp_path)].count(True) == 1


def _ends(folder: Path) -> list[int | None]:
    with closing(sqlite3.connect(folder / "data" / "groupbot.db")) as database:
        return [end for (end,) in database.execute("SELECT ends_on FROM chat_group")]


async def test_a_form_opens_while_the_database_is_locked(dc: DiscordStandIn, build: Build, tmp_path: Path) -> None:
    """REQUIRES that the form for the group's settings opens at once though nothing can be written."""
    guild = dc.world.guild()
    async with whole_bot(dc, build, tmp_path):
        guild.owner.slash(guild, "policy")
        await dc.until(guild.owner.sees)
        screen = guild.owner.sees()[-1]
        with closing(sqlite3.connect(tmp_path / "data" / "groupbot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            press = guild.owner.clicks(screen, next(label for label in screen.buttons if label.startswith("Send")))
            await dc.until(lambda: press.acknowledged, 0.5)
            other.execute("ROLLBACK")
        assert press.kind == "modal"
        assert len(press.modal["components"]) == 2
