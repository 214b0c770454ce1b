"""The one door to the database: units of work on one thread, erasures finished after the commit they follow."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import OperationalError

from groupbot.ports import Unavailable
from groupbot.store import erasure, migrate, sqlite
from groupbot.store.declared import Duty
from groupbot.store.unit import Unit
from groupbot.vault.vault import Vault, VaultUnavailable

log = structlog.get_logger()
Result = TypeVar("Result")
Guard = Callable[[sa.Connection], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a unit of work: its result, whether anything was written, whether an erasure was carried out."""

    result: Any
    wrote: bool
    erased: bool


class Store:
    """Runs units of work one after another on a thread of its own, which alone uses the vault and the writer.

    A unit that wrote nothing is rolled back. The order at a commit is vault, then database: a crash between the two
    leaves keys without rows, which start-up drops, never rows without keys. What has to follow a commit and fails is
    owed: no other unit runs before it is made good, so nothing is decided on an erasure that is half done. `guard` is
    asked inside each writing transaction and raises when this process may no longer act (a lost platform lease).
    """

    def __init__(self, engine: sa.Engine, vault: Vault, duties: Iterable[Duty], guard: Guard | None = None) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writer=True)
        self._vault = vault
        self._guard = guard
        self._thread = ThreadPoolExecutor(1, "store")
        self._owing = False
        self._log_held = False
        self.duties = tuple(duties)

    async def write(self, work: Callable[[Unit], Result], *, guarded: bool = True) -> Done:
        """Run `work` in a writing transaction; raises Unavailable when database or vault are locked, full or gone."""
        done: Done = await self._run(self._write, work, guarded)
        return done

    async def read(self, work: Callable[[Unit], Result]) -> Result:
        """Run `work` in a reading transaction, whatever it writes is rolled back."""
        result: Result = await self._run(self._read, work)
        return result

    async def migrate(self) -> None:
        """Bring the database to the newest schema; only who holds the leases may."""
        await self._run(migrate.upgrade, self._engine)

    async def tidy(self) -> None:
        """Finish the erasures that a crash interrupted, and drop keys and people without a row."""
        await self._run(self._tidy)

    def close(self) -> None:
        """Finish the unit that is running and release the files."""
        self._thread.shutdown()
        self._engine.dispose()
        self._vault.close()

    async def _run(self, function: Callable[..., Any], *args: Any) -> Any:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._soundly, function, *args)
        except VaultUnavailable as error:
            raise Unavailable(str(error)) from error
        except OperationalError as error:
            # The statement and its parameters stay out of the message: they may hold what no log may see.
            msg = f"the database did not answer: {type(error.orig).__name__}"
            raise Unavailable(msg) from None

    def _soundly(self, function: Callable[..., Any], *args: Any) -> Any:
        """Make good what is owed, then run; whatever fails leaves nothing pending in the vault."""
        try:
            if self._owing:
                self._tidy()
            return function(*args)
        finally:
            self._vault.rollback()

    def _write(self, work: Callable[[Unit], Any], guarded: bool) -> Done:  # noqa: FBT001  (called by write alone)
        with self._writer.connect() as connection, connection.begin() as transaction:
            if guarded and self._guard is not None:
                self._guard(connection)
            unit = Unit(connection, self._vault)
            result = work(unit)
            if unit.dirty:
                self._owing = self._vault.pending or unit.followed
                self._vault.commit()
                transaction.commit()
            else:
                transaction.rollback()
        if unit.dirty:
            self._follow(unit)
        return Done(result, unit.dirty, unit.erasing)

    def _follow(self, unit: Unit) -> None:
        """Do what may only follow a commit; the next unit, or start-up after a crash, does it where this fails."""
        self._vault.shred(unit.superseded)
        for number in unit.ended_groups:
            self._vault.drop_group(number)
        self._vault.commit()
        if unit.erasing:
            erasure.finish(self._writer, self._vault, self.duties)
        if unit.followed or self._log_held:
            self._truncate_log()
        self._owing = False

    def _read(self, work: Callable[[Unit], Any]) -> Any:
        with self._engine.connect() as connection:
            return work(Unit(connection, self._vault))

    def _tidy(self) -> None:
        erasure.finish(self._writer, self._vault, self.duties)
        erasure.drop_orphans(self._writer, self._vault, self.duties)
        self._truncate_log()
        self._owing = False

    def _truncate_log(self) -> None:
        """Take erased rows out of the write-ahead log; while somebody reads, each later commit tries again.

        Until then their sealed bytes are still in the log, though no key opens them any more.
        """
        held, self._log_held = self._log_held, not sqlite.checkpoint(self._engine)
        if self._log_held and not held:
            log.warning("another process reads the database, so erased rows, already without key, stay in its log")
        elif held and not self._log_held:
            log.info("erased rows have left the database's log")
