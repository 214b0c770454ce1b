"""One group's log as its bot keeps it: members agree and withdraw, things happen, days go by."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from groupbot.consent import records as consents
from groupbot.consent.model import ConsentEvent, Grant, Purpose, Record, State
from groupbot.groups import register
from groupbot.groups.model import Group
from groupbot.ledger import records, views
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import By, Kind, Page, Reason
from groupbot.ledger.records import Occasion
from groupbot.people import Actor, Chat
from groupbot.policy import shipped
from groupbot.policy.compile import compile_policy
from groupbot.policy.models import Policy
from groupbot.store import retention
from groupbot.store.unit import Unit
from groupbot.upkeep.ledgerkeeper import LedgerKeeper
from groupbot.vault.entropy import SystemRandom
from tests.unit.store.shelf import Shelf

CHAT = Chat("telegram", "-1001234567890")
NOA = Actor("telegram", "5000000077", name="Noa")
ALI = Actor("telegram", "5000000078", name="Ali")
DAY = date(2026, 11, 24)
_EXAMPLES = shipped() / "examples"
_WRITTEN: Policy = compile_policy(_EXAMPLES / "closed-user-group.yaml", (_EXAMPLES, shipped())).policy
# Fewer days than anybody would choose: each is gone through.
POLICY = _WRITTEN.model_copy(update={"retention": _WRITTEN.retention.model_copy(update={"events_days": 6})})
BOT = b"b" * 16
EVENTS = (Purpose.EVENTS,)


class Desk:
    """A shelf with one group on it, and a clock that stands at noon of `day` until it is moved."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.day = DAY
        self.at = time(12)
        self.group: Group | None = None
        self.keeper: LedgerKeeper | None = None

    def now(self) -> datetime:
        """Return the moment, as groupbot.ports.Clock."""
        return datetime.combine(self.day, self.at, UTC)

    @property
    def today(self) -> int:
        """Return the day as an ordinal."""
        return self.day.toordinal()

    @property
    def here(self) -> Group:
        """Return the group."""
        assert self.group is not None
        return self.group

    async def opens(self) -> "Desk":
        """Start as the bot does, on whatever is on the shelf."""
        store = await self.shelf.start()
        self.keeper = LedgerKeeper(store, SystemRandom(), self, BOT)
        if self.group is None:
            enter = partial(register.enter, chat=CHAT, title="Room", material=POLICY.material(), random=SystemRandom())
            self.group = (await store.write(enter)).result
        return self

    async def agrees(self, who: Actor = NOA, days: int = 365, purposes: tuple[Purpose, ...] = EVENTS) -> None:
        """Have somebody agree from today on, for so many days."""
        await self.shelf.store.write(lambda unit: self._agree(unit, who, days, purposes))

    async def withdraws(self, who: Actor = NOA, *purposes: Purpose) -> None:
        """Have somebody withdraw some purposes, everything where none is named."""
        await self.shelf.store.write(lambda unit: self._withdraw(unit, who, purposes))

    async def happens(self, who: Actor = NOA, happened: Happened | None = None) -> bytes | None:
        """Have something happen to somebody, and return the id of its entry."""
        what = happened or self.warned()
        occasion = Occasion(self.here, POLICY, self.today)
        write = partial(records.record, occasion=occasion, person=who, happened=what, random=SystemRandom())
        row_id: bytes | None = (await self.shelf.store.write(write)).result
        return row_id

    def warned(self, reason: Reason = Reason.AUDIENCE) -> Happened:
        """Return the warning of today."""
        return Happened(Kind.WARNED, self.day.isoformat(), reason, wiki="hewiki", page=Page.DELETION)

    def held(self) -> Happened:
        """Return the restriction that an admin set today."""
        return Happened(Kind.RESTRICTED, self.day.isoformat(), Reason.UNSTATED, By.ADMIN)

    async def ticks(self) -> None:
        """Do what is due now, with nothing remembered of the last time."""
        assert self.keeper is not None
        self.keeper._quiet = None
        await self.keeper.tick()

    async def days(self, count: int = 1) -> None:
        """Let days go by, and on each what is due be done."""
        for _ in range(count):
            self.day += timedelta(days=1)
            await self.sweeps()
            await self.ticks()

    async def sweeps(self) -> None:
        """Take away what has reached its end."""
        store = self.shelf.store
        swept = await store.write(partial(retention.sweep, duties=store.duties, now=self.now()))
        if swept.result:
            await store.tidy()

    async def entries(self, who: Actor = NOA) -> tuple[views.Kept, ...]:
        """Return what is recorded of somebody."""
        handle = await self.handle(who)
        return () if handle is None else await self.shelf.store.read(partial(views.entries_of, handle=handle))

    async def handle(self, who: Actor = NOA) -> bytes | None:
        """Return the handle of somebody."""
        return await self.shelf.store.read(lambda unit: unit.vault.find(self.here.number, who.platform, who.id))

    async def proof(self, kept: views.Kept, who: Actor | None = None, where: Group | None = None) -> bytes:
        """Return the proof file of an entry."""
        make = partial(views.proof_of, handle=kept.handle, entry_id=kept.id, who=who, where=where)
        return await self.shelf.store.read(make)

    async def matches(self, shown: str | bytes) -> bool:
        """Tell whether what somebody shows matches."""
        return await self.shelf.store.read(partial(views.matches, shown=shown))

    async def finds(self, shown: str | bytes) -> views.Match | None:
        """Return what is found of what somebody shows."""
        return await self.shelf.store.read(partial(views.matched, shown=shown))

    def _agree(self, unit: Unit, who: Actor, days: int, purposes: tuple[Purpose, ...]) -> None:
        handle = unit.vault.enrol(self.here.number, who.platform, who.id)
        material = register.terms_token(unit, self.here.number, POLICY.material())
        record = Record("r1", "d" * 64, "en", 1, material, 16, pages=("What the notice said. " * 200,))
        grants = [Grant(purpose, (ConsentEvent(State.GIVEN, self.today),), self.today + days) for purpose in purposes]
        consents.put(unit, self.here.number, handle, record, grants)

    def _withdraw(self, unit: Unit, who: Actor, purposes: tuple[Purpose, ...]) -> None:
        handle = unit.vault.find(self.here.number, who.platform, who.id)
        if handle is not None:
            known = consents.load(unit, handle)
            gone = known.held.intersection(purposes) if purposes else known.held
            consents.take_back(unit, handle, gone, last=gone == known.held)
