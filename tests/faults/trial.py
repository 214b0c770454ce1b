"""One fault, tried on the real process: noa is one press away from her consent when it strikes."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import sqlalchemy as sa

from groupbot.store import database
from tests.contract.process.machine import Machine, Running
from tests.conversation.opening import real_bot
from tests.conversation.telegram_stage import TelegramStage
from tests.faults.length import SCALE, SECONDS, SLACK
from tests.faults.row import Row
from tests.standin.telegram import Post, Press

# In the time that stands for a minute: what an operator can read, and what neither Telegram nor a processor minds.
LINES, CALLS, LOAD = 30, 180, 0.25
SAVED, ERASED, HELLO = "Saved.", "Erased", "Hello"
# What the log says when something was not foreseen.
DEFECTS = ("raised an exception", "a duty failed", "set aside", "Traceback")


class Trial:
    """The stage, what can be done on it while nothing answers, and the measure of how the bot bears it."""

    row: Row

    def __init__(self, machine: Machine, stage: TelegramStage, clock: Path) -> None:
        self.machine = machine
        self.stage = stage
        self.tg = machine.tg
        self.data = stage.deployment.site.data
        self._clock = clock

    @property
    def bot(self) -> Running:
        """Return the process that was started last."""
        return self.machine.running[-1]

    @property
    def unconfirmed(self) -> list[int]:
        """Return the updates that Telegram still keeps for the bot."""
        return [each.id for each in self.tg.world.updates.pending]

    async def presses(self, who: str, key: str) -> Press:
        """Press a button of somebody's newest screen and wait for nothing."""
        label = real_bot().label("en", key)
        post = next(post for post in reversed(self.inbox(who)) if label in post.buttons)
        return await self.stage.people[who].presses(post, label)

    async def asks(self, who: str) -> None:
        """Ask what needs no writing, and wait for nothing."""
        await self.stage.people[who].writes("/help")

    def inbox(self, who: str) -> list[Post]:
        """Return what somebody sees of the bot in private."""
        return [post for post in self.stage.people[who].inbox if post.author == self.tg.world.bot.id]

    def sees(self, who: str, words: str) -> int:
        """Count the messages in somebody's private chat that hold these words now."""
        return sum(words in post.text for post in self.inbox(who))

    async def kept(self, table: str = "consent_record") -> int:
        """Count the rows of a table, past the bot."""
        url = self.machine.extra.get("GROUPBOT_DATABASE_URL", f"sqlite:///{self.data / 'groupbot.db'}")
        with closing(database.connect(url)) as past, past.reader.connect() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(sa.table(table))).scalar_one()

    def says(self, words: str) -> bool:
        """Tell whether these words stand in the log of the process that was started last."""
        return words in self.bot.log.read_text()

    def push_clock(self, **by: float) -> None:
        """Set the bot's clock so much before (or, below zero, behind) the true time."""
        seconds = {"hours": 3600, "years": 365.25 * 86400}
        self._clock.write_text(str(sum(seconds[unit] * count for unit, count in by.items())))

    @asynccontextmanager
    async def lasting(self) -> AsyncIterator[None]:
        """Let the block take as long as a fault lasts; the bot must live through it, calmly and in few words."""
        bot, began = self.bot, time.monotonic()
        lines, calls, spent = len(bot.said()), len(self.tg.world.record.calls), _processor_seconds(bot)
        yield
        await asyncio.sleep(max(0.0, began + SECONDS - time.monotonic()))
        minutes = (time.monotonic() - began) / SECONDS
        assert bot.process.returncode is None, bot.log.read_text()
        assert len(bot.said()) - lines <= LINES * minutes, bot.log.read_text()
        assert len(self.tg.world.record.calls) - calls <= CALLS * minutes
        assert _processor_seconds(bot) - spent <= LOAD * minutes * SECONDS + 0.5

    async def recovers(self, well: Callable[[], object]) -> None:
        """Wait until all is well, for as long as the row promises."""
        await self.tg.until(well, self.row.within * SCALE + SLACK)

    async def owes_nothing(self) -> None:
        """Wait, as long as the row promises, until no answer to a decision waits in the outbox."""
        await self.keeps(0, "outbox")

    async def keeps(self, rows: int, table: str = "consent_record") -> None:
        """Wait, as long as the row promises, until a table has so many rows."""
        end = time.monotonic() + self.row.within * SCALE + SLACK
        while (found := await self.kept(table)) != rows:
            assert time.monotonic() < end, f"{found} rows in {table}:\n{self.bot.log.read_text()}"
            await asyncio.sleep(0.2)

    async def ends(self) -> None:
        """Have every process that still runs end in order, however busy this machine is."""
        for running in self.machine.running:
            if running.process.returncode is None:
                # One that a failed test has left stopped would never end.
                running.process.send_signal(signal.SIGCONT)
                running.process.terminate()
                assert await asyncio.wait_for(running.process.wait(), 60) == 0, running.log.read_text()

    async def killed(self, running: Running) -> None:
        """Kill a process as nothing can prevent; the stage then has no bot."""
        running.process.kill()
        await running.process.wait()
        self.stage.deployment._house = None

    async def starts_again(self) -> None:
        """Start the bot when no process of it is left."""
        await self.stage.deployment._open()

    def serves(self, running: Running) -> None:
        """Take another process for the stage's bot, the one that has to end in order."""
        self.stage.deployment._house = running

    def proves(self) -> None:
        """Find what the row says of the log in the logs of all processes."""
        written = "\n".join(running.log.read_text() for running in self.machine.running)
        for words in self.row.log:
            assert words in written, f"{words!r} is not in the log:\n{written}"
        for defect in DEFECTS:
            assert defect not in written, written


def _processor_seconds(bot: Running) -> float:
    fields = Path(f"/proc/{bot.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
