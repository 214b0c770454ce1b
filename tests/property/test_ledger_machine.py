"""The log under any order of agreeing, withdrawing, events, days and restarts, against a model that cannot be wrong."""

import asyncio
import shutil
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from groupbot.ledger import checkpoint, proof, stored, views
from groupbot.ledger.batch import BATCH
from groupbot.ledger.comparing import Compared, Verdict, compared
from groupbot.ledger.continuing import Shown
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import Reason
from groupbot.ledger.tiles import Nodes
from groupbot.people import Actor
from groupbot.store.unit import Unit
from tests.property.memory import new_folder
from tests.seizure.opening import number_forms
from tests.unit.ledger_store.desk import ALI, NOA, POLICY, Desk
from tests.unit.store.furnished import kept
from tests.unit.store.shelf import Shelf

Result = TypeVar("Result")
DAN = Actor("telegram", "5000000079", name="Dan")  # who never agrees
MEMBERS = st.sampled_from([NOA, ALI])
REASONS = st.sampled_from([Reason.SCALE, Reason.MESSAGE, Reason.AUDIENCE])
DAYS = POLICY.retention.events_days
PARTS = 4
DEARER = 8
"""How many examples of the other machines' cost as much as one of this, whose every step appends and opens files."""


@dataclass
class Model:
    """Until when who has agreed, and what is kept of whom: by id, what happened and the day of its end."""

    until: dict[str, int] = field(default_factory=dict)
    kept: dict[str, dict[bytes, tuple[Happened, int]]] = field(default_factory=dict)


