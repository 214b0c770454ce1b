"""Answers that a platform did not take a moment ago: tried again each round, so that a short outage costs nobody one.

They are known in memory alone, and for two minutes: what somebody only asked to see is written down nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from groupbot.effects import Hand, Whisper
from groupbot.people import Actor

KEPT = timedelta(minutes=2)
MOST = 1024

Answer = Whisper | Hand


@dataclass(frozen=True, slots=True)
class _Kept:
    platform: str
    since: datetime
    not_before: datetime


class Soon:
    """What is to be tried again: ids of the outbox, and answers that stand nowhere else."""

    def __init__(self) -> None:
        self._rows: dict[bytes, _Kept] = {}
        self._answers: dict[tuple[str, str], list[tuple[Answer, _Kept]]] = {}

    def keep_row(self, platform: str, row_id: bytes, now: datetime, wait: float, *, fresh: bool) -> None:
        """Keep the id of a fresh answer in the outbox, though it is due there later; one that is older comes then."""
        former = self._rows.get(row_id)
        if former is None and not fresh:
            return
        self._rows[row_id] = _kept(platform, now, wait, former.since if former else now)
        if len(self._rows) > MOST:
            del self._rows[next(iter(self._rows))]

    def rows(self, platform: str, now: datetime) -> list[bytes]:
        """Return the ids to be tried now, and forget those that have had their time."""
        self._rows = {row_id: kept for row_id, kept in self._rows.items() if now - kept.since < KEPT}
        return [row_id for row_id, kept in self._rows.items() if kept.platform == platform and kept.not_before <= now]

    def done(self, row_id: bytes) -> None:
        """Forget an id; one that is not kept is no error."""
        self._rows.pop(row_id, None)

    def keep(self, platform: str, answer: Answer, now: datetime, wait: float, since: datetime | None = None) -> None:
        """Keep an answer that stands nowhere else; `since` when it was first tried, now where it never was."""
        mine = self._answers.setdefault((platform, answer.to.id), [])
        mine.append((answer, _kept(platform, now, wait, since or now)))
        if len(self._answers) > MOST:
            del self._answers[next(iter(self._answers))]

    def forget(self, platform: str, people: Iterable[Actor]) -> None:
        """Forget what people were to read who are answered anew: no older word may come after a newer one."""
        for person in people:
            self._answers.pop((platform, person.id), None)

    def due(self, platform: str, now: datetime) -> list[tuple[Answer, datetime]]:
        """Return the answers to be tried now, with when each was first tried; forget those that have had their time."""
        alive = {whose: [one for one in mine if now - one[1].since < KEPT] for whose, mine in self._answers.items()}
        self._answers = {whose: mine for whose, mine in alive.items() if mine}
        every = [one for mine in self._answers.values() for one in mine]
        return [(answer, kept.since) for answer, kept in every if kept.platform == platform and kept.not_before <= now]

    def claim(self, platform: str, answer: Answer) -> bool:
        """Keep an answer that was due no more; False where a newer one came before its turn did."""
        whose = (platform, answer.to.id)
        mine = self._answers.pop(whose, [])
        left = [one for one in mine if one[0] is not answer]
        if left:
            self._answers[whose] = left
        return len(left) < len(mine)


def _kept(platform: str, now: datetime, wait: float, since: datetime) -> _Kept:
    return _Kept(platform, since, now + timedelta(seconds=min(wait, KEPT.total_seconds())))
