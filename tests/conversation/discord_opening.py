"""Opens the stage on Discord: a stand-in, one server of ada's, and the bot in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from fnmatch import fnmatch

from adapters.sandbox.clock import MovableClock
from adapters.sandbox.deployment import Deployment
from adapters.sandbox.product import Product
from adapters.sandbox.world import World
from tests.conversation.discord_house import OnDiscord, offered
from tests.conversation.discord_stage import DiscordStage
from tests.conversation.opening import EXAMPLES, START, real_bot
from tests.conversation.stage import GROUP
from tests.standin.discord import DiscordStandIn

# What can only be found out by trying: somebody is no member, takes no direct messages, is in no server with the bot;
# an interaction told twice was answered already, one told late is over.
EXPECTED = frozenset({10007, 10062, 40060, 50007, 50278})
# Roles, timeouts, kicks and bans (law L11): no script leads to one of these.
ON_PEOPLE = "/guilds/*/[mb]*"


@asynccontextmanager
async def discord_stage(language: str = "en", product: Product | None = None) -> AsyncIterator[DiscordStage]:
    """Open Discord; the sandbox's world, which a deployment wants, stays empty.

    At the end Discord must have refused nothing but what can only be found out by trying.
    """
    product = product or real_bot()
    async with DiscordStandIn() as dc:
        dc.world.portal.members = True
        # Ids tell the time at Discord: its clock is set to the script's, and the bot goes by it.
        dc.world.clock.advance((START - datetime.now(UTC)).total_seconds())
        clock = MovableClock(dc.world.clock.now)
        bot = OnDiscord(dc, product.build, offered(product))
        async with Deployment(World(clock), clock, product.policies[0], bot) as deployment:
            stage = DiscordStage(dc, bot, deployment, product.label, EXAMPLES, language)
            await stage.meets("ada", name="Ada Okafor", language="en", started=True)
            await stage.opens(GROUP, "Editors")
            yield stage
        strange = [f"{call.method} {call.path}: {call.code} {call.error}" for call in dc.world.record.refused]
        strange = [told for told in strange if int(told.rpartition(" ")[2]) not in EXPECTED]
        assert not strange, f"the bot asked for what Discord refuses: {strange}"
        acted = [call.path for call in dc.world.record.calls if call.method != "GET" and fnmatch(call.path, ON_PEOPLE)]
        assert not acted, f"the bot acted on somebody: {acted}"
