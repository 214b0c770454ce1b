"""What must be true of appeals once all that was done about them has been carried out, in whatever order."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from groupbot.appeals.model import PENDING, Filed, Ruling, State
from groupbot.appeals.rules import AT_ONCE

Pair = tuple[int, int]


@dataclass(slots=True)
class Docket:
    """Each person's appeals in each group, by state, as all acts decide; `news` are the answers that must come.

    What is done about one appeal between two quiet points comes out the same in any order: its member takes it back, or
    admins decide it, never both; and nothing follows an erasure. Numbers are known from what lay there at the last
    quiet point.
    """

    states: dict[Pair, Counter[State]] = field(default_factory=dict)
    news: set[Pair] = field(default_factory=set)
    opened: int = 0
    closed: int = 0
    _waiting: dict[Pair, dict[int, State]] = field(default_factory=dict)
    _pending: Counter[Pair] = field(default_factory=Counter)
    _decided: set[Pair] = field(default_factory=set)
    _erased: set[Pair] = field(default_factory=set)

    def opens(self, pair: Pair) -> bool:
        """Take a new appeal into account; False where so many may wait that it could be refused."""
        if pair in self._erased or self._pending[pair] >= AT_ONCE:
            return False
        self.states.setdefault(pair, Counter())[State.OPEN] += 1
        self._pending[pair] += 1
        self.opened += 1
        return True

    def waiting(self, pair: Pair) -> Mapping[int, State]:
        """Return the appeals of a pair about which nothing was done yet, by number."""
        return {} if pair in self._erased else self._waiting.get(pair, {})

    def withdraws(self, pair: Pair, number: int) -> None:
        """Take into account that a member takes an appeal back."""
        self._moves(pair, number, State.WITHDRAWN)
        self.closed += 1

    def decidable(self, pair: Pair) -> bool:
        """Tell whether no appeal of a pair was decided yet: of two the answers could not be told apart."""
        return pair not in self._decided

    def decides(self, pair: Pair, number: int, ruling: Ruling, admins: int) -> bool:
        """Take into account that so many admins, of two, answer alike; tell whether that closes it."""
        self._decided.add(pair)
        if admins == 1:
            self._moves(pair, number, State.ANSWERED)
            return False
        self._moves(pair, number, ruling.outcome)
        self.news.add(pair)
        self.closed += 1
        return True

    def erases(self, pair: Pair) -> None:
        """Take into account that a member has all erased: what admins decide meanwhile comes to nothing."""
        self.states.pop(pair, None)
        self.news.discard(pair)
        self._erased.add(pair)

    def erased(self, pair: Pair) -> bool:
        """Tell whether a member had all erased since the last quiet point."""
        return pair in self._erased

    def begins(self, found: Mapping[Pair, Iterable[Filed]]) -> None:
        """Begin anew after a quiet point, with the numbers of what waits."""
        self._waiting = {
            pair: {one.number: one.appeal.state for one in filed if one.appeal.state in PENDING}
            for pair, filed in found.items()
        }
        self._pending = Counter({pair: len(waits) for pair, waits in self._waiting.items()})
        for seen in (self.news, self._decided, self._erased):
            seen.clear()

    def _moves(self, pair: Pair, number: int, state: State) -> None:
        before = self._waiting[pair].pop(number)
        self.states[pair][before] -= 1
        self.states[pair][state] += 1
