"""The policy files: one for all groups, and one of its own for a group that wants it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from groupbot.groups.model import Law
from groupbot.groups.overlays import OWN, Laid, Overlays, Pile
from groupbot.policy.compile import Compiled
from groupbot.policy.errors import PolicyError
from groupbot.policy.live import LivePolicy
from groupbot.policy.overlay import lay

__all__ = ["OWN", "PolicyFiles"]


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
        self._overlays = Overlays()
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
        self._overlays.set(number, text)

    def own(self, number: int) -> str:
        """Return what a group's own admins have set, empty where that is nothing."""
        return self._overlays.text(number)

    def piles(self) -> list[Pile]:
        """Return what has to be laid anew before `law` can answer at once, each only once."""
        return self._overlays.due({number: self._under(number) for number in self._overlays.numbers()})

    def take(self, piles: Sequence[Pile], laid: Sequence[Laid]) -> None:
        """Take what was laid in another thread; hold it until `law` was asked for the groups that it is for."""
        self._overlays.take(piles, laid)

    def compiled(self, number: int, text: str) -> Compiled:
        """Return a group's file with this text laid over it; raises PolicyErrors."""
        under = self.of(number).compiled
        return lay(text, under, OWN) if text else under

    def of(self, number: int) -> LivePolicy:
        """Return the file that a group lives under."""
        return self._own.get(number, self.common)

    def name(self, number: int) -> str:
        """Return the name of the file that a group lives under, or of its own settings."""
        return OWN if self.own(number) else self._names[self.of(number)]

    def errors(self, number: int) -> tuple[PolicyError, ...]:
        """Return what keeps a group's file, or what its admins have set, from coming into force."""
        return self.of(number).errors or self._overlays.errors(number)

    def law(self, number: int | None = None) -> Law | None:
        """Return the last good text of a group's file with its settings, of the common one without a number.

        None if it had none.
        """
        if number is None:
            return self._laws.get(self.common)
        under = self._under(number)
        return self._overlays.law(number, *under) if under else None

    def _under(self, number: int) -> tuple[Law, Compiled] | None:
        live = self.of(number)
        base = self._laws.get(live)
        return None if base is None else (base, live.compiled)

    def _live(self, path: Path) -> LivePolicy:
        live = LivePolicy(path, (path.parent, *self._roots), patient=True)
        self._names[live] = path.name
        if live.good:
            self._laws[live] = Law(live.compiled.policy, path.name)
        return live
