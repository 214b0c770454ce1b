"""Every script runs on every stage: the fake platform directly, the sandbox over HTTP, and Telegram over HTTP."""

from collections.abc import AsyncIterator

import pytest

from tests.conversation.opening import OpenStage, fake_stage, page_stage
from tests.conversation.stage import Stage


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def _telegram() -> OpenStage:
    # The stand-in's models take some four seconds to import, which who plays on another stage need not wait for.
    from tests.conversation.telegram_opening import telegram_stage  # noqa: PLC0415  (as said)

    return telegram_stage


OPENERS = {"fake": lambda: fake_stage, "page": lambda: page_stage, "telegram": _telegram}


@pytest.fixture(params=list(OPENERS))
def open_stage(request: pytest.FixtureRequest) -> OpenStage:
    """Return what opens a stage, to be used as `async with`."""
    return OPENERS[request.param]()


@pytest.fixture
async def stage(open_stage: OpenStage) -> AsyncIterator[Stage]:
    """Return an open stage with the real bot, in English."""
    async with open_stage() as opened:
        yield opened


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which scripts Telegram could not play, and how many reach behind one platform, so that no gap goes unseen."""
    played: dict[str, set[str]] = {}
    for report in (one for outcome in terminalreporter.stats.values() for one in outcome):
        if isinstance(report, pytest.TestReport) and "tests/conversation/" in report.nodeid:
            script, _, parameters = report.nodeid.rpartition("/")[2].partition("[")
            played.setdefault(script, set()).update(parameters.rstrip("]").split("-"))
    shared = {script: stages for script, stages in played.items() if stages & set(OPENERS)}
    missing = sorted(script.partition("::")[2] for script, stages in shared.items() if "telegram" not in stages)
    if len(missing) < len(shared):
        count = f"telegram: {len(missing)} of {len(shared)} scripts not possible{': ' if missing else ''}"
        alone = f"{len(played) - len(shared)} more play one platform alone"
        terminalreporter.write_line(f"{count}{', '.join(missing)}; {alone}")
