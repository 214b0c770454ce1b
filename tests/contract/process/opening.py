"""Opens a stage on which the bot is a process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.sandbox.clock import MovableClock
from adapters.sandbox.deployment import Deployment
from adapters.sandbox.world import World
from tests.contract.process.machine import Machine
from tests.conversation.opening import EXAMPLES, real_bot
from tests.conversation.stage import GROUP
from tests.conversation.telegram_stage import TelegramStage
from tests.going_live import go_live


@asynccontextmanager
async def served(machine: Machine) -> AsyncIterator[TelegramStage]:
    """Run the bot on a machine, in the first group, for the length of a block."""
    product, clock = real_bot(), MovableClock(machine.tg.clock.now)
    async with Deployment(World(clock), clock, product.policies[0], machine) as deployment:
        stage = TelegramStage(machine.tg, (), deployment, product.label, EXAMPLES)
        await stage.meets("ada", name="Ada Okafor", started=True)
        await stage.opens(GROUP, "Editors")
        await go_live(machine.tg, stage.people["ada"], stage.groups[GROUP])
        await stage.settle()
        yield stage
