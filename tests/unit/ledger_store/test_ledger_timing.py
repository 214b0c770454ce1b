"""Whoever shows what does not match learns nothing from how long the answer takes."""

import gc
import os
import random
import time
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import settings

from groupbot.ledger import matching, proof
from groupbot.ledger.opening import Opening
from groupbot.store.unit import Unit
from tests.timed import apart
from tests.unit.ledger_store.desk import ALI, NOA, Desk

pytestmark = pytest.mark.anyio
SAMPLES = 2_500 if settings.get_current_profile_name() == "quick" else 10_000


@pytest.mark.no_cover  # whoever counts lines takes time of its own, and nearly as much again
async def test_four_ways_not_to_match_take_the_same_time(filed: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    """REQUIRES that the times of wrong, changed, erased and foreign codes and files cannot be told apart.

    Welch's t between any two stays below 4.5; they are taken in turns, so that what else happens on the machine falls
    on all.
    """
    other = Desk(type(filed.shelf)(tmp_path_factory.mktemp("other")))
    for desk in (filed, other):
        await desk.opens()
        for who in (NOA, ALI) if desk is filed else (NOA,):
            await desk.agrees(who)
            await desk.happens(who)
        await desk.days()
    (kept,), (ours,), (theirs,) = await filed.entries(), await filed.entries(ALI), await other.entries()
    live, erased, foreign = await filed.proof(ours), await filed.proof(kept), await other.proof(theirs)
    await filed.withdraws()
    other.shelf.stop()
    day = filed.day.replace(day=filed.day.day - 1).isoformat().encode()
    wrong = Opening(os.urandom(32), ours.opening.payload)
    changed = Opening(ours.opening.salt, ours.opening.payload.replace(day, b"2026-11-01"))
    assert changed.payload != ours.opening.payload
    codes = {"wrong": wrong, "changed": changed, "erased": kept.opening, "foreign": theirs.opening}
    read = proof.read(live)
    files = {
        "wrong": bytes(replace(read, opening=wrong)),
        "changed": bytes(replace(read, opening=changed)),
        "erased": erased,
        "foreign": foreign,
    }
    for cases in ({name: opening.code for name, opening in codes.items()}, files):
        taken = await filed.shelf.store.read(lambda unit, cases=cases: _taken(unit, cases))  # type: ignore[misc]  # mypy knows no type of a lambda's default
        assert apart(taken) == {}


def _taken(unit: Unit, cases: Mapping[str, str | bytes]) -> dict[str, list[int]]:
    taken: dict[str, list[int]] = {name: [] for name in cases}
    names = list(cases)
    gc.disable()
    try:
        for round_ in range(SAMPLES + 100):
            random.shuffle(names)
            for name in names:
                begun = time.perf_counter_ns()
                matched = matching.matched(unit, cases[name])
                if round_ >= 100:
                    taken[name].append(time.perf_counter_ns() - begun)
                assert matched is None
    finally:
        gc.enable()
    return taken
