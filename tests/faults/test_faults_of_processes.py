"""What happens when processes are down, killed or stopped."""

import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.contract.process.machine import Running
from tests.conversation.listening import PATIENCE
from tests.faults.length import SCALE, SECONDS
from tests.faults.row import Row, shows
from tests.faults.trial import SAVED, Trial

pytestmark = pytest.mark.anyio
STANDS_BY = "another process serves; standing by"


async def freeze(running: Running, data: Path) -> None:
    """Stop a process while it holds neither file: stopped in the middle of a commit it would block everybody."""
    for _ in range(40):
        running.process.send_signal(signal.SIGSTOP)
        if all([await asyncio.to_thread(free, data / name) for name in ("groupbot.db", "vault.db")]):
            return
        running.process.send_signal(signal.SIGCONT)
        await asyncio.sleep(0.05)
    raise AssertionError(running.log.read_text())


def free(file: Path) -> bool:
    """Tell whether nobody holds a file for longer than a moment."""
    with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        connection.execute("ROLLBACK")
        return True


@shows(
    Row(
        "The bot is down for longer than 150 seconds while somebody presses a button",
        "Telegram drops the press. The screen shows what it showed; pressed again, it works.",
        ("serving",),
        "Start the bot; let a service manager do it.",
        5,
    )
)
async def test_a_press_is_gone_after_a_long_absence(trial: Trial) -> None:
    """REQUIRES that a press which Telegram gave up leaves the old screen with living buttons, and nothing kept."""
    await trial.killed(trial.bot)
    lost = await trial.presses("noa", "button-save")
    screen = trial.inbox("noa")[-1].text
    trial.tg.clock.advance(seconds=151)
    await trial.starts_again()
    await trial.recovers(lambda: not trial.unconfirmed)
    assert (await trial.kept(), trial.inbox("noa")[-1].text, lost.answered) == (0, screen, False)
    again = await trial.presses("noa", "button-save")
    await trial.recovers(lambda: trial.sees("noa", SAVED) and again.answered)
    assert await trial.kept() == 1


@shows(
    Row(
        "The machine or its power fails, and with it all processes of the bot",
        "What was pressed within the last 150 seconds is answered once the bot runs again; else press again.",
        ("serving",),
        "Start the bot; let a service manager do it.",
        35,
    )
)
async def test_all_processes_are_killed(trial: Trial) -> None:
    """REQUIRES that after the death of the serving and of the standing process, one consent follows one press."""
    first = trial.bot
    second = await trial.machine.starts(trial.stage.deployment.site)
    await trial.tg.until(lambda: second.says(STANDS_BY), PATIENCE)
    trial.tg.world.faults.slow(1, "getChatMember")
    await trial.presses("noa", "button-save")
    await asyncio.gather(trial.killed(first), trial.killed(second))
    assert len(trial.unconfirmed) == 1
    await trial.starts_again()
    await trial.recovers(lambda: trial.sees("noa", SAVED) and not trial.unconfirmed)
    assert (await trial.kept(), await trial.kept("outbox"), trial.sees("noa", SAVED)) == (1, 0, 1)


@shows(
    Row(
        "The serving process hangs for a while (stopped, swapped out, a frozen virtual machine)",
        "The process that stands by answers, after half a minute at most. Nothing is decided twice.",
        (STANDS_BY, "another process has taken over; stopping"),
        "Run a second process that stands by. One that has lost its place ends; let a service manager start it again. "
        "One that hangs in the middle of a commit holds the files, and the log says that they are locked: kill it.",
        35,
    )
)
async def test_a_process_wakes_after_its_lease(trial: Trial) -> None:
    """REQUIRES that who was stopped with a consent in hand and replaced ends, and nothing is decided or told twice.

    That the fence refuses its commit is held by tests/unit/store/test_store_lease.py: here the press is known by then.
    """
    first = trial.bot
    second = await trial.machine.starts(trial.stage.deployment.site)
    await trial.tg.until(lambda: second.says(STANDS_BY), PATIENCE)
    trial.tg.world.faults.slow(1, "getChatMember")
    await trial.presses("noa", "button-save")
    await trial.tg.until(
        lambda: [call for call in trial.tg.world.record.of("getChatMember") if call.code == 0], PATIENCE
    )
    await freeze(first, trial.stage.deployment.site.data)
    await trial.recovers(lambda: second.says("serving"))
    await trial.recovers(lambda: trial.sees("noa", SAVED) and not trial.unconfirmed)
    await asyncio.sleep(SECONDS * 0.1)
    before, calls = await trial.kept(), len(trial.tg.world.record.calls)
    first.process.send_signal(signal.SIGCONT)
    assert await asyncio.wait_for(first.process.wait(), 30 * SCALE + PATIENCE) == 75
    assert (before, await trial.kept(), trial.sees("noa", SAVED), len(trial.unconfirmed)) == (1, 1, 1, 0)
    # The one that serves may still be registering its commands, which says nothing to anybody.
    told = {call.method for call in trial.tg.world.record.calls[calls:]}
    assert told <= {"getUpdates", "answerCallbackQuery", "setMyCommands"}
    trial.serves(second)
