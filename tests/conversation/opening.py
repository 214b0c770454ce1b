"""Opens a stage: the world in which every script begins, and the bot in it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import httpx2

from adapters.sandbox.clock import MovableClock, standing_still
from adapters.sandbox.deployment import Deployment
from adapters.sandbox.product import Product
from adapters.sandbox.serve import running
from adapters.sandbox.session import Session
from adapters.sandbox.world import World
from groupbot.cli import product as real
from groupbot.ports import Clock, Standing
from tests.conversation.deliveries import Deliveries
from tests.conversation.fake_stage import FakeStage
from tests.conversation.page_stage import PageStage
from tests.conversation.stage import GROUP, Stage

START = datetime(2026, 11, 24, 12, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "policies" / "examples"
OpenStage = Callable[..., AbstractAsyncContextManager[Stage]]
"""(language="en", product=the real bot) -> the stage, with the bot already in the group."""


@cache
def real_bot() -> Product:
    """Return the whole bot, with its texts read once."""
    return real.product()


def new_world(clock: Clock, hushed: frozenset[str] = frozenset()) -> World:
    """Return a world with one group and its admin."""
    world = World(clock, hushed)
    world.add_group(GROUP, "Editors")
    world.add_person("ada", "Ada Okafor", standing=Standing.ADMIN, started=True)
    return world


@asynccontextmanager
async def fake_stage(language: str = "en", product: Product | None = None) -> AsyncIterator[Stage]:
    """Open the fake platform."""
    product = product or real_bot()
    clock = MovableClock(standing_still(START))
    world = new_world(clock, product.hushed)
    remembering = Deliveries(product.build)
    async with Deployment(world, clock, product.policies[0], remembering) as deployment:
        stage = FakeStage(deployment, product.label, EXAMPLES, language)
        stage.deliveries = remembering.events
        await stage.happens(world.adds_bot("ada"))
        yield stage


@asynccontextmanager
async def page_stage(language: str = "en", product: Product | None = None) -> AsyncIterator[Stage]:
    """Open the sandbox and talk to its page over HTTP."""
    product = product or real_bot()
    remembering = Deliveries(product.build)
    async with (
        Session(replace(product, build=remembering), standing_still(START), new_world) as session,
        running(session) as address,
        httpx2.AsyncClient(base_url=address, headers={"Origin": address}, follow_redirects=True) as client,
    ):
        stage = PageStage(session, client, language)
        stage.deliveries = remembering.events
        yield stage
