"""What the groups' own admins have set, laid over the operator's files: equal ones once, and many of them elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from groupbot.groups.model import Law
from groupbot.policy.compile import Compiled
from groupbot.policy.errors import PolicyError, PolicyErrors
from groupbot.policy.overlay import lay_policy
from groupbot.policy.same import Same

OWN = "settings.yaml"

Key = tuple[Same[Law], str]
Under = tuple[Law, Compiled]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Laid:
    """What comes of a text over a file: a law, or what is wrong."""

    law: Law | None
    errors: tuple[PolicyError, ...] = ()


@dataclass(frozen=True, slots=True)
class Pile:
    """A text over a file; `lay` may be called in any thread."""

    base: Law = field(repr=False)
    under: Compiled = field(repr=False)
    text: str = field(repr=False)

    @property
    def key(self) -> Key:
        """Return what makes it the same as another."""
        return Same(self.base), self.text

    def lay(self) -> Laid:
        """Work out what comes of it."""
        try:
            return Laid(Law(lay_policy(self.text, self.under, OWN), OWN))
        except PolicyErrors as wrong:
            return Laid(None, wrong.errors)


@dataclass(slots=True)
class _Overlay:
    """One group's: its text, what came of it last, and the last good law, which a file that changes cannot take."""

    text: str = field(repr=False)
    base: Law | None = None
    laid: Laid | None = None
    law: Law | None = None


class Overlays:
    """The settings of all groups that have some; each group's over the law that its file is now."""

    def __init__(self) -> None:
        self._overlays: dict[int, _Overlay] = {}
        # Kept alive by the groups that live under it, so that nothing has to be cleared away.
        self._laid: WeakValueDictionary[Key, Laid] = WeakValueDictionary()

    def set(self, number: int, text: str) -> None:
        """Put a group's text in the place of what it had; an empty one takes that away."""
        self._overlays.pop(number, None)
        if text:
            self._overlays[number] = _Overlay(text)

    def numbers(self) -> list[int]:
        """Return the groups that have settings."""
        return list(self._overlays)

    def text(self, number: int) -> str:
        """Return a group's text."""
        overlay = self._overlays.get(number)
        return overlay.text if overlay else ""

    def errors(self, number: int) -> tuple[PolicyError, ...]:
        """Return what was wrong with a group's text when it was laid last."""
        overlay = self._overlays.get(number)
        return overlay.laid.errors if overlay and overlay.laid else ()

    def due(self, under: Mapping[int, Under | None]) -> list[Pile]:
        """Return what nobody has laid yet of the groups' texts over these files."""
        piles: dict[Key, Pile] = {}
        for number, file in under.items():
            overlay = self._overlays.get(number)
            if overlay is None or file is None or overlay.base is file[0]:
                continue
            pile = Pile(*file, overlay.text)
            if pile.key not in self._laid:
                piles[pile.key] = pile
        return list(piles.values())

    def take(self, piles: Iterable[Pile], laid: Iterable[Laid]) -> None:
        """Remember what came of each pile, for as long as the caller or a group holds it."""
        for pile, result in zip(piles, laid, strict=True):
            self._laid[pile.key] = result

    def law(self, number: int, base: Law, under: Compiled) -> Law | None:
        """Return the law of a group over this file; of a text that does not fit the file, the last good one."""
        overlay = self._overlays.get(number)
        if overlay is None:
            return base
        if overlay.base is not base:
            pile = Pile(base, under, overlay.text)
            laid = self._laid.get(pile.key)
            if laid is None:
                laid = self._laid[pile.key] = pile.lay()
            overlay.base, overlay.laid, overlay.law = base, laid, laid.law or overlay.law
        return overlay.law
