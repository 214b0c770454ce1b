"""A database and its vault in one folder, opened as a process opens them, and what the tests put there."""

import shutil
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from groupbot.consent import records
from groupbot.consent.model import ConsentEvent, Grant, Purpose, Record, State
from groupbot.duties import DUTIES
from groupbot.groups import register
from groupbot.groups.model import Group
from groupbot.language import records as languages
from groupbot.people import Actor, Chat
from groupbot.store import bond, database, migrate
from groupbot.store.batch import Guard
from groupbot.store.declared import Duty
from groupbot.store.metadata import METADATA
from groupbot.store.store import Store
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.root import RootKey
from groupbot.vault.vault import Vault
from tests.postgres import copied

ROOT = RootKey(b"r" * 32)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOON.date().toordinal()
CHAT = Chat("telegram", "-1001234567890")
NOA = Actor("telegram", "5000000077", name="Noa")


class Shelf:
    """One folder, with its database in it unless `url` names another; `store` and the rest are of the last opener."""

    def __init__(self, folder: Path, url: str = "") -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.url = url or f"sqlite:///{self.database}"
        self.stores: list[Store] = []
        self._databases: list[database.Database] = []

    @property
    def database(self) -> Path:
        """Return the database's file."""
        return self.folder / "groupbot.db"

    def open(self, guard: Guard | None = None, duties: Iterable[Duty] = DUTIES) -> Store:
        """Open the files once more, as another process would."""
        found = database.connect(self.url)
        self._databases.append(found)
        self.engine, self.reader = found.writer, found.reader
        migrate.upgrade(self.engine)
        self.vault = Vault.open(self.folder / "vault.db", ROOT, SystemRandom())
        self.store = Store(found, self.vault, duties, guard)
        self.stores.append(self.store)
        return self.store

    async def start(self) -> Store:
        """Open the files, tie them and tidy up, as the house does."""
        store = self.open()
        await store.write(bond.tie)
        await store.tidy()
        return store

    def stop(self) -> None:
        """Close whatever is open."""
        while self.stores:
            self.stores.pop().close()
        # Also one that never became a store, and one that was looked into after its store was closed.
        while self._databases:
            self._databases.pop().close()

    def count(self, table: str) -> int:
        """Count rows past the store."""
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608  (the tests' own words)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query gives past the store."""
        with self.reader.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]

    def live_bytes(self) -> bytes:
        """Return all bytes of all files in the folder, and of PostgreSQL all that its rows hold."""
        files = b"".join(path.read_bytes() for path in sorted(self.folder.iterdir()) if path.is_file())
        return files + (b"" if self.database.exists() else b"".join(self._values()))

    def _values(self) -> Iterable[bytes]:
        with closing(database.connect(self.url)) as past, past.reader.connect() as connection:
            for table in METADATA.sorted_tables:
                for row in connection.exec_driver_sql(f"SELECT * FROM {table.name} ORDER BY 1"):  # noqa: S608  (ours)
                    yield repr(tuple(row)).encode()
                    yield from (value for value in row if isinstance(value, bytes))

    def copied(self, folder: Path) -> "Shelf":
        """Copy everything, while nobody has it open, and return the copy."""
        shutil.copytree(self.folder, folder)
        return Shelf(folder, "" if self.database.exists() else copied(self.url))

    def backup(self) -> str:
        """Copy the database alone, while nobody has it open, and return the copy's URL."""
        if not self.database.exists():
            return copied(self.url)
        return f"sqlite:///{shutil.copy(self.database, self.folder / 'backup.db')}"

    def restore(self, backup: str) -> None:
        """Put a backup in the database's place, while nobody has it open."""
        if self.database.exists():
            shutil.move(backup.removeprefix("sqlite:///"), self.database)
        else:
            self.url = backup


def enter(unit: Unit, chat: Chat = CHAT) -> Group:
    """Enter a group."""
    group = register.enter(unit, chat, "Quiet Room", b"m" * 32, SystemRandom())
    assert group is not None
    return group


def agree(unit: Unit, group: int, person: Actor = NOA, *purposes: Purpose, until: int = TODAY + 365) -> bytes:
    """Have a person agree to some purposes, all when none is named, and return the handle."""
    handle = unit.vault.enrol(group, person.platform, person.id)
    record = Record("r1", "d" * 64, "en", 1, "6d" * 32, 16)
    event = ConsentEvent(State.GIVEN, TODAY)
    grants = [Grant(purpose, (event,), until) for purpose in purposes or Purpose]
    records.put(unit, group, handle, record, grants)
    return handle


def known(unit: Unit, group: int, person: Actor = NOA) -> frozenset[Purpose]:
    """Return the purposes of which the store still knows that a person agreed."""
    return records.load(unit, unit.vault.find(group, person.platform, person.id)).held


def withdraw(unit: Unit, group: int, person: Actor = NOA, *purposes: Purpose) -> None:
    """Have a person withdraw some purposes, all when none is named."""
    handle = unit.vault.find(group, person.platform, person.id)
    assert handle is not None
    records.take_back(unit, handle, purposes or tuple(Purpose), last=not purposes)


def speak(unit: Unit, person: Actor = NOA, code: str = "he") -> None:
    """Have a person choose a language."""
    languages.put(unit, person, code, TODAY)