class LedgerMachine(RuleBasedStateMachine):
    """Requires that log and model agree after every step, whatever was erased, and that the tree only ever grows."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = new_folder("groupbot-ledger-")
        self.runner = asyncio.Runner()
        self.desk = Desk(Shelf(self.folder))
        self.model = Model()
        self.proofs: dict[bytes, bytes] = {}
        self.newest: Shown | None = None
        self.appended: int | None = None
        self.run(self.desk.opens())

    def teardown(self) -> None:
        """Close and take everything away."""
        self.desk.shelf.stop()
        self.runner.close()
        shutil.rmtree(self.folder)

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Wait for something."""
        return self.runner.run(work)

    def living(self, who: Actor) -> dict[bytes, tuple[Happened, int]]:
        """Return what ought to be kept of somebody now."""
        return self.model.kept.setdefault(who.id, {})

    @rule(who=MEMBERS, days=st.integers(1, 9))
    def agrees(self, who: Actor, days: int) -> None:
        """Give a consent, or renew it."""
        self.run(self.desk.agrees(who, days))
        self.model.until[who.id] = self.desk.today + days

    @rule(who=MEMBERS)
    def withdraws(self, who: Actor) -> None:
        """Withdraw, whether there is something or not: what lay there is in no file any more."""
        sealed = [bytes(row[0]) for row in self.desk.shelf.rows(self._sealed_of(who))]
        self.run(self.desk.withdraws(who))
        self.model.until.pop(who.id, None)
        self.living(who).clear()
        live = self.desk.shelf.live_bytes()
        assert not [one for one in sealed if one[:32] in live or one[-32:] in live]

    @rule(who=st.sampled_from([NOA, ALI, DAN]), reason=REASONS, held=st.booleans())
    def happens(self, who: Actor, reason: Reason, held: bool) -> None:  # noqa: FBT001  (a case)
        """Let something happen to somebody: it is kept of who agrees at that moment, and changes nothing otherwise."""
        happened = self.desk.held() if held else self.desk.warned(reason)
        agreed = self.desk.today < self.model.until.get(who.id, 0)
        before = None if agreed else kept(self.desk.shelf)
        row_id = self.run(self.desk.happens(who, happened))
        assert (row_id is not None) == agreed
        if row_id is not None:
            self.living(who)[row_id] = (happened, self.desk.today + DAYS)
        else:
            assert kept(self.desk.shelf) == before

    @rule(days=st.sampled_from([1, 1, 1, 2, 40]))
    def days_pass(self, days: int) -> None:
        """Let days go by; in a standstill nothing is done on those between."""
        self.desk.day += timedelta(days=days - 1)
        self.run(self.desk.days())
        self.appended = self.desk.today
        for entries in self.model.kept.values():
            for row_id, (_, ends) in list(entries.items()):
                if ends <= self.desk.today:
                    del entries[row_id]

    @rule()
    def restarts(self) -> None:
        """Stop the bot and start it again."""
        self.desk.shelf.stop()
        self.run(self.desk.opens())

    @rule(who=MEMBERS, opened=st.booleans())
    def carries_away(self, who: Actor, opened: bool) -> None:  # noqa: FBT001  (a case)
        """Let a member carry proofs away, of what is in the log already."""
        for entry in self.run(self.desk.entries(who)):
            if entry.leaf is not None:
                self.proofs[entry.id] = self.run(self.desk.proof(entry, who if opened else None))

    @invariant()
    def the_log_knows_what_the_model_knows(self) -> None:
        """Of each member exactly what ought to be kept is, and who keeps nothing is nobody."""
        for who in (NOA, ALI):
            found = {
                entry.id: (entry.opening.entry.happened, entry.until) for entry in self.run(self.desk.entries(who))
            }
            assert found == self.living(who)
        assert self.run(self.desk.handle(DAN)) is None

    @invariant()
    def no_file_names_anybody(self) -> None:
        """Nobody's id stands in a file, and of who never agreed nothing else either."""
        live = self.desk.shelf.live_bytes()
        assert not [form for who in (NOA, ALI, DAN) for form in number_forms(int(who.id)) if form in live]

    @invariant()
    def the_tree_only_grows(self) -> None:
        """Each checkpoint continues the one before by one batch for each day that was lived through."""
        note = self.run(self.desk.shelf.store.read(views.checkpoint))
        if note is None:
            assert self.appended is None
            return
        keys = self.run(self.desk.shelf.store.read(views.keys))
        shown = Shown(checkpoint.read(note, keys))
        if self.newest is not None and shown != self.newest:
            assert shown.checkpoint.size == self.newest.checkpoint.size + BATCH
            found = self.run(self.desk.shelf.store.read(partial(_compared, older=self.newest, newer=shown)))
            assert found.verdict is Verdict.GROWN
        self.newest = shown

    @invariant()
    def proofs_outlive_what_others_erase(self) -> None:
        """Whatever was carried away verifies for ever, and matches as long as its entry lives."""
        keys = self.run(self.desk.shelf.store.read(views.keys))
        living = {row_id for entries in self.model.kept.values() for row_id in entries}
        for row_id, file in self.proofs.items():
            proof.verify(file, keys)
            assert self.run(self.desk.matches(file)) == (row_id in living)

    def _sealed_of(self, who: Actor) -> str:
        handle = self.run(self.desk.handle(who)) or b""
        return f"SELECT sealed FROM ledger_entry WHERE handle = x'{handle.hex()}'"  # noqa: S608  (digits)


def _compared(unit: Unit, older: Shown, newer: Shown) -> Compared:
    return compared(older, newer, Nodes(stored.StoredTiles(unit)))


@pytest.mark.no_cover
@pytest.mark.parametrize("part", range(PARTS))
def test_the_log_in_any_order(part: int) -> None:
    """REQUIRES all that the machine requires; in parts, which find other examples, so that processes can share them."""
    whole = settings.get_profile(f"{settings.get_current_profile_name()}-machine")
    # Examples are derived from the name of the class, where they are not left to chance.
    machine = type(f"{LedgerMachine.__name__}{part}", (LedgerMachine,), {})
    run_state_machine_as_test(
        machine, settings=settings(whole, max_examples=max(whole.max_examples // (DEARER * PARTS), 2))
    )


def test_a_walk_ends_in_a_proof() -> None:
    """REQUIRES that the machine gets to an entry that is proved and erased at all."""
    machine = LedgerMachine()
    try:
        machine.agrees(NOA, 9)
        machine.happens(NOA, Reason.SCALE, held=False)
        machine.days_pass(1)
        machine.carries_away(NOA, opened=True)
        assert len(machine.proofs) == 1
        machine.withdraws(NOA)
        machine.the_log_knows_what_the_model_knows()
        machine.proofs_outlive_what_others_erase()
    finally:
        machine.teardown()
