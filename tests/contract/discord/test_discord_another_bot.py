"""A token of another bot: Discord's adapter begins no session under it (the groups would all end)."""

import asyncio

import pytest

from adapters.discord.platform import DiscordPlatform
from groupbot.ports import Impossible
from tests.contract.discord.fake_engine import Engine, chat, running
from tests.standin.discord import DiscordStandIn

pytestmark = pytest.mark.anyio


async def test_another_bot_does_nothing(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that whoever is another bot than before begins no session, ends no group and registers no command."""
    guild = dc.world.guild("left", bot=False)
    engine.known, engine.stranger = {chat(guild)}, True
    with pytest.raises(Impossible, match="another bot"):
        await asyncio.wait_for(platform.run(engine, asyncio.Event()), 5)
    assert (engine.events, dc.world.hub.identified, dict(dc.world.commands)) == ([], [], {})


async def test_the_account_is_told_first(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that the bot's own id is told, as Discord has it."""
    async with running(dc, platform, engine):
        pass
    assert set(engine.recognised) == {("discord", str(dc.world.backend.bot_user.id))}
