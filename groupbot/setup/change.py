"""A change of what a group's admins have set: decided on what the transaction reads, entered, and never half."""

from dataclasses import dataclass

from groupbot.case import Case
from groupbot.consent import views as consent
from groupbot.decision import Settled
from groupbot.groups import keeping, own, register, terms
from groupbot.groups.model import Group, Law, Mode, TooSoon
from groupbot.groups.overlays import OWN
from groupbot.groups.own import Own
from groupbot.policy.compile import Compiled
from groupbot.policy.difference import differences
from groupbot.policy.models import Policy
from groupbot.setup import aside, history
from groupbot.setup.aside import Kind
from groupbot.setup.history import Changed, Entry, Role, noted
from groupbot.store.unit import Unit

MODE = "mode"


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody else has changed the settings since the one who acts saw them."""


def now_set(unit: Unit, case: Case) -> Own:
    """Return what the group's admins have set by now."""
    return own.load(unit, _group(case).number)


def compiled(unit: Unit, case: Case) -> Compiled:
    """Return what is set by now over the host's file as it is now; raises PolicyErrors."""
    return wished(case, now_set(unit, case).text)


def wished(case: Case, text: str) -> Compiled:
    """Return the policy that these settings would make; raises PolicyErrors with line, column and remedy.

    It reads and compiles the host's files, which takes milliseconds: an answer does so once.
    """
    return case.desk.directory.files.compiled(_group(case).number, text)


def propose(unit: Unit, case: Case, text: str) -> None:
    """Keep settings that wait for a word of the admins, in place of any that waited before."""
    aside.lay(unit, _group(case).number, Kind.DRAFT, text, case.today)


def draft(unit: Unit, case: Case) -> str | None:
    """Return the settings that wait for a word of the admins."""
    return aside.lies(unit, _group(case).number, Kind.DRAFT, case.today)


def former(unit: Unit, case: Case) -> str | None:
    """Return the settings until the last change, for as long as that can be undone."""
    return aside.lies(unit, _group(case).number, Kind.FORMER, case.today)


def forget_draft(unit: Unit, case: Case) -> None:
    """Drop what waits for a word of the admins."""
    aside.drop(unit, _group(case).number, Kind.DRAFT)


def apply(unit: Unit, case: Case, text: str, wish: Compiled, seen: int) -> Settled | Stale | TooSoon:
    """Put other settings in force, which make the policy `wish`, or say why not.

    `seen` is the version that the actor had before them. Nothing is written unless the whole change is.
    """
    group, held = _group(case), now_set(unit, case)
    if held.version != seen:
        return Stale()
    law, before = Law(wish.policy, OWN), in_force(unit, case)
    ruling = terms.adopt(unit, group.number, law, case.now.date(), consent.records_in)
    if ruling.refused is not None:
        return ruling.refused
    what = tuple(noted(each) for each in differences(before, law.policy))
    if what:
        aside.lay(unit, group.number, Kind.FORMER, held.text, case.today)
    _entered(unit, case, held, text, what)
    return Settled(group.number, group, text, law, ruling)


def switch(unit: Unit, case: Case, mode: Mode) -> Settled:
    """Let the group be live or paused from now on."""
    group, held = _group(case), now_set(unit, case)
    switched = register.switch(unit, group.number, mode)
    if switched is None:
        msg = f"group {group.number} is gone"
        raise ValueError(msg)
    if switched.card.mode is not group.card.mode:
        _entered(unit, case, held, held.text, (Changed(MODE, str(group.card.mode), str(mode)),))
    return Settled(group.number, switched)


def _entered(unit: Unit, case: Case, held: Own, text: str, what: tuple[Changed, ...]) -> None:
    number, version = _group(case).number, held.version + 1
    own.keep(unit, number, Own(text, version))
    # It was written over settings that are no more.
    forget_draft(unit, case)
    if not what:
        # What was as it comes is now said to be so: nobody reads an entry without a word in it.
        return
    entry = Entry(version, case.today, Role.ADMIN, what)
    history.enter(unit, number, entry, case.desk.random)


def in_force(unit: Unit, case: Case) -> Policy:
    """Return the policy that the group lives under by now."""
    kept = keeping.kept(unit, _group(case).number)
    return kept.policy if kept else case.policy


def _group(case: Case) -> Group:
    if case.group is None:
        msg = "settings are a group's"
        raise ValueError(msg)
    return case.group
