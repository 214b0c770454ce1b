"""Which script was played on which platform, and how that ended: the table that nobody can fall out of."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

OK, FAIL, CANNOT, NOT_RUN = "ok", "FAIL", "cannot: ", "not run"
SCRIPT, PLATFORM, LACKING = "script", "platform", "lacking"


def told(report: pytest.TestReport, what: str) -> str:
    """Return what an item of the suite says about itself, "" for every other test."""
    return next((str(value) for name, value in report.user_properties if name == what), "")


@dataclass
class Playbill:
    """Feed it the reports of all items; `platforms` are those that must have played, in the order of the table."""

    platforms: Sequence[str]
    ends: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def note(self, report: pytest.TestReport) -> None:
        """Remember how one phase of one item ended; a failure in any phase is the item's."""
        script, platform = told(report, SCRIPT), told(report, PLATFORM)
        if not script:
            return
        ends = self.ends.setdefault((script, platform), {})
        if report.failed:
            ends[report.nodeid] = FAIL
        elif report.when == "call" and report.nodeid not in ends:
            lacking = told(report, LACKING)
            ends[report.nodeid] = (CANNOT + lacking if lacking else OK) if report.passed else FAIL

    @property
    def scripts(self) -> list[str]:
        """Return the scripts by name."""
        return sorted({script for script, _ in self.ends})

    def cell(self, script: str, platform: str) -> str:
        """Return how a script ended on a platform, all its variants together."""
        ends = Counter(self.ends.get((script, platform), {}).values())
        if not ends:
            return NOT_RUN
        if FAIL in ends:
            return FAIL
        return ", ".join(
            f"{count} {end}" if len(ends) > 1 else end for end, count in sorted(ends.items(), reverse=True)
        )

    def total(self, platform: str) -> Mapping[str, int]:
        """Count the scripts of a platform by how they ended: a script that plays in part is counted as played."""
        return Counter(self._end(script, platform) for script in self.scripts)

    def _end(self, script: str, platform: str) -> str:
        ends = set(self.ends.get((script, platform), {}).values())
        if not ends:
            return NOT_RUN
        return FAIL if FAIL in ends else OK if OK in ends else "cannot"

    def wrong(self) -> list[str]:
        """Return why the suite has not passed, nothing when it has."""
        wrong = [f"{platform} played nothing" for platform in self.platforms if not self.total(platform)[OK]]
        bad = (
            (script, platform, self.cell(script, platform)) for script in self.scripts for platform in self.platforms
        )
        return wrong + [f"{script} on {platform}: {cell}" for script, platform, cell in bad if cell in (FAIL, NOT_RUN)]

    def summary(self) -> Iterable[str]:
        """Yield one line for each platform that played, and one for each thing that it cannot do."""
        for platform in self.platforms:
            total = self.total(platform)
            if not set(total) - {NOT_RUN}:
                continue
            yield f"{platform}: " + ", ".join(
                f"{total[end]} {end}" for end in (OK, FAIL, "cannot", NOT_RUN) if total[end]
            )
            cannot: dict[str, set[str]] = {}
            for (script, where), ends in self.ends.items():
                for end in ends.values() if where == platform else ():
                    if end.startswith(CANNOT):
                        cannot.setdefault(end, set()).add(script)
            yield from (f"  {end} ({', '.join(sorted(scripts))})" for end, scripts in sorted(cannot.items()))
