"""Which reports somebody sent today, in memory alone: rows go with an erasure, and the alarm would be free again."""

from collections import OrderedDict

from groupbot.reports.rules import PER_DAY

MOST = 4096


class Called:
    """Numbers of the reports that called a group's admins on a day, under keyed marks of person and group.

    Nothing of it is written, so it ends with the day and with the process. Of more than can be kept, the oldest is
    forgotten.
    """

    def __init__(self) -> None:
        self._day = 0
        self._sent: OrderedDict[bytes, set[int]] = OrderedDict()

    def enough(self, mark: bytes, today: int) -> bool:
        """Tell whether somebody has called the admins as often today (an ordinal) as they may."""
        if today != self._day:
            self._day = today
            self._sent.clear()
        return len(self._sent.get(mark, ())) >= PER_DAY

    def note(self, mark: bytes, number: int) -> None:
        """Note that a report calls the admins; noted again, where its commit is tried again, it counts once."""
        self._sent.setdefault(mark, set()).add(number)
        if len(self._sent) > MOST:
            self._sent.popitem(last=False)
