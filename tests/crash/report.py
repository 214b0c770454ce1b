"""What a campaign has to show: figures, breaches, and what the absence of breaches does and does not say."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.crash.town import Town
from tests.crash.verdict import Verdict

TOLD_AT_MOST = 20


@dataclass
class Report:
    """The figures of one campaign; a kill is one moment, at which one process dies or both.

    `in_hand` counts the kills at which the bot had been handed updates that were not confirmed yet, `answered` those at
    which such an update had its answer already: they fell between commit and confirmation. `late` are the answers that
    were still to come when all was confirmed: only the outbox knew of them.
    """

    kills: int = 0
    in_hand: int = 0
    answered: int = 0
    processes_killed: int = 0
    updates_confirmed: int = 0
    consents_given: int = 0
    withdrawals: int = 0
    entries_recorded: int = 0
    appeals_opened: int = 0
    appeals_closed: int = 0
    notices_owed: int = 0
    notices_late: int = 0
    notices_doubled: int = 0
    checks: int = 0
    seconds: float = 0.0
    breaches: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    log: Counter[str] = field(default_factory=Counter)

    def struck(self, *, in_hand: bool, answered: bool) -> None:
        """Count a kill."""
        self.kills += 1
        self.in_hand += in_hand
        self.answered += answered

    def breach(self, kind: str, line: str) -> None:
        """Note something that must not be."""
        self.breaches[kind] += 1
        self.told.append(f"{kind}: {line}")

    def take(self, verdict: Verdict) -> None:
        """Take over what was found on disk."""
        self.breaches += verdict.counts
        self.told += verdict.lines

    def counted(self, town: Town, doubled: int) -> None:
        """Add up what passed since the last quiet point."""
        self.checks += 1
        self.updates_confirmed = len(town.tg.world.updates.confirmed)
        self.consents_given, self.withdrawals = town.expected.given, town.expected.withdrawn
        self.entries_recorded = town.expected.recorded
        self.appeals_opened, self.appeals_closed = town.expected.docket.opened, town.expected.docket.closed
        self.notices_owed += sum(act.owed for act in town.acts)
        self.notices_doubled += doubled

    @property
    def statistics(self) -> str:
        """Return in words what the number of kills says (rule of three: Hanley and Lippman-Hand, JAMA 1983)."""
        if self.breaches:
            return f"A breach within {self.kills} kills: no bound is claimed."
        if not self.kills:
            return "Nobody was killed: nothing is shown."
        return (
            f"No breach in {self.kills} kills: by the rule of three the rate of breaches is, with 95 % confidence, "
            f"below 3/{self.kills} = {3 / self.kills:.2g} per kill. That holds for kills, loads and machines like "
            "these; a kill loses no data that the system had taken for the disk, so it says nothing of power cuts."
        )

    def figures(self) -> dict[str, Any]:
        """Return everything as one object."""
        count = self.breaches
        rate = self.notices_doubled / self.notices_owed if self.notices_owed else 0.0
        return {
            "kills": self.kills,
            "kills_with_updates_in_hand": self.in_hand,
            "kills_between_answer_and_confirmation": self.answered,
            "processes_killed": self.processes_killed,
            "quiet_points": self.checks,
            "updates_confirmed": self.updates_confirmed,
            "consents": {
                "given": self.consents_given,
                "lost": count["consent lost"],
                "doubled": count["consent doubled"],
            },
            "withdrawals": {"made": self.withdrawals, "half_done": count["withdrawal half done"]},
            "entries": {
                "recorded": self.entries_recorded,
                "lost": count["entry lost"],
                "doubled": count["entry doubled"],
            },
            "appeals": {
                "opened": self.appeals_opened,
                "closed": self.appeals_closed,
                "lost": count["appeal lost"],
                "doubled": count["appeal doubled"],
                "half_done": count["appeal half done"] + count["appeal keeps words"],
            },
            "notices": {
                "owed": self.notices_owed,
                "missing": count["notice missing"],
                "from_outbox_at_the_end": self.notices_late,
                "doubled": self.notices_doubled,
                "doubled_rate": round(rate, 4),
            },
            "breaches": dict(count),
            "log": dict(self.log),
            "seconds": self.seconds,
            "statistics": self.statistics,
        }
