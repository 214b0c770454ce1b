"""Slash commands: written once per change, and kept trying for."""

import asyncio
import logging

import pytest

from adapters.discord import registering
from adapters.discord.commands import CommandHelp
from groupbot.cli.commands import for_discord
from tests.contract.discord.conftest import COMMANDS, Build
from tests.contract.discord.fake_engine import Engine, running
from tests.standin.discord import DiscordStandIn

pytestmark = pytest.mark.anyio


async def test_commands_are_written_once_per_change(dc: DiscordStandIn, build: Build) -> None:
    """REQUIRES one PUT for the first start, none for the same commands again, and one more when a text changes."""
    for commands, puts in (
        (for_discord(), 1),
        (for_discord(), 1),
        (COMMANDS, 2),
        (COMMANDS, 2),
        ((*COMMANDS[1:], CommandHelp("notice", admin=False, descriptions={"en": "The notice", "de": "Anders"})), 3),
    ):
        async with running(dc, build(commands=commands), Engine()):
            await dc.until(lambda: len(dc.world.record.of("GET", "/applications/*/commands")))
            await dc.settled()
        assert dc.world.command_puts == puts


async def test_commands_say_where_they_are_for_whom(dc: DiscordStandIn, build: Build) -> None:
    """REQUIRES admins' commands for installed servers with Manage Server, all others for private places too."""
    async with running(dc, build(commands=for_discord()), Engine()):
        await dc.until(lambda: dc.world.commands)
    for help_ in for_discord():
        made = dc.world.commands[help_.name]
        everywhere = not help_.admin
        assert made["integration_types"] == ([0, 1] if everywhere else [0])
        assert made["contexts"] == ([0, 1, 2] if everywhere else [0])
        assert (made.get("default_member_permissions") or "") == ("" if everywhere else str(1 << 5))
        assert {"de", "fr", "es-ES", "es-419", "ru", "zh-CN", "zh-TW"} == set(made["description_localizations"])


async def test_each_command_says_what_it_takes(dc: DiscordStandIn, build: Build) -> None:
    """REQUIRES that commands which take a code or a file offer just these, and say of a file how it is named."""
    async with running(dc, build(commands=for_discord()), Engine()):
        await dc.until(lambda: dc.world.commands)
    taken = {
        name: [(option["name"], option["type"], option["description"]) for option in dc.world.commands[name]["options"]]
        for name in ("notice", "policy", "verify")
    }
    assert taken["notice"] == []
    assert taken["policy"] == [("file", 11, "settings.yaml")]
    (code, file) = taken["verify"]
    assert (code[:2], file) == (("code", 3), ("file", 11, ".tlog-proof"))


async def test_commands_are_tried_for_until_discord_takes_them(
    dc: DiscordStandIn, build: Build, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES that a Discord in trouble at the start gets the commands later, with one line for the delay."""
    monkeypatch.setattr(registering, "FIRST_WAIT", 0.05)
    dc.world.faults.fail(503, "GET", "/applications/*/commands")
    async with running(dc, build(), Engine()):
        await dc.until(lambda: dc.world.commands)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


async def test_commands_that_discord_refuses_are_one_line(
    dc: DiscordStandIn, build: Build, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES that a refusal for good is told once and not repeated, and the bot serves on."""
    dc.world.faults.refuse(50001, "PUT", "/applications/*/commands", times=9)
    async with running(dc, build(), Engine()):
        await dc.until(lambda: caplog.records)
        await asyncio.sleep(0.1)
    assert (dc.world.command_puts, len(caplog.records)) == (1, 1)
