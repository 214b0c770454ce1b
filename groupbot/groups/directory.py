"""The groups in memory: which group an address means and which policy it lives under, without a database read."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from groupbot.groups.files import PolicyFiles
from groupbot.groups.model import Beginning, Group, Law, Ruling
from groupbot.groups.terms import too_soon
from groupbot.people import Chat
from groupbot.policy.errors import PolicyError, PolicyErrors


class Directory:
    """Finds groups by address and number, and the law of each; nothing in it is about a person.

    `begins` is what a new group begins with.
    """

    def __init__(self, policy: Path, folder: Path, roots: Iterable[Path], begins: Beginning) -> None:
        self.files = PolicyFiles(policy, folder, roots)
        self.begins = begins
        self._common = self.files.law()
        self._laws: dict[int, Law] = {}
        self._wishes: dict[int, Law | None] = {}
        self._waiting: dict[int, date] = {}
        self._refused: dict[int, tuple[PolicyError, ...]] = {}
        self._numbers: dict[Chat, int] = {}
        self._groups: dict[int, Group] = {}

    def __iter__(self) -> Iterator[Group]:
        return iter(self._groups.values())

    def find(self, chat: Chat) -> Group | None:
        """Return the group at an address, at those of its earlier addresses too that were met since the start."""
        number = self._numbers.get(chat)
        return None if number is None else self._groups.get(number)

    def numbered(self, number: int) -> Group | None:
        """Return the group with this number."""
        return self._groups.get(number)

    def keep(self, group: Group, met_at: Chat | None = None) -> None:
        """Enter a group, or its new state; `met_at` is an earlier address by which it was met."""
        self._numbers[group.card.chat] = group.number
        if met_at is not None:
            self._numbers[met_at] = group.number
        self._groups[group.number] = group

    def drop(self, number: int) -> None:
        """Forget a group that the bot has left."""
        for held in (self._groups, self._laws, self._wishes, self._waiting, self._refused):
            held.pop(number, None)
        self.files.overlay(number, "")
        self._numbers = {chat: known for chat, known in self._numbers.items() if known != number}

    def law(self, number: int | None) -> Law:
        """Return the law in force for a group; the common one for others, and without a number."""
        law = self._common if number is None else self._laws.get(number, self._common)
        if law is None:
            raise PolicyErrors(self.files.common.errors)
        return law

    def enforce_common(self, law: Law | None) -> None:
        """Put the law in force that new groups begin with; none leaves the present one."""
        self._common = law or self._common

    def laws(self) -> list[Law]:
        """Return the law of each group that has one."""
        return list(self._laws.values())

    def refusal(self, number: int) -> tuple[PolicyError, ...]:
        """Return what keeps a group's file from being in force: its mistakes, or terms that have to wait."""
        return self.files.errors(number) or self._refused.get(number, ())

    def settle(self, number: int, wish: Law | None, ruling: Ruling) -> tuple[PolicyError, ...]:
        """Remember what was ruled on a group's wish, and when to ask again; return a refusal that is news."""
        waited = number in self._refused and self._wishes.get(number) is wish
        self._wishes[number] = wish
        self._waiting.pop(number, None)
        if ruling.law is not None:
            self._laws[number] = ruling.law
        if ruling.refused is None:
            self._refused.pop(number, None)
            return ()
        self._waiting[number] = ruling.refused.until
        if waited:
            return ()
        self._refused[number] = (too_soon(self.files.name(number), ruling.refused),)
        return self._refused[number]

    def undecided(self, today: date) -> dict[int, Law | None]:
        """Return what the files want for groups on which that is not decided, or may be decided anew by today."""
        found = {}
        for number in self._groups:
            wish, waits = self.files.law(number), self._waiting.get(number)
            # A file that turned bad changes nothing for a group that has a law.
            fresh = number not in self._wishes or (wish is not None and wish is not self._wishes[number])
            if fresh or (waits is not None and waits <= today):
                found[number] = wish
        return found
