"""What clients offer when somebody types a slash."""

import pytest

from adapters.telegram.commands import CommandHelp
from adapters.telegram.platform import TelegramPlatform
from tests.contract.telegram.fake_engine import Engine, running
from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio
HELPS = [
    CommandHelp("notice", "both", personal=True, descriptions={"en": "The notice", "he": "ההודעה", "zh-hant": "通知"}),
    CommandHelp("privacy", "both", personal=False, descriptions={"en": "Privacy", "zh-hans": "隐私", "ckb": "تایبەتی"}),
    CommandHelp("start", "private", personal=False, descriptions={"en": "Begin"}),
]


async def test_commands_are_registered_per_scope_and_language(tg: StandIn, engine: Engine) -> None:
    """REQUIRES each scope's own commands, two-letter languages with one Chinese, personal ones ephemeral in groups."""
    platform = TelegramPlatform(tg.token, base_url=tg.base_url, commands=HELPS)
    async with running(platform, engine):
        await tg.until(lambda: len(tg.world.bot.commands) == 6)
    registered = {
        (scope, language): [(each.command, each.description, each.is_ephemeral) for each in commands]
        for (scope, _, _, language), commands in tg.world.bot.commands.items()
    }
    private, group = "all_private_chats", "all_group_chats"
    assert set(registered) == {(scope, language) for scope in (private, group) for language in ("", "he", "zh")}
    assert registered[private, ""] == [
        ("notice", "The notice", None),
        ("privacy", "Privacy", None),
        ("start", "Begin", None),
    ]
    assert registered[group, ""] == [("notice", "The notice", True), ("privacy", "Privacy", None)]
    assert registered[group, "he"] == [("notice", "ההודעה", True), ("privacy", "Privacy", None)]
    assert registered[group, "zh"] == [("notice", "The notice", True), ("privacy", "隐私", None)]


async def test_a_refusal_stops_neither_the_others_nor_the_bot(tg: StandIn, engine: Engine) -> None:
    """REQUIRES that updates flow and other languages are registered when Telegram refuses one."""
    tg.world.faults.refuse(400, "Bad Request: BOT_COMMAND_INVALID", "setMyCommands")
    platform = TelegramPlatform(tg.token, base_url=tg.base_url, commands=HELPS)
    ada = tg.world.person("Ada")
    async with running(platform, engine):
        await tg.until(lambda: len(tg.world.bot.commands) == 5)
        await ada.writes("/notice")
        await tg.until(lambda: engine.events)
    assert len(engine.events) == 1
