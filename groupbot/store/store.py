"""The one door to the database: units of work on one thread, erasures finished after the commit they follow."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import structlog

from groupbot.ports import Unavailable
from groupbot.store import erasure, migrate
from groupbot.store.batch import OUTAGE, Batch, Done, Following, Guard, SpoiledError, Waiting, settle, tell
from groupbot.store.database import Database
from groupbot.store.declared import Duty
from groupbot.store.reading import Reading
from groupbot.store.trouble import told
from groupbot.store.unit import Unit
from groupbot.vault.vault import Vault, VaultUnavailable

log = structlog.get_logger()
Result = TypeVar("Result")

AT_ONCE = 64


class Store:
    """Runs units of work one after another on a thread of its own, which alone uses the vault and the writer.

    Writing units that wait at the same time share a transaction, and so a commit (group commit). Each is all or nothing
    by itself, one that wrote nothing is rolled back, and any may be run again before it is answered. The order at a
    commit is vault, then database: a crash between the two leaves keys without rows, which start-up drops, never rows
    without keys. What has to follow a commit and fails is owed: no other unit runs before it is made good, so nothing
    is decided on an erasure that is half done. `guard` is asked in each transaction and raises when this process may
    no longer act (a lost lease).
    """

    def __init__(self, database: Database, vault: Vault, duties: Iterable[Duty], guard: Guard | None = None) -> None:
        self._database = database
        self._vault = vault
        self._guard = guard
        self._thread = ThreadPoolExecutor(1, "store")
        self._waiting: deque[Waiting] = deque()
        self._owing = False
        self._log_held = False
        self._reading = Reading(database.reader)
        self.duties = tuple(duties)

    async def write(self, work: Callable[[Unit], Result], *, guarded: bool = True) -> Done:
        """Run `work` in a writing transaction; raises Unavailable when database or vault are locked, full or gone."""
        one = Waiting(work, guarded, asyncio.get_running_loop().create_future())
        self._waiting.append(one)
        self._thread.submit(self._take_turns)
        return await one.answer

    async def read(self, work: Callable[[Unit], Result]) -> Result:
        """Run `work` in a reading transaction, whatever it writes is rolled back."""
        result: Result = await self._run(self._read, work)
        return result

    async def migrate(self) -> None:
        """Bring vault and database to their newest schema; only who holds the leases may."""
        await self._run(self._vault.upgrade)
        await self._run(migrate.upgrade, self._database.writer)

    async def tidy(self) -> None:
        """Finish the erasures that a crash interrupted, and drop keys and people without a row."""
        await self._run(self._tidy)

    def close(self) -> None:
        """Finish the unit that is running and release the files."""
        self._thread.shutdown()
        self._reading.close()
        self._database.close()
        self._vault.close()

    async def _run(self, function: Callable[..., Any], *args: Any) -> Any:
        # The way back of run_in_executor takes a turn of the loop more, and a tenth of a press.
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._thread.submit(self._answer, answer, function, *args)
        return await answer

    def _answer(self, answer: asyncio.Future[Any], function: Callable[..., Any], *args: Any) -> None:
        if answer.done():
            return  # nobody waits any more
        try:
            settle(answer, self._soundly(function, *args))
        except BaseException as error:  # noqa: BLE001  (whoever waits gets it, an interrupt too)
            settle(answer, None, error)

    def _soundly(self, function: Callable[..., Any], *args: Any) -> Any:
        """Make good what is owed, then run; whatever fails leaves nothing pending in the vault."""
        try:
            if self._owing:
                self._tidy()
            return function(*args)
        except VaultUnavailable as error:
            raise Unavailable(str(error)) from error
        except OUTAGE as error:
            # The statement and its parameters stay out of the message: they may hold what no log may see.
            raise Unavailable(told(error)) from None
        finally:
            self._undo()

    def _undo(self) -> None:
        """Leave nothing pending in the vault; where even that fails, it is undone before the vault begins anew."""
        try:
            self._vault.rollback()
        except VaultUnavailable as error:
            raise Unavailable(str(error)) from error

    def _take_turns(self) -> None:
        """Commit together what waits now, in as many transactions as erasures ask for."""
        turn: list[Waiting] = []
        while self._waiting and len(turn) < AT_ONCE:
            one = self._waiting.popleft()
            if not one.answer.done():
                turn.append(one)
        try:
            while turn:
                outcomes = self._outcomes(turn)
                tell(turn[: len(outcomes)], outcomes)
                turn = turn[len(outcomes) :]
        except BaseException as error:  # noqa: BLE001  (whoever waits gets it, an interrupt too)
            tell(turn, [error] * len(turn))

    def _outcomes(self, turn: list[Waiting]) -> list[Done | Exception]:
        """Return what came of the first units of this turn, as many as could share a transaction."""
        try:
            outcomes: list[Done | Exception] = self._soundly(self._write, turn)
        except SpoiledError as spoiled:
            # Those before it anew, then it alone; those behind it come next.
            return [spoiled.error] if len(turn) == 1 else self._outcomes(turn[: max(spoiled.at, 1)])
        return outcomes

    def _write(self, turn: list[Waiting]) -> list[Done | Exception]:
        batch = Batch()
        with self._database.writer.connect() as connection, connection.begin() as transaction:
            batch.run(turn, connection, self._vault, self._guard)
            if batch.dirty:
                self._owing = self._vault.pending or bool(batch.following)
                self._vault.commit()
                transaction.commit()
            else:
                transaction.rollback()
        if batch.dirty:
            self._follow(batch.following)
        return batch.outcomes

    def _follow(self, following: Following) -> None:
        """Do what may only follow a commit; the next unit, or start-up after a crash, does it where this fails."""
        self._vault.shred(following.superseded)
        for number in following.ended_groups:
            self._vault.drop_group(number)
        self._vault.commit()
        if following.erasing:
            erasure.finish(self._database.writer, self._vault, self.duties)
        if following or self._log_held:
            self._scrub()
        self._owing = False

    def _read(self, work: Callable[[Unit], Any]) -> Any:
        return self._reading.run(lambda connection: work(Unit(connection, self._vault)))

    def _tidy(self) -> None:
        erasure.finish(self._database.writer, self._vault, self.duties)
        erasure.drop_orphans(self._database.writer, self._vault, self.duties)
        self._scrub()
        self._owing = False

    def _scrub(self) -> None:
        """Take erased rows out of the write-ahead log; while somebody reads, each later commit tries again.

        Until then their sealed bytes are still in the log, though no key opens them any more.
        """
        held, self._log_held = self._log_held, not self._database.scrub()
        if self._log_held and not held:
            log.warning("another process reads the database, so erased rows, already without key, stay in its log")
        elif held and not self._log_held:
            log.info("erased rows have left the database's log")
