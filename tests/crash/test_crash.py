"""Fifty kills, half of them on PostgreSQL; and the harness itself, which must see five seeded defects."""

from collections.abc import Iterator

import pytest

from tests.crash.bugs import BUGS
from tests.crash.report import TOLD_AT_MOST, Report
from tests.crash.running import Plan, in_memory, run
from tests.postgres import fresh_database

pytestmark = pytest.mark.anyio
KILLS = 25
CAUGHT_WITHIN = 90
"""Kills after which a defect that nobody saw counts as not caught; none needed more than 30 when this was written."""
SIGNS = {
    # An update that was confirmed and never handled: whatever it would have left behind may be what is missing.
    "confirm-before-commit": {"consent lost", "entry lost", "withdrawal half done", "notice missing", "language wrong"}
    | {"appeal lost", "appeal half done"},
    "no-inbox-key": {"consent doubled", "entry doubled", "appeal doubled"},
    "sent-before-sending": {"notice missing"},
    # Seen at the first withdrawal, killed or not: it shows that the reader of keys works, and nothing of the kills.
    "no-shredding": {"withdrawal half done"},
    "words-survive": {"appeal keeps words"},
}


@pytest.fixture(scope="module", autouse=True)
def _quickly() -> Iterator[None]:
    """Keep in memory what these tests write."""
    with in_memory():
        yield


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def told(report: Report) -> str:
    """Return what a failure has to say."""
    return "\n".join(report.told[:TOLD_AT_MOST])


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_nothing_that_was_told_is_lost_or_doubled(database: str) -> None:
    """REQUIRES that no kill loses or doubles a consent or an appeal, half erases anything, or swallows an answer."""
    url = fresh_database() if database == "postgresql" else ""
    report = await run(Plan(KILLS, seed=20, url=url, between=13))
    assert not report.breaches, told(report)
    assert report.kills == KILLS
    assert report.in_hand >= KILLS // 2, "most kills must fall on work in hand, else they show nothing"
    assert report.consents_given
    assert report.withdrawals
    assert report.entries_recorded
    assert report.appeals_opened
    assert report.appeals_closed


@pytest.mark.parametrize("bug", sorted(BUGS))
async def test_a_defect_is_caught(bug: str) -> None:
    """REQUIRES that each seeded defect is seen for what it is within a bounded number of kills."""
    report = await run(Plan(CAUGHT_WITHIN, seed=1, bug=bug, between=6))
    assert report.breaches.keys() & SIGNS[bug], f"{bug} was not caught in {report.kills} kills: {dict(report.breaches)}"
