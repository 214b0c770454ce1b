"""What keeps a policy from coming into force in a group, and which groups' admins have not heard of it yet."""

from collections import Counter

import structlog

from groupbot.groups.directory import Directory
from groupbot.policy.errors import PolicyError

log = structlog.get_logger()

TOLD_ERRORS = 5

Errors = tuple[PolicyError, ...]


def report(errors: Errors) -> Errors:
    """Write a refusal into the log, and return it."""
    if errors:
        log.error(
            "policy refused; what was in force before stays so", errors=[str(one) for one in errors[:TOLD_ERRORS]]
        )
    return errors


class Refusals:
    """Remembers who was told of what.

    What there is to tell is looked up each time: a mistake that was mended before its turn came is told to nobody.
    """

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._told: dict[int, Errors] = {}
        self._tries: Counter[int] = Counter()

    def due(self, platforms: tuple[str, ...]) -> list[int]:
        """Return the served groups that have to hear of something; whoever failed most often comes last."""
        here = {group.number: group for group in self._directory}
        self._told = {number: errors for number, errors in self._told.items() if number in here}
        self._tries = Counter({number: count for number, count in self._tries.items() if number in here})
        served = [number for number, group in here.items() if group.served and group.card.chat.platform in platforms]
        return sorted(filter(self.untold, served), key=lambda number: self._tries[number])

    def untold(self, number: int) -> Errors:
        """Return what the admins of a group have not heard of yet, empty when there is nothing."""
        errors = self._directory.refusal(number)
        # The very same object: each edit of a file makes another one, also where the mistakes are equal.
        return () if errors is self._told.get(number) else errors

    def tried(self, number: int) -> None:
        """Remember that a group is being told."""
        self._tries[number] += 1

    def told(self, number: int, errors: Errors) -> None:
        """Remember that a group has heard of this."""
        self._told[number] = errors
        del self._tries[number]
