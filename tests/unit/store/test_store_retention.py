"""Retention: what has reached its end goes, whether anybody writes or not, with its keys."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from groupbot.appeals import records as appeals
from groupbot.appeals.model import About, Appeal, State
from groupbot.appeals.tables import OPEN_AT_MOST_DAYS
from groupbot.content import Content, Rich
from groupbot.duties import DUTIES
from groupbot.effects import Whisper
from groupbot.groups import register
from groupbot.ledger import records as ledger
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import Kind, Reason
from groupbot.ledger.records import Occasion
from groupbot.people import Actor
from groupbot.policy.models import Policy
from groupbot.proofs import records as proofs
from groupbot.proofs.model import WHERE, Request, Sort
from groupbot.proofs.tables import KEPT_DAYS
from groupbot.reports import records as reports
from groupbot.reports import rules as reporting
from groupbot.reports.tables import KEPT_ENDED_HOURS, KEPT_HOURS
from groupbot.restraint import records
from groupbot.setup import aside
from groupbot.store import outbox
from groupbot.store.store import Store
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import START, OpenStage, fake_stage
from tests.conversation.waits import waits
from tests.conversation.walks import agrees

pytestmark = pytest.mark.anyio
OPEN: OpenStage = fake_stage
VALID_DAYS = 182  # six months, as the policy of the stage says
LIMITS = {  # table -> (hours in which a row still stands, hours within which it must be gone)
    "inbox": (46, 48),
    "outbox": (46, 48),
    "language_choice": (24 * 364, 24 * 365),
    "consent_record": (24 * (VALID_DAYS + 29), 24 * (VALID_DAYS + 30)),
    "consent_grant": (24 * (VALID_DAYS + 29), 24 * (VALID_DAYS + 30)),
    "chat_group": (24 * 29, 24 * 30),
    "restriction": (24 * 2, 24 * 3),
    "ledger_entry": (24 * 13, 24 * 14),
    "settings_aside": (24 * 13, 24 * 14),
    "appeal": (24 * (OPEN_AT_MOST_DAYS - 1), 24 * OPEN_AT_MOST_DAYS),
    "report": (KEPT_HOURS + KEPT_ENDED_HOURS - 2, KEPT_HOURS + KEPT_ENDED_HOURS),
    "proof_request": (24 * (KEPT_DAYS - 1), 24 * KEPT_DAYS),
}
# Their ends move on while the bot stands still.
BY_ITS_OWN_TIME = {"proof_request"}
# What is no group's: a language, the log's hashes, the bot's own time, and the vault's own.
LEFT = {"language_choice", "ledger_tile", "ledger_checkpoint", "proof_clock"}
LEFT |= {f"vault.{name}" for name in ("vault", "groups", "people", "keys", "ledger")}


def store_of(stage: FakeStage) -> Store:
    store: Store = stage.deployment._running()._house.store  # type: ignore[attr-defined]  # behind who remembers what came
    return store


async def populate(stage: FakeStage, *, ending: bool) -> None:
    """Let Noa agree, choose a language and have an answer waiting; `ending` lets the bot leave the group then."""
    await stage.meets("noa", started=True)
    await stage.joins("noa")
    await agrees(stage, "noa", "events", "digest")
    await stage.writes("noa", "/language")
    await stage.presses("noa", "Deutsch")
    await store_of(stage).write(partial(_restrict, who=stage.world.person("noa").actor))
    policy = stage.deployment._running()._house.directory.law(None).policy  # type: ignore[attr-defined]  # as above
    assert (await store_of(stage).write(partial(_warn, who=stage.world.person("noa").actor, policy=policy))).result
    await store_of(stage).write(_draft)
    await store_of(stage).write(partial(_appeal, who=stage.world.person("noa").actor))
    if ending:
        await stage.happens(stage.world.removes_bot("ada"))
    effect = Whisper(Actor("elsewhere", "1"), Content(Rich("answer")))
    await store_of(stage).write(
        partial(outbox.put, platform="elsewhere", answers=(effect,), group=0, now=START, random=SystemRandom())
    )


def _restrict(unit: Unit, who: Actor) -> None:
    (group,) = register.present(unit)
    records.put(unit, group.number, who, START + timedelta(days=2), START)


def _appeal(unit: Unit, who: Actor) -> None:
    (group,) = register.present(unit)
    today = START.date().toordinal()
    handle = unit.vault.enrol(group.number, who.platform, who.id)
    appeals.new(unit, group.number, handle, Appeal(State.OPEN, today, today + 14, About.OTHER), SystemRandom())
    waits = reporting.sent(reporting.drafted("https://t.me/c/1/2", today), today)
    reports.new(unit, group.number, handle, waits, int(START.timestamp()) // 3600 + KEPT_HOURS, SystemRandom())
    proofs.put(unit, group.number, handle, Request(Sort.RECEIPT, WHERE, 0), today, SystemRandom())


def _draft(unit: Unit) -> None:
    (group,) = register.present(unit)
    aside.lay(unit, group.number, aside.Kind.DRAFT, "access: closed", START.date().toordinal())


def _warn(unit: Unit, who: Actor, policy: Policy) -> bytes | None:
    (group,) = register.present(unit)
    warned = Happened(Kind.WARNED, START.date().isoformat(), Reason.AUDIENCE)
    return ledger.record(unit, Occasion(group, policy, START.date().toordinal()), who, warned, SystemRandom())


async def count(stage: FakeStage, table: str) -> int:
    return len((await stage.rows())[table])


def test_every_table_with_an_end_is_tried() -> None:
    """REQUIRES that a table which declares an end has its limit in this file."""
    assert set(LIMITS) == {duty.table.name for duty in DUTIES if duty.ends}


@pytest.mark.parametrize("traffic", [False, True], ids=["quiet", "busy"])
@pytest.mark.parametrize("table", LIMITS)
async def test_no_row_outlives_its_limit(table: str, traffic: bool) -> None:  # noqa: FBT001  (a case)
    """REQUIRES that a row stands until just before its declared end and is gone at it, with its key."""
    stands, gone = LIMITS[table]
    async with OPEN() as stage:
        assert isinstance(stage, FakeStage)
        await populate(stage, ending=table == "chat_group")
        rows = (await stage.rows())[table]
        assert rows
        for hours in (stands, gone - stands):
            left = [await count(stage, table)]
            if table in BY_ITS_OWN_TIME:
                await waits(stage, 60 * hours)
            await stage.forward(minutes=0 if table in BY_ITS_OWN_TIME else 60 * hours)
            if traffic:
                await stage.says("noa", "hello")
                await stage.writes("noa", "/privacy")
            await stage.deployment.tick()
            left.append(await count(stage, table))
        assert (left[0] > 0, left[1]) == (True, 0)
        keys = {row["id"] for row in (await stage.rows())["vault.keys"]}
        assert not keys & {row["key_id"] for row in rows if "key_id" in row}


async def test_a_group_takes_everything_along() -> None:
    """REQUIRES that thirty days after the bot left, its aliases, its key, its people and their rows are gone too."""
    async with OPEN() as stage:
        assert isinstance(stage, FakeStage)
        await populate(stage, ending=True)
        await stage.forward(days=30)
        await stage.deployment.tick()
        rows = await stage.rows()
        left = {name for name in rows if rows[name] and name not in ("schedule", "alembic_version", "deployment")}
        assert left == LEFT
        assert [row["id"] for row in rows["vault.groups"]] == [0]
        assert len(rows["vault.people"]) == 1


async def test_a_crash_in_the_sweep_leaves_no_group_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a group whose row went just before a crash loses its key and people at the next start."""
    async with OPEN() as stage:
        assert isinstance(stage, FakeStage)
        await populate(stage, ending=True)
        await stage.forward(days=30)
        with monkeypatch.context() as crashing:
            crashing.setattr(Store, "_follow", _crash)
            with pytest.raises(RuntimeError, match="power"):
                await stage.deployment.tick()
        await stage.restart()
        rows: Any = await stage.rows()
        assert ([row["id"] for row in rows["vault.groups"]], rows["consent_record"]) == ([0], ())


def _crash(_store: Store, unit: Unit) -> None:
    if unit.ended_groups:
        raise RuntimeError("power")
