"""Which offset may be told to Telegram."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.window import Window


@given(st.lists(st.integers(0, 60), unique=True, min_size=1), st.data())
def test_the_offset_never_passes_an_uncommitted_update(ids: Sequence[int], data: st.DataObject) -> None:
    """REQUIRES the lowest open id as offset, in whatever order updates settle, and nothing of the rest taken twice."""
    window = Window()
    assert all(window.take(number) for number in ids)
    order = data.draw(st.permutations(ids))
    for settled, number in enumerate(order):
        lowest = min(order[settled:])
        assert window.offset == lowest
        window.confirmed(window.offset)
        assert not any(window.take(repeated) for repeated in ids if repeated >= lowest)
        window.settle(number)
    assert (window.busy, window.offset) == (False, max(number for number in ids if number >= order[-1]) + 1)


def test_after_confirmation_nothing_is_held_against_lower_ids() -> None:
    """REQUIRES that ids may restart anywhere once all is confirmed, also at one that was used before."""
    window = Window()
    offsets: list[int | None] = []
    for number in (900, 5, 900):
        assert window.take(number)
        window.settle(number)
        offsets.append(window.offset)
        window.confirmed(window.offset)
        offsets.append(window.offset)
    assert offsets == [901, None, 6, None, 901, None]


def test_what_is_in_hand_is_not_taken_twice() -> None:
    """REQUIRES that a repeated delivery of an open or unconfirmed update is passed over."""
    window = Window()
    assert window.take(1)
    assert not window.take(1)
    window.settle(1)
    assert not window.take(1)


@pytest.mark.anyio
async def test_waiting_for_idle_ends_by_itself() -> None:
    """REQUIRES a return at once when all settles, and after the time otherwise, without an error."""
    window = Window()
    window.take(1)
    await window.wait_idle(0.01)
    assert window.busy
    waiting = asyncio.ensure_future(window.wait_idle(60))
    await asyncio.sleep(0)
    window.settle(1)
    await asyncio.wait_for(waiting, 1)
