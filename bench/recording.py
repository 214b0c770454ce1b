"""A house with one group and one member who agreed to a record, and entries written as a feature writes them."""

import asyncio
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import Any

import sqlalchemy as sa

from adapters.telegram.lanes import AT_ONCE
from bench.site import Site
from bench.taking import Taking
from groupbot.bootstrap import build_house
from groupbot.consent import records as consents
from groupbot.consent.model import ConsentEvent, Grant, Purpose, Record, State
from groupbot.consent.notice import render
from groupbot.events import BotAdded
from groupbot.groups import register
from groupbot.groups.model import Group, Mode
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.ledger import records
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import Kind, Page, Reason
from groupbot.ledger.records import Occasion
from groupbot.ledger.tables import ledger_entry
from groupbot.people import Actor, Chat, Place
from groupbot.policy.models import Policy
from groupbot.process.clock import SystemClock
from groupbot.store import database
from groupbot.store.prepared import Insert
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom

PLATFORM = "bench"
NOA = Actor(PLATFORM, "5000000077")
ROWS = ledger_entry.to_metadata(sa.MetaData(), name="bench_row")
_NEW = Insert(ROWS)
_VALID_DAYS = 182


class Recording:
    """Close it after use; `purposes` are what the member agreed to."""

    def __init__(self, site: Site, purposes: tuple[Purpose, ...]) -> None:
        ports = {PLATFORM: Taking(PLATFORM)}
        self.house = build_house(site.settings(), ports, SystemClock(), SystemRandom(), begins_in=Mode.LIVE)
        self.today = SystemClock().now().date().toordinal()
        self._site = site
        self._purposes = purposes
        self._group: Group
        self._row: dict[str, Any]

    async def open(self) -> None:
        """Enter the group and the consent, and write the first entry, which makes the member's key."""
        await self.house.open()
        place = Place(Chat(PLATFORM, "-100"), title="Editors")
        await self.house.handle(BotAdded("added", SystemClock().now(), place, Actor(PLATFORM, "1")))
        (self._group,) = self.house.directory
        await self.house.store.write(self._agree)
        await self.house.store.write(self.record)
        self._row = await self.house.store.read(_first)
        with closing(database.connect(self._site.settings().database)) as beside, beside.writer.begin() as connection:
            ROWS.metadata.create_all(connection)

    @property
    def _policy(self) -> Policy:
        return self.house.directory.law(self._group.number).policy

    def record(self, unit: Unit) -> bytes | None:
        """Write an entry, as a feature does."""
        day = date.fromordinal(self.today).isoformat()
        happened = Happened(Kind.WARNED, day, Reason.AUDIENCE, wiki="hewiki", page=Page.DELETION)
        occasion = Occasion(self._group, self._policy, self.today)
        return records.record(unit, occasion, NOA, happened, SystemRandom())

    def plain(self, unit: Unit) -> None:
        """Write an entry's row into a table of the same columns and indexes, without asking, sealing or hashing."""
        unit.enter(_NEW, {**self._row, "id": SystemRandom().bytes(16)})

    async def one_by_one(self, work: Callable[[Unit], object], count: int) -> float:
        """Return the seconds of so many units, each committed before the next begins."""
        begun = time.perf_counter()
        for _ in range(count):
            await self.house.store.write(work)
        return time.perf_counter() - begun

    async def together(self, work: Callable[[Unit], object], count: int) -> float:
        """Return the seconds of so many units, as many at once as Telegram's lanes let in."""
        left = iter(range(count))

        async def lane() -> None:
            for _ in left:
                await self.house.store.write(work)

        begun = time.perf_counter()
        async with asyncio.TaskGroup() as lanes:
            for _ in range(AT_ONCE):
                lanes.create_task(lane())
        return time.perf_counter() - begun

    async def withdraw(self) -> float:
        """Return the seconds until a withdrawal of the record is carried out, its key and all its entries gone."""
        begun = time.perf_counter()
        await self.house.store.write(_withdraw)
        return time.perf_counter() - begun

    def _agree(self, unit: Unit) -> None:
        handle = unit.vault.enrol(self._group.number, NOA.platform, NOA.id)
        notice = render(Renderer(Messages.load()), "en", self._policy, 4096)
        token = register.terms_token(unit, self._group.number, self._policy.material())
        pages = tuple(page.text for page in notice.pages)
        record = Record("0" * 32, notice.digest, "en", notice.version, token, 16, pages, notice.facts)
        given = (ConsentEvent(State.GIVEN, self.today),)
        grants = [Grant(purpose, given, self.today + _VALID_DAYS) for purpose in self._purposes]
        consents.put(unit, self._group.number, handle, record, grants)


def _first(unit: Unit) -> dict[str, Any]:
    (row,) = unit.read(ledger_entry.select())
    return dict(row._mapping)  # noqa: SLF001  (its documented name)


def _withdraw(unit: Unit) -> None:
    ((_, handle),) = unit.vault.find_everywhere(NOA.platform, NOA.id)
    consents.take_back(unit, handle, (Purpose.EVENTS,), last=False)
