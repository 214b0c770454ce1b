"""Opens the stage on the example platform: one room, its keeper, and the bot in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.sandbox.clock import MovableClock, standing_still
from adapters.sandbox.deployment import Deployment
from adapters.sandbox.product import Product
from adapters.sandbox.world import World
from tests.contract.example.parlour import Parlour
from tests.conversation.example_stage import ExampleStage, InParlour
from tests.conversation.opening import EXAMPLES, START, real_bot
from tests.conversation.stage import GROUP


@asynccontextmanager
async def example_stage(language: str = "en", product: Product | None = None) -> AsyncIterator[ExampleStage]:
    """Open the parlour; the sandbox's world, which a deployment wants, stays empty."""
    product = product or real_bot()
    clock = MovableClock(standing_still(START))
    parlour = Parlour(clock)
    async with Deployment(World(clock), clock, product.policies[0], InParlour(parlour, product.build)) as deployment:
        stage = ExampleStage(parlour, deployment, product.label, EXAMPLES, language)
        await stage.meets("ada", name="Ada Okafor", language="en")
        await stage.opens(GROUP, "Editors")
        yield stage
