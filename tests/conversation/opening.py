"""Opens a stage: the world in which every script begins, and the bot in it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from adapters.sandbox.clock import MovableClock, standing_still
from adapters.sandbox.deployment import Deployment
from adapters.sandbox.house import Builder
from adapters.sandbox.world import World
from groupbot.ports import Standing
from tests.conversation.fake_stage import FakeStage
from tests.conversation.stage import GROUP, Stage

START = datetime(2026, 11, 24, 12, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "policies" / "examples"
FIRST_POLICY = EXAMPLES / "public-help-channel.yaml"
OpenStage = Callable[..., AbstractAsyncContextManager[Stage]]


def new_deployment(build: Builder) -> Deployment:
    """Return a world with one group, its admin and a clock that stands at START."""
    clock = MovableClock(standing_still(START))
    world = World(clock)
    world.add_group(GROUP, "Editors")
    world.add_person("ada", "Ada", standing=Standing.ADMIN, started=True)
    return Deployment(world, clock, FIRST_POLICY, build)


def no_labels(language: str, key: str) -> str:
    """Know no message keys: labels are then meant literally."""
    return ""


@asynccontextmanager
async def fake_stage(build: Builder, language: str = "en") -> AsyncIterator[Stage]:
    """Open the fake platform, with the bot already in the group."""
    async with new_deployment(build) as deployment:
        stage = FakeStage(deployment, no_labels, EXAMPLES, language)
        await stage.happens(deployment.world.adds_bot("ada"))
        yield stage
