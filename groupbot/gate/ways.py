"""The ways in and how they combine: pure; what is still missing is a combination again."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from groupbot.policy.entering import Enter, Inner, Right


@dataclass(frozen=True, slots=True)
class Ways:
    """So many of these are needed; each is a way in, or ways in that are combined once more.

    Raises ValueError where more are needed than there are, none is, or they are combined more than two deep.
    """

    need: int
    of: tuple["Right | Ways", ...]

    def __post_init__(self) -> None:
        """Refuse what could never be met, or always is."""
        deep = any(isinstance(inner, Ways) for part in self.of if isinstance(part, Ways) for inner in part.of)
        if deep or not 1 <= self.need <= len(self.of):
            raise ValueError("so many of these ways in cannot be asked for")


def ways(enter: Enter | Inner) -> Ways:
    """Return what a policy says lets somebody in."""
    parts = tuple(ways(part) if isinstance(part, Inner) else part for part in _parts(enter))
    return Ways(enter.at_least or (1 if enter.any_of else len(parts)), parts)


def missing(asked: Ways, held: AbstractSet[Right]) -> Ways | None:
    """Return what is still needed of somebody who has these rights, None where nothing is."""
    open_parts: list[Right | Ways] = []
    for part in asked.of:
        rest = _rest(part, held)
        if rest is not None:
            open_parts.append(rest)
    need = asked.need - (len(asked.of) - len(open_parts))
    return Ways(need, tuple(open_parts)) if need > 0 else None


def admits(asked: Ways, held: AbstractSet[Right]) -> bool:
    """Tell whether these rights are enough."""
    return missing(asked, held) is None


def helpful(asked: Ways, held: AbstractSet[Right]) -> frozenset[Right]:
    """Return the rights that would bring somebody nearer, in no order."""
    rest = missing(asked, held)
    return frozenset() if rest is None else _named(rest)


def reachable(asked: Ways, held: AbstractSet[Right], lost: AbstractSet[Right]) -> bool:
    """Tell whether somebody can still get in who has some rights and can never have others."""
    return admits(asked, held | (_named(asked) - lost))


def _parts(enter: Enter | Inner) -> tuple[Right | Inner, ...]:
    return enter.any_of or enter.all_of or enter.of


def _rest(part: Right | Ways, held: AbstractSet[Right]) -> Right | Ways | None:
    if isinstance(part, Ways):
        return missing(part, held)
    return None if part in held else part


def _named(asked: Ways) -> frozenset[Right]:
    names: set[Right] = set()
    for part in asked.of:
        names |= _named(part) if isinstance(part, Ways) else {part}
    return frozenset(names)
