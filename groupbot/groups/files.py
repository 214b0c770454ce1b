"""The policy files: one for all groups, and one of its own for a group that wants it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from groupbot.groups.model import Law
from groupbot.policy.compile import Compiled
from groupbot.policy.errors import PolicyError, PolicyErrors
from groupbot.policy.live import LivePolicy
from groupbot.policy.overlay import compile_overlay

OWN = "settings.yaml"


@dataclass(slots=True)
class Overlay:
    """What a group's admins have set, and what comes of it over the law that its file is now."""

    text: str
    base: Law | None = None
    law: Law | None = None
    errors: tuple[PolicyError, ...] = ()


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
        self._overlays: dict[int, Overlay] = {}
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

    def overlay(self, number: int, text: str) -> None:
        """Lay what a group's own admins have set over its file; an empty text takes it away."""
        self._overlays.pop(number, None)
        if text:
            self._overlays[number] = Overlay(text)

    def compiled(self, number: int, text: str) -> Compiled:
        """Return a group's file with this text laid over it; raises PolicyErrors."""
        live = self.of(number)
        return live.compiled if not text else compile_overlay(text, live.path, live.roots, OWN)

    def of(self, number: int) -> LivePolicy:
        """Return the file that a group lives under."""
        return self._own.get(number, self.common)

    def name(self, number: int) -> str:
        """Return the name of the file that a group lives under, or of its own settings."""
        return OWN if number in self._overlays else self._names[self.of(number)]

    def errors(self, number: int) -> tuple[PolicyError, ...]:
        """Return what keeps a group's file, or what its admins have set, from coming into force."""
        overlay = self._overlays.get(number)
        return self.of(number).errors or (overlay.errors if overlay else ())

    def law(self, number: int | None = None) -> Law | None:
        """Return the last good text of a group's file with its settings, of the common one without a number.

        None if it had none.
        """
        if number is None:
            return self._laws.get(self.common)
        base, overlay = self._laws.get(self.of(number)), self._overlays.get(number)
        if overlay is None or base is None:
            return base
        if overlay.base is not base:
            overlay.base = base
            try:
                overlay.law, overlay.errors = Law(self.compiled(number, overlay.text).policy, OWN), ()
            except PolicyErrors as wrong:
                overlay.errors = wrong.errors
        return overlay.law

    def _live(self, path: Path) -> LivePolicy:
        live = LivePolicy(path, (path.parent, *self._roots), patient=True)
        self._names[live] = path.name
        if live.good:
            self._laws[live] = Law(live.compiled.policy, path.name)
        return live
