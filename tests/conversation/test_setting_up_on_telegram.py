"""The set-up on Telegram alone: what a bot that is no admin can see, and the switches by Telegram's own words."""

from collections.abc import AsyncIterator

import pytest

from tests.conversation.newcomer import new_bot
from tests.conversation.stage import GROUP
from tests.conversation.telegram_opening import telegram_stage
from tests.conversation.telegram_stage import TelegramStage
from tests.conversation.walks import hears
from tests.standin.telegram.model import Status

pytestmark = pytest.mark.anyio


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramStage]:
    """Return Telegram with a bot that was added to the group a moment ago."""
    async with telegram_stage(product=new_bot()) as stage:
        yield stage


async def becomes(stage: TelegramStage, status: Status, *rights: str) -> None:
    """Let ada make the bot an admin with these rights alone, or a plain member."""
    more = {"rights": frozenset(rights)} if status == "administrator" else {}
    await stage.people["ada"].makes_bot(stage.groups[GROUP], status, **more)
    await stage.settle()


async def goes_live(stage: TelegramStage) -> None:
    """Press the last two buttons."""
    await stage.says("ada", "/setup")
    await stage.presses("ada", "button-go-live")
    await stage.presses("ada", "button-go-live-now")


async def test_a_bot_that_is_no_admin(telegram: TelegramStage) -> None:
    """REQUIRES that a bot which is a plain member can be set up by an admin, and that a member is told what to do."""
    await becomes(telegram, "member")
    await telegram.presses_line("ada")
    words = await hears(telegram, "ada")
    assert "Setting up Editors" in words
    assert "⚠" not in words
    await telegram.meets("noa", inside=True, started=True)
    await telegram.presses_line("noa")
    assert "Make me an admin there" in await hears(telegram, "noa")


async def test_the_switches_by_their_names(telegram: TelegramStage) -> None:
    """REQUIRES that a missing right is named as Telegram names it, and told when it goes and comes."""
    await goes_live(telegram)
    await becomes(telegram, "member")
    assert "consent notice works better with: Make the bot an admin of the group" in await hears(telegram, "ada")
    await becomes(telegram, "administrator", "can_delete_messages")
    assert "nothing it needs is missing" in await hears(telegram, "ada")
