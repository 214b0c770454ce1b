"""The groups in memory: which group an address means and which policy it lives under, without a database read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from groupbot.groups.model import Group, Law
from groupbot.people import Chat
from groupbot.policy.errors import PolicyError, PolicyErrors
from groupbot.policy.live import LivePolicy


class Directory:
    """Finds groups by address and number, and the law of each; nothing in it is about a person.

    `folder` may hold `<group number>.yaml` for a group of its own rules; all others live under `policy`.
    """

    def __init__(self, policy: Path, folder: Path, roots: Iterable[Path]) -> None:
        self._folder = folder
        self._roots = tuple(roots)
        self._names: dict[LivePolicy, str] = {}
        self._laws: dict[LivePolicy, Law] = {}
        self._own: dict[int, LivePolicy] = {}
        self._common = self._live(policy)
        self.enforce(self._common)
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
        self._groups.pop(number, None)
        self._numbers = {chat: known for chat, known in self._numbers.items() if known != number}

    def law(self, number: int | None) -> Law:
        """Return the law in force for a group: its own once that was put in force, else the common one."""
        own = self._own.get(number) if number is not None else None
        return self._laws.get(own or self._common, self._laws[self._common])

    def lives(self) -> tuple[LivePolicy, ...]:
        """Return the policy files to look after."""
        return (self._common, *self._own.values())

    def take_in(self) -> dict[int, tuple[PolicyError, ...]]:
        """Look after groups' own files that are new, and return what is wrong with the bad ones, by group number.

        A new file is in force only once it is enforced; the group of a bad one stays under the common policy.
        """
        bad = {}
        for path in self._folder.glob("*.yaml"):
            if not path.stem.isdecimal() or int(path.stem) in self._own:
                continue
            try:
                self._own[int(path.stem)] = self._live(path)
            except PolicyErrors as found:
                bad[int(path.stem)] = found.errors
        return bad

    def under(self, live: LivePolicy) -> tuple[int, ...]:
        """Return the numbers of the groups that live under a policy file."""
        return tuple(number for number in self._groups if self._own.get(number, self._common) is live)

    def enforce(self, live: LivePolicy) -> None:
        """Put a policy file's present text in force."""
        self._laws[live] = Law(live.compiled.policy, self._names[live])

    def _live(self, path: Path) -> LivePolicy:
        live = LivePolicy(path, (path.parent, *self._roots))
        self._names[live] = path.name
        return live
