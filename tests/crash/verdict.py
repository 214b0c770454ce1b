"""Compares what was promised with what is there, and names each breach."""

from collections import Counter
from dataclasses import dataclass, field

from groupbot.appeals.model import PENDING, Filed, State
from tests.crash.court import SAID
from tests.crash.model import Expected, History
from tests.crash.reading import Found

NONE_LEFT: History = {}


@dataclass
class Verdict:
    """Breaches by kind, and a line for each."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def breach(self, kind: str, line: str, times: int = 1) -> None:
        """Note a breach."""
        self.counts[kind] += times
        self.lines.append(f"{kind}: {line}")


def judge(expected: Expected, found: Found) -> Verdict:
    """Say what is lost, doubled or left half done when all is quiet."""
    verdict = Verdict()
    for pair in sorted(expected.held.keys() | found.held.keys() | found.enrolled):
        known = any(expected.docket.states.get(pair, {}).values())
        _consent(verdict, pair, expected.held.get(pair, NONE_LEFT), found, known=known)
    for person in sorted(expected.languages.keys() | found.languages.keys()):
        wanted, kept = expected.languages.get(person), found.languages.get(person)
        if wanted != kept:
            verdict.breach("language wrong", f"person {person} chose {wanted}, kept is {kept}")
    for pair in sorted(expected.entries.keys() | found.entries.keys()):
        _entries(verdict, pair, expected.entries[pair], found.entries.get(pair, 0))
    for pair in sorted(expected.docket.states.keys() | found.appeals.keys()):
        _appeals(verdict, pair, expected.docket.states.get(pair, Counter()), found.appeals.get(pair, []))
    left = {
        "erase jobs left": found.jobs,
        "keys without row": found.keys_without_row,
        "rows without key": found.rows_without_key,
        "people without key": found.people_without_key,
        "records of nobody here": max(0, found.records - len(found.held)),
    }
    for what, count in left.items():
        if count:
            verdict.breach("withdrawal half done", f"{count} {what}", count)
    if found.waiting:
        verdict.breach("answer undelivered", f"{found.waiting} answers still wait", found.waiting)
    for line in found.damage:
        verdict.breach("damaged", line)
    return verdict


def _consent(verdict: Verdict, pair: tuple[int, int], wanted: History, found: Found, *, known: bool) -> None:
    kept = found.held.get(pair, NONE_LEFT)
    told = f"person {pair[0]} in group {pair[1]}: {_shown(wanted)} was told, {_shown(kept)} is kept"
    if not wanted:
        if kept or (pair in found.enrolled and not known):
            verdict.breach("withdrawal half done", told)
        return
    for purpose in wanted.keys() | kept.keys():
        right, real = wanted.get(purpose, ()), kept.get(purpose, ())
        if right == real:
            continue
        if not right:
            verdict.breach("withdrawal half done", f"{purpose} of {told}")
        elif len(real) > len(right):
            verdict.breach("consent doubled", f"{purpose} of {told}")
        else:
            verdict.breach("consent lost", f"{purpose} of {told}")


def _entries(verdict: Verdict, pair: tuple[int, int], wanted: int, kept: int) -> None:
    if wanted == kept:
        return
    kind = "entry lost" if kept < wanted else "entry doubled" if wanted else "withdrawal half done"
    verdict.breach(kind, f"person {pair[0]} in group {pair[1]}: {wanted} were recorded, {kept} are kept")


def _appeals(verdict: Verdict, pair: tuple[int, int], wanted: Counter[State], kept: list[Filed]) -> None:
    told = f"person {pair[0]} in group {pair[1]}"
    real = Counter(one.appeal.state for one in kept)
    if real != wanted:
        fewer, more = real.total() < wanted.total(), real.total() > wanted.total()
        kind = "appeal lost" if fewer else "appeal doubled" if more else "appeal half done"
        verdict.breach(kind, f"{told}: {dict(wanted)} were to be, {dict(real)} are")
    for one in kept:
        said = (one.appeal.words, one.appeal.person)
        whole = said == (SAID, str(pair[0])) if one.appeal.state in PENDING else said == ("", "")
        if not whole:
            verdict.breach("appeal keeps words" if said[0] else "appeal half done", f"{told}: {one.appeal.state}")


def _shown(history: History) -> str:
    return ", ".join(f"{purpose} {len(events)} times" for purpose, events in sorted(history.items())) or "nothing"
