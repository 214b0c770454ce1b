"""Order within a chat, concurrency between chats."""

import asyncio
from functools import partial
from typing import Any

import pytest

from adapters.telegram.lanes import Lanes

pytestmark = pytest.mark.anyio


def of(chat: int, **more: Any) -> dict[str, Any]:
    return {"message": {"chat": {"id": chat}} | more}


async def test_a_chat_keeps_its_order_and_others_overtake() -> None:
    """REQUIRES first in, first out per chat, while another chat does not wait for it."""
    lanes, done, gate = Lanes(), [], asyncio.Event()

    async def job(name: str, *, wait: bool = False) -> None:
        if wait:
            await gate.wait()
        done.append(name)

    lanes.put(of(1), partial(job, "a1", wait=True))
    lanes.put(of(1), partial(job, "a2"))
    lanes.put({"callback_query": {"message": {"chat": {"id": 2}}, "from": {"id": 1}}}, partial(job, "b1"))
    await asyncio.sleep(0.01)
    assert done == ["b1"]
    gate.set()
    await lanes.finish(1)
    assert done == ["b1", "a1", "a2"]


async def test_what_no_update_tells_waits_in_the_lane_too() -> None:
    """REQUIRES that it runs behind what waits in its chat, under either address, and not at all after the end."""
    lanes, done = Lanes(), list[str]()

    async def job(name: str) -> None:
        await asyncio.sleep(0)
        done.append(name)

    lanes.put(of(-1, migrate_to_chat_id=-2), partial(job, "migration"))
    lanes.put_for(-2, partial(job, "newer"))
    lanes.put_for(-1, partial(job, "older"))
    await lanes.finish(1)
    lanes.put_for(-1, partial(job, "late"))
    await asyncio.sleep(0.01)
    assert done == ["migration", "newer", "older"]


async def test_a_migrated_group_stays_in_its_lane() -> None:
    """REQUIRES that words in the new supergroup wait for what happened in the old group, whichever message told it."""
    for told in (of(-1, migrate_to_chat_id=-2), of(-2, migrate_from_chat_id=-1)):
        lanes = Lanes()
        done: list[str] = []

        async def job(name: str, seconds: float, done: list[str]) -> None:
            await asyncio.sleep(seconds)
            done.append(name)

        lanes.put(of(-1), partial(job, "before", 0.01, done))
        lanes.put(told, partial(job, "migration", 0.01, done))
        lanes.put(of(-2), partial(job, "after", 0, done))
        await lanes.finish(1)
        assert done == ["before", "migration", "after"]


async def test_only_so_many_run_at_once() -> None:
    """REQUIRES the bound on concurrent work, over many chats."""
    lanes, running, most = Lanes(at_once=3), 0, 0

    async def job() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1

    for chat in range(20):
        lanes.put(of(chat), job)
    await lanes.finish(1)
    assert (most, running) == (3, 0)


async def test_finishing_cancels_what_hangs_and_drops_what_waits() -> None:
    """REQUIRES an end within the given time; what waited behind it is not begun."""
    lanes, begun = Lanes(), []

    async def job(name: str) -> None:
        begun.append(name)
        await asyncio.sleep(60)

    lanes.put(of(1), partial(job, "first"))
    lanes.put(of(1), partial(job, "second"))
    async with asyncio.timeout(1):
        await lanes.finish(0.01)
    assert begun == ["first"]


async def test_a_failing_job_stops_no_lane(caplog: pytest.LogCaptureFixture) -> None:
    """REQUIRES that the next job of the chat runs, and that the log names the error without its words."""
    lanes, done = Lanes(), []

    async def fail() -> None:
        raise OSError("a member's words")

    async def job() -> None:
        done.append(1)

    lanes.put({"message": "nonsense"}, fail)
    lanes.put({"unknown": None}, job)
    await lanes.finish(1)
    assert done == [1]
    assert "OSError" in caplog.text
    assert "member's words" not in caplog.text
