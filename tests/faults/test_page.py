"""The page for operators."""

from tests.faults.page import HERE, PAGE, page, rows


def test_the_page_says_what_the_tests_show() -> None:
    """REQUIRES a row for each test here and no other; `python -m tests.faults.page` writes the page."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_each_fault_has_a_row() -> None:
    """REQUIRES that no test of a fault goes without telling operators of it, and that no row breaks its table."""
    written = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_faults_of_*.py"))
    assert written.count("async def test_") == len(rows()) > 0
    cells = [cell for row in rows().values() for cell in (row.happens, row.members, row.do, *row.log)]
    assert not any("|" in cell or "\n" in cell for cell in cells)
