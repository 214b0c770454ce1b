"""What clients offer when somebody types a slash."""

import inspect
from collections.abc import Callable

import pytest
import telegram
from telegram import Bot, BotCommand, Message

from adapters.telegram import commands
from adapters.telegram.commands import CommandHelp
from adapters.telegram.platform import TelegramPlatform
from groupbot.events import CommandGiven
from tests.contract.telegram.fake_engine import Engine, running
from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio
HELPS = [
    CommandHelp("notice", "both", personal=True, descriptions={"en": "The notice", "he": "ההודעה", "zh-hant": "通知"}),
    CommandHelp("privacy", "both", personal=False, descriptions={"en": "Privacy", "zh-hans": "隐私", "ckb": "تایبەتی"}),
    CommandHelp("start", "private", personal=False, descriptions={"en": "Begin"}),
    CommandHelp("setup", "group", personal=True, descriptions={"en": "Set up", "he": "הגדרה"}, admin=True),
    CommandHelp("pause", "both", personal=False, descriptions={"en": "Pause"}, admin=True),
]


async def test_commands_are_registered_per_scope_and_language(tg: StandIn, engine: Engine) -> None:
    """REQUIRES each scope's own commands, two-letter languages with one Chinese, personal ones ephemeral in groups."""
    platform = TelegramPlatform(tg.token, base_url=tg.base_url, commands=HELPS)
    async with running(platform, engine):
        await tg.until(lambda: len(tg.world.bot.commands) == 9)
    registered = {
        (scope, language): [(each.command, each.description, each.is_ephemeral) for each in offered]
        for (scope, _, _, language), offered in tg.world.bot.commands.items()
    }
    private, group, admins = "all_private_chats", "all_group_chats", "all_chat_administrators"
    every = {(scope, language) for scope in (private, group, admins) for language in ("", "he", "zh")}
    assert set(registered) == every
    assert registered[private, ""] == [
        ("notice", "The notice", None),
        ("privacy", "Privacy", None),
        ("start", "Begin", None),
    ]
    assert registered[group, ""] == [("notice", "The notice", True), ("privacy", "Privacy", None)]
    assert registered[group, "he"] == [("notice", "ההודעה", True), ("privacy", "Privacy", None)]
    assert registered[group, "zh"] == [("notice", "The notice", True), ("privacy", "隐私", None)]
    for language, setup in (("", "Set up"), ("he", "הגדרה"), ("zh", "Set up")):
        for_admins = [("setup", setup, True), ("pause", "Pause", None)]
        assert registered[admins, language] == registered[group, language] + for_admins


async def test_a_refusal_stops_neither_the_others_nor_the_bot(tg: StandIn, engine: Engine) -> None:
    """REQUIRES that updates flow and other languages are registered when Telegram refuses one."""
    tg.world.faults.refuse(400, "Bad Request: BOT_COMMAND_INVALID", "setMyCommands")
    platform = TelegramPlatform(tg.token, base_url=tg.base_url, commands=HELPS)
    ada = tg.world.person("Ada")
    async with running(platform, engine):
        await tg.until(lambda: len(tg.world.bot.commands) == 8)
        await ada.writes("/notice")
        await tg.until(lambda: engine.events)
    assert len(engine.events) == 1


async def test_a_busy_telegram_is_asked_again(tg: StandIn, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES every list in the end though Telegram fails now and then."""
    monkeypatch.setattr(commands, "LONGEST_WAIT", 0.01)
    tg.world.faults.refuse(500, "Internal Server Error", "setMyCommands", times=2)
    platform = TelegramPlatform(tg.token, base_url=tg.base_url, commands=HELPS[:1])
    async with running(platform, engine):
        await tg.until(lambda: len(tg.world.bot.commands) == 9, 6)
    assert tg.world.faults.waiting == []
    assert {scope for scope, *_ in tg.world.bot.commands} == {
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
    }


async def test_an_admins_command_in_a_group_is_seen_by_nobody_else(tg: StandIn, engine: Engine) -> None:
    """REQUIRES that an admin types a personal admin command unseen, and that a member's is one that all can see."""
    platform = TelegramPlatform(tg.token, base_url=tg.base_url, commands=HELPS)
    ada, bo = tg.world.person("Ada"), tg.world.person("Bo")
    group = tg.world.group("Readers", owner=ada, members=(bo,))
    async with running(platform, engine):
        await tg.until(lambda: len(tg.world.bot.commands) == 9)
        await ada.says(group, "/setup")
        await ada.says(group, "/pause")
        await bo.says(group, "/setup")
        await tg.until(lambda: len(engine.events) == 3)
    assert [(event.command, event.origin.ephemeral) for event in engine.of(CommandGiven)] == [
        ("setup", True),
        ("pause", False),
        ("setup", False),
    ]
    assert {event.place.chat.id for event in engine.of(CommandGiven)} == {str(group.id)}
    assert [post.text for post in group.messages] == ["/pause", "/setup"]


@pytest.mark.parametrize(
    ("kind", "missing"),
    [(BotCommand, "is_ephemeral"), (Bot.send_message, "ephemeral_message_parameters"), (Message, "receiver_user")],
)
def test_the_library_still_lacks_what_we_pass_beside_it(kind: Callable[..., object], missing: str) -> None:
    """REQUIRES to be told when python-telegram-bot learns these, so that they are then passed by name."""
    assert telegram.__bot_api_version__ == "10.0"
    assert missing not in inspect.signature(kind).parameters
    assert not hasattr(Bot, "edit_ephemeral_message_text")
