"""docs/faults.md from the rows of the tests: `python -m tests.faults.page` writes it."""

from importlib import import_module
from pathlib import Path

from tests.faults.row import Row

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "faults.md"

HEAD = """# When things go wrong

What the bot does in each case, shown by the test named last: the real process in front of a stand-in for Telegram,
over real files, each fault lasting a minute (`make faults`; the short version takes a tenth of all times). This page
is written from those tests, which fail where it is not true.

In every case: nothing is confirmed to Telegram or to a member before it is on disk, no consent is lost or made twice,
what a member decided is answered at least once, other answers may be lost. The bot recovers by itself, writes at most
thirty lines a minute meanwhile, and idles rather than hurries.

| what happens | what members see | what the log says | what to do | well again within | shown by |
|---|---|---|---|---|---|
"""


def rows() -> dict[str, Row]:
    """Return the row of each test that produces one, by the test's name."""
    found: dict[str, Row] = {}
    for path in sorted(HERE.glob("test_faults_of_*.py")):
        module = import_module(f"tests.faults.{path.stem}")
        found |= {name: test.row for name, test in vars(module).items() if isinstance(getattr(test, "row", None), Row)}
    return found


def page() -> str:
    """Return the page as it has to be."""
    lines = [
        f"| {row.happens} | {row.members} | {'; '.join(f'`{words}`' for words in row.log) or 'nothing'} | {row.do} "
        f"| {row.within} s | `{name}` |\n"
        for name, row in rows().items()
    ]
    return HEAD + "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
