"""What must be true once everything that was pressed has been carried out, once each and in order."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from groupbot.actions import Action
from groupbot.consent.model import Purpose, State, purposes_of
from tests.crash.docket import Docket
from tests.standin.telegram import Press

EVENTS_KEPT = 8
EVERYWHERE = -1
LANGUAGE = -2
"""What an answer is about, where it is about no single group."""

History = dict[Purpose, tuple[State, ...]]


@dataclass(slots=True)
class Act:
    """One press: `answer` is the place where its answer must appear, `owed` says that one is due.

    `concerning` are the member and the group whose appeal an admin decides.
    """

    person: int
    group: int
    action: Action
    value: int
    answer: tuple[str, int, int]
    owed: bool
    update: int
    press: Press
    concerning: tuple[int, int] | None = None

    @property
    def about(self) -> int:
        """Return the group that the answer is about, or one of the two that are none."""
        match self.action:
            case Action.LANGUAGE:
                return LANGUAGE
            case Action.WITHDRAW_EVERYWHERE:
                return EVERYWHERE
        return self.group

    @property
    def may_be_written(self) -> bool:
        """Tell whether an answer of it may have waited: of what admins decide that can depend on who came first."""
        return self.owed or self.concerning is not None

    def overtakes(self, earlier: "Act") -> bool:
        """Tell whether this later decision takes the place of an earlier answer that still waits."""
        if earlier.person != self.person:
            return False
        return self.about == earlier.about or (self.about == EVERYWHERE and earlier.about != LANGUAGE)


@dataclass(slots=True)
class Expected:
    """Each person's consents, entries and appeals in each group, and the languages chosen, as all acts decide."""

    groups: tuple[int, ...]
    offered: frozenset[Purpose]
    held: dict[tuple[int, int], History] = field(default_factory=dict)
    languages: dict[int, int] = field(default_factory=dict)
    entries: Counter[tuple[int, int]] = field(default_factory=Counter)
    docket: Docket = field(default_factory=Docket)
    given: int = 0
    withdrawn: int = 0
    recorded: int = 0

    def decide(self, person: int, group: int, action: Action, value: int) -> bool:
        """Take a press into account; tell whether it is a decision that is written, whose answer must arrive."""
        match action:
            case Action.LANGUAGE:
                return self._speaks(person, value)
            case Action.WITHDRAW_EVERYWHERE:
                ended = [self._ends(person, each, frozenset(Purpose)) for each in self.groups]
                return any(ended)
            case Action.SAVE if wanted := purposes_of(value) & self.offered:
                return self._gives(person, group, wanted)
            case Action.WITHDRAW if value:
                return self._ends(person, group, purposes_of(value))
        return self._ends(person, group, frozenset(Purpose))

    def record(self, person: int, group: int) -> None:
        """Take into account that an admin did something to a member, which is recorded of who agreed to that."""
        if Purpose.EVENTS in self.held.get((person, group), {}):
            self.entries[person, group] += 1
            self.recorded += 1

    def erase(self, person: int, group: int) -> None:
        """Take into account that a member has all erased in a group."""
        self._ends(person, group, frozenset(Purpose))

    def _gives(self, person: int, group: int, wanted: frozenset[Purpose]) -> bool:
        before = self.held.get((person, group), {})
        self.held[person, group] = {
            purpose: (*before.get(purpose, ()), State.RENEWED if purpose in before else State.GIVEN)[-EVENTS_KEPT:]
            for purpose in wanted
        }
        self.given += 1
        if Purpose.EVENTS not in wanted:
            del self.entries[person, group]
        return True

    def _ends(self, person: int, group: int, purposes: Iterable[Purpose]) -> bool:
        before = self.held.pop((person, group), {})
        left = {purpose: events for purpose, events in before.items() if purpose not in purposes}
        if left:
            self.held[person, group] = left
        if Purpose.EVENTS not in left:
            del self.entries[person, group]
        self.withdrawn += left != before
        return left != before

    def _speaks(self, person: int, language: int) -> bool:
        before = self.languages.pop(person, 0)
        if language:
            self.languages[person] = language
        return bool(language or before)
