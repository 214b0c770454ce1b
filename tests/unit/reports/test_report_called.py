"""Which reports called the admins today, known in memory alone."""

from groupbot.reports import called
from groupbot.reports.called import Called
from groupbot.reports.rules import PER_DAY


def test_each_report_counts_once_and_for_its_day() -> None:
    """REQUIRES that one noted twice is one, that others have a count of their own, and that a new day has none."""
    sent = Called()
    assert not sent.enough(b"noa", 1)
    for number in (1, 1, *range(2, PER_DAY + 1)):
        assert not sent.enough(b"noa", 1)
        sent.note(b"noa", number)
    assert sent.enough(b"noa", 1)
    assert not sent.enough(b"ali", 1)
    assert not sent.enough(b"noa", 2)


def test_memory_is_bounded() -> None:
    """REQUIRES that no more people are kept than can be, the oldest going first."""
    sent = Called()
    sent.enough(b"", 1)
    for number in range(PER_DAY):
        sent.note(b"first", number)
    for number in range(called.MOST):
        sent.note(str(number).encode(), 1)
    assert len(sent._sent) == called.MOST
    assert not sent.enough(b"first", 1)
