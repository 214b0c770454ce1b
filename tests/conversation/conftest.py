"""Every script runs on every platform; what a platform cannot play is counted and told, and never skipped."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.conversation.opening import OpenStage
from tests.conversation.platforms import PLATFORMS
from tests.conversation.playbill import LACKING, PLATFORM, SCRIPT, Playbill, told
from tests.conversation.stage import Stage

MARKS = (
    "needs(*what): what a platform must have to play this script; see tests/conversation/needs.py",
    "script: a conversation that is played on every platform, as `make contract` tells",
)


class Cannot(pytest.Item):
    """Stands in the place of a script that its platform cannot play, so that it is counted and told."""

    def runtest(self) -> None:
        """Play nothing."""

    def reportinfo(self) -> tuple[Path, None, str]:
        """Tell the script's own name."""
        return self.path, None, self.name


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=list(PLATFORMS))
def open_stage(request: pytest.FixtureRequest) -> OpenStage:
    """Return what opens a stage, to be used as `async with`."""
    return PLATFORMS[request.param].opener()


@pytest.fixture
async def stage(open_stage: OpenStage) -> AsyncIterator[Stage]:
    """Return an open stage with the real bot, in English."""
    async with open_stage() as opened:
        yield opened


def pytest_configure(config: pytest.Config) -> None:
    """Register the marks of this folder."""
    for mark in MARKS:
        config.addinivalue_line("markers", mark)


@pytest.hookimpl(tryfirst=True)  # the marks given here are asked for by `-m`
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each script say which platform plays it, and put what cannot be played in its place."""
    playable: dict[str, bool] = {}
    for place, item in enumerate(items):
        platform = _platform(item)
        if not platform or item.parent is None:
            continue
        needs = tuple(need for mark in item.iter_markers("needs") for need in mark.args)
        lacking = PLATFORMS[platform].lacks(needs)
        one = item if not lacking else Cannot.from_parent(item.parent, name=item.name)
        script = item.nodeid.rpartition("/")[2].partition("[")[0].replace(".py::", ": ").replace("test_", "")
        one.user_properties += [(SCRIPT, script), (PLATFORM, platform), (LACKING, ", ".join(lacking))]
        one.add_marker("script")
        items[place] = one
        wanted = f"{script} needs {', '.join(needs)}"
        playable[wanted] = playable.get(wanted, False) or not lacking
    nowhere = sorted(wanted for wanted, somewhere in playable.items() if not somewhere)
    if nowhere:
        raise pytest.UsageError(f"no platform has what these scripts need: {nowhere}")


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Count what cannot be played apart from what passed."""
    if report.when == "call" and report.passed and told(report, LACKING):
        return "cannot", "c", "CANNOT"
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell for each platform how many scripts it played, and which it cannot, so that no gap goes unseen."""
    bill = Playbill(tuple(PLATFORMS))
    alone = set()
    for report in _reports(terminalreporter):
        bill.note(report)
        if "tests/conversation/" in report.nodeid and not told(report, SCRIPT):
            alone.add(report.nodeid.partition("[")[0])
    for line in bill.summary():
        terminalreporter.write_line(line)
    if alone:
        terminalreporter.write_line(f"{len(alone)} more reach behind one platform, and are played there alone")


def _platform(item: pytest.Item) -> str:
    call = getattr(item, "callspec", None)
    platform = call.params.get("open_stage", "") if call else ""
    return platform if platform in PLATFORMS else ""


def _reports(terminalreporter: pytest.TerminalReporter) -> Iterator[pytest.TestReport]:
    every = (report for outcome in terminalreporter.stats.values() for report in outcome)
    return (report for report in every if isinstance(report, pytest.TestReport))
