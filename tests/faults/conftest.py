"""The bot as a process in front of the stand-in for Telegram, with somebody about to consent."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.process.machine import Machine
from tests.contract.process.opening import served
from tests.conversation.walks import opens_the_choice
from tests.faults.length import SECONDS
from tests.faults.trial import Trial
from tests.standin.telegram import StandIn


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def extra() -> dict[str, str]:
    """Return the settings under which the bot runs besides those of every test; a file of tests may have its own."""
    return {}


@pytest.fixture
async def trial(tmp_path: Path, extra: dict[str, str]) -> AsyncIterator[Trial]:
    """Return the scene in which every fault strikes; at its end the bot must stop in order."""
    clock = tmp_path / "clock"
    clock.write_text("0")
    async with StandIn("42:SECRET-OF-THE-BOT") as tg:
        machine = Machine(tg, tmp_path)
        machine.program = "tests.faults.child"
        machine.extra = {"GROUPBOT_FAULT_CLOCK": str(clock), "GROUPBOT_FAULT_SECONDS": str(SECONDS)} | extra
        try:
            async with served(machine) as stage:
                await stage.meets("noa", name="Noa Levi", inside=True, started=True)
                await stage.meets("eve", name="Eve Holm", inside=True, started=True)
                await opens_the_choice(stage, "noa")
                await stage.presses("noa", "purpose-events")
                made = Trial(machine, stage, clock)
                yield made
                await made.ends()
        finally:
            await machine.ends()
