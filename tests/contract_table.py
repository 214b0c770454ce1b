"""Plays every script on every platform and prints the table: `make contract`, or `python -m tests.contract_table`.

The exit code is 0 when every script ended well on every platform, or could not be played there and says why.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout

import pytest

from tests.conversation.platforms import PLATFORMS
from tests.conversation.playbill import Playbill

WIDTH = 64
# The platforms' libraries are loaded before pytest here, which it takes for a mistake.
QUIETLY = ("-W", "ignore::pytest.PytestAssertRewriteWarning")


class Table:
    """A pytest plugin that fills a playbill."""

    def __init__(self, bill: Playbill) -> None:
        self._bill = bill

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take a report as it comes, also from another process."""
        self._bill.note(report)


def as_json(bill: Playbill) -> str:
    """Return the whole table for programs."""
    table = {script: {platform: bill.cell(script, platform) for platform in bill.platforms} for script in bill.scripts}
    totals = {platform: dict(bill.total(platform)) for platform in bill.platforms}
    return json.dumps({"scripts": table, "totals": totals, "wrong": bill.wrong()}, indent=1)


def as_text(bill: Playbill) -> str:
    """Return the table for readers: one line for each script, one column for each platform."""
    cells = [[script[:WIDTH], *(bill.cell(script, each) for each in bill.platforms)] for script in bill.scripts]
    rows = [["", *bill.platforms], *cells]
    widths = [max(len(row[column]) for row in rows) for column in range(len(bill.platforms) + 1)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, "", f"{len(bill.scripts)} scripts", *bill.summary(), *bill.wrong()])


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, print, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.contract_table", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the table as JSON")
    parser.add_argument("--workers", default="auto", help="how many processes play (default: one per core)")
    given = parser.parse_args(arguments)
    bill = Playbill(tuple(PLATFORMS))
    with redirect_stdout(sys.stderr):  # what pytest tells of failures is for readers, not part of the table
        chosen = ("tests/conversation", "-m", "script", "-n", given.workers, "--dist", "worksteal")
        code = pytest.main([*chosen, *QUIETLY], [Table(bill)])
    sys.stdout.write((as_json(bill) if given.json else as_text(bill)) + "\n")
    return int(bool(code) or bool(bill.wrong()))


if __name__ == "__main__":
    sys.exit(main())
