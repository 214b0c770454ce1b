"""Reads a deployment past the bot: its files as a crash at this moment would leave them, opened with its root key."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from groupbot.appeals import records as appeals
from groupbot.appeals.model import Filed
from groupbot.consent import records
from groupbot.consent.tables import consent_record
from groupbot.duties import DUTIES
from groupbot.language import records as languages
from groupbot.language.service import LANGUAGES
from groupbot.ledger import views as ledger
from groupbot.people import Actor
from groupbot.store import database
from groupbot.store.tables import erase_job, outbox
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.root import RootKey
from groupbot.vault.vault import DEPLOYMENT, Vault
from tests.crash.model import History

DATABASE, VAULT = "groupbot.db", "vault.db"


@dataclass
class Found:
    """What lies on disk: consents and languages as they open, and what should not be there when all is quiet."""

    held: dict[tuple[int, int], History] = field(default_factory=dict)
    languages: dict[int, int] = field(default_factory=dict)
    entries: dict[tuple[int, int], int] = field(default_factory=dict)
    appeals: dict[tuple[int, int], list[Filed]] = field(default_factory=dict)
    enrolled: set[tuple[int, int]] = field(default_factory=set)
    records: int = 0
    jobs: int = 0
    waiting: int = 0
    keys_without_row: int = 0
    rows_without_key: int = 0
    people_without_key: int = 0
    damage: list[str] = field(default_factory=list)

    @property
    def busy(self) -> bool:
        """Tell whether something is still on its way."""
        return bool(self.jobs or self.waiting)


@dataclass(frozen=True)
class Reader:
    """Knows where a deployment lies; `url` is "" for SQLite in the data folder."""

    data: Path
    url: str
    root: RootKey

    def read(self, people: Iterable[int], groups: Iterable[int]) -> Found:
        """Copy and read; whoever writes meanwhile must have been stopped."""
        with self._copied() as folder:
            found = Found()
            if not self.url:
                found.damage += _damage(folder / DATABASE)
            found.damage += _damage(folder / VAULT)
            with closing(Vault.open(folder / VAULT, self.root, SystemRandom())) as vault:
                reached = database.connect(self.url or f"sqlite:///{folder / DATABASE}")
                with closing(reached), reached.reader.connect() as connection:
                    _look(Unit(connection, vault), found, people, list(groups))
            return found

    @contextmanager
    def _copied(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self.data.parent) as name:
            for path in self.data.iterdir():
                if path.is_file():
                    shutil.copy2(path, name)
            yield Path(name)


def _damage(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        told = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    return [] if told == ["ok"] else [f"{file.name}: {line}" for line in told]


def _look(unit: Unit, found: Found, people: Iterable[int], groups: list[int]) -> None:
    for person in people:
        for group in groups:
            handle = unit.vault.find(group, "telegram", str(person))
            if handle is None:
                continue
            found.enrolled.add((person, group))
            known = records.load(unit, handle)
            if known.record is not None:
                events = {each: tuple(event.state for event in grant.events) for each, grant in known.grants.items()}
                found.held[person, group] = events
            if entries := ledger.entries_of(unit, handle):
                found.entries[person, group] = len(entries)
            if filed := appeals.of(unit, handle):
                found.appeals[person, group] = list(filed)
        if unit.vault.find(DEPLOYMENT, "telegram", str(person)) is not None:
            chosen = languages.chosen(unit, Actor("telegram", str(person)))
            found.languages[person] = LANGUAGES.index(chosen) + 1 if chosen else 0
    found.records = _count(unit, consent_record)
    found.jobs, found.waiting = _count(unit, erase_job), _count(unit, outbox)
    named = {
        bytes(row[0])
        for duty in DUTIES
        for key in duty.keys
        for row in unit.read(sa.select(duty.table.c[key]).where(duty.table.c[key].is_not(None)))
    }
    keys = set(unit.vault.all_key_ids())
    found.keys_without_row, found.rows_without_key = len(keys - named), len(named - keys)
    found.people_without_key = sum(not unit.vault.keys_of(handle) for _, handle in unit.vault.owners())


def _count(unit: Unit, table: sa.Table) -> int:
    return int(unit.read(sa.select(sa.func.count()).select_from(table))[0][0])
