"""The policy files: one for all groups, and one of its own for a group that wants it."""

from collections.abc import Iterable
from pathlib import Path

from groupbot.groups.model import Law
from groupbot.policy.errors import PolicyError
from groupbot.policy.live import LivePolicy


class PolicyFiles:
    """Says what the files say now; whether that is in force is decided elsewhere.

    `folder` may hold `<group number>.yaml` for a group of its own rules; all others live under `policy`.
    """

    def __init__(self, policy: Path, folder: Path, roots: Iterable[Path]) -> None:
        self._folder = folder
        self._roots = tuple(roots)
        self._laws: dict[LivePolicy, Law] = {}
        self._names: dict[LivePolicy, str] = {}
        self._own: dict[int, LivePolicy] = {}
        self.common = self._live(policy)
        self._untold: dict[LivePolicy, tuple[PolicyError, ...]] = {}
        if self.common.errors:
            self._untold[self.common] = self.common.errors

    def look(self) -> dict[LivePolicy, tuple[PolicyError, ...]]:
        """Read again what has changed, is new or was deleted, and return what is wrong, once for each bad edit."""
        wrong, self._untold = self._untold, {}
        paths = {int(path.stem): path for path in self._folder.glob("*.yaml") if path.stem.isdecimal()}
        for number in [number for number in self._own if number not in paths]:
            gone = self._own.pop(number)
            self._laws.pop(gone, None)
            self._names.pop(gone)
        for live in (self.common, *self._own.values()):
            found = live.reload()
            if found.errors:
                wrong[live] = found.errors
            if found.changed:
                self._laws[live] = Law(live.compiled.policy, self._names[live])
        for number, path in paths.items():
            if number not in self._own:
                live = self._own[number] = self._live(path)
                if live.errors:
                    wrong[live] = live.errors
        return wrong

    def of(self, number: int) -> LivePolicy:
        """Return the file that a group lives under."""
        return self._own.get(number, self.common)

    def name(self, number: int) -> str:
        """Return the name of the file that a group lives under."""
        return self._names[self.of(number)]

    def law(self, number: int | None = None) -> Law | None:
        """Return the last good text of a group's file, of the common one without a number; None if it had none."""
        return self._laws.get(self.common if number is None else self.of(number))

    def _live(self, path: Path) -> LivePolicy:
        live = LivePolicy(path, (path.parent, *self._roots), patient=True)
        self._names[live] = path.name
        if live.good:
            self._laws[live] = Law(live.compiled.policy, path.name)
        return live
