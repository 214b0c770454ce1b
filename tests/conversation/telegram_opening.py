"""Opens the stage on Telegram: a stand-in whose time is the bot's, one group, its admin, and the bot in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.sandbox.clock import MovableClock
from adapters.sandbox.deployment import Deployment
from adapters.sandbox.product import Product
from adapters.sandbox.world import World
from tests.conversation.opening import EXAMPLES, START, real_bot
from tests.conversation.stage import GROUP
from tests.conversation.telegram_house import OnTelegram
from tests.conversation.telegram_stage import TelegramStage
from tests.standin.telegram import StandIn

# What can only be found out by trying: no private chat is open, a line is older than 48 hours, a screen is the same,
# the general topic is closed, Telegram itself fails, a bot that is no admin may not see who is one.
EXPECTED = (
    "bot can't initiate conversation",
    "bot was blocked",
    "can't be deleted for everyone",
    "is not modified",
    "TOPIC_CLOSED",
    "Bad Gateway",
    "member list is inaccessible",
)


@asynccontextmanager
async def telegram_stage(language: str = "en", product: Product | None = None) -> AsyncIterator[TelegramStage]:
    """Open Telegram; the sandbox's world, which a deployment wants, stays empty.

    At the end Telegram must have refused nothing but what can only be found out by trying.
    """
    product = product or real_bot()
    async with StandIn(start=START) as tg:
        clock = MovableClock(tg.clock.now)
        bot = OnTelegram(tg, product.build, product.hushed)
        async with Deployment(World(clock), clock, product.policies[0], bot) as deployment:
            stage = TelegramStage(tg, bot.given_up, deployment, product.label, EXAMPLES, language)
            await stage.meets("ada", name="Ada Okafor", language="en", started=True)
            await stage.opens(GROUP, "Editors")
            yield stage
        _honest(tg)


# Whatever acts on a person (law L11): no script leads to one of these.
ACTS_ON_PEOPLE = frozenset(
    {
        *("banChatMember", "unbanChatMember", "restrictChatMember", "promoteChatMember", "setChatPermissions"),
        *("approveChatJoinRequest", "declineChatJoinRequest", "banChatSenderChat", "setChatMemberTag"),
    }
)


def _honest(tg: StandIn) -> None:
    acted = {call.method for call in tg.world.record.calls} & ACTS_ON_PEOPLE
    assert not acted, f"the bot acted on somebody: {acted}"
    refused = [f"{call.method}: {call.description}" for call in tg.world.record.refused]
    strange = [told for told in refused if not any(known in told for known in EXPECTED)]
    assert not strange, f"the bot asked for what Telegram refuses: {strange}"
