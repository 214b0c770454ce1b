"""What the log says of updates that have to wait."""

import pytest

from adapters.telegram.waits import Waits


def test_many_that_wait_are_few_lines(caplog: pytest.LogCaptureFixture) -> None:
    """REQUIRES one line at once, one for each half minute, one for a new reason, and one when the last is taken."""
    now = [0.0]
    waits = Waits(lambda: now[0])
    with caplog.at_level("INFO"):
        for second in range(60):
            now[0] = float(second)
            for number in (7, 8):
                waits.put_off(number, "message", "locked: wait")
        waits.put_off(7, "message", "full: make room")
        waits.taken(7)
        waits.taken(9)
        waits.taken(8)
    assert [record.getMessage() for record in caplog.records] == [
        "update 7 (message) has to wait, 1 in all: locked: wait",
        "update 7 (message) has to wait, 2 in all: locked: wait",
        "update 7 (message) has to wait, 2 in all: full: make room",
        "no update has to wait any more",
    ]


def test_what_never_comes_again_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that updates which Telegram gave up meanwhile do not pile up in memory."""
    monkeypatch.setattr("adapters.telegram.waits.WAITING_AT_MOST", 3)
    waits = Waits()
    for number in range(10):
        waits.put_off(number, "message", "locked: wait")
    assert list(waits._waiting) == [7, 8, 9]
