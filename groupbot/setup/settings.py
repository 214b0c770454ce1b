"""/settings: what a group has chosen and where it came from, what was changed, and the way back."""

from collections.abc import Iterator
from datetime import date

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Count, Day, Lines, Screen, Text
from groupbot.decision import Decision
from groupbot.groups.files import OWN
from groupbot.groups.model import Mode
from groupbot.policy.compile import BUILT_IN, Compiled
from groupbot.policy.difference import Change, paths, stands, told
from groupbot.policy.errors import PolicyErrors
from groupbot.policy.located import Source
from groupbot.setup import change, confirming, history
from groupbot.setup.history import Changed, Entry
from groupbot.setup.where import which_group
from groupbot.store.unit import Unit

SHIPPED = "policies/"
PER_PAGE = 12
ENTRIES = 6


def settings(unit: Unit, case: Case) -> Decision:
    """Answer /settings, or one of its words: `history` and `undo`."""
    if case.group is None:
        return which_group()
    word = getattr(case.event, "argument", "").strip().casefold()
    if word == "history":
        return changed(unit, case)
    if word == "undo":
        return undo(unit, case)
    return page(unit, case)


def page(unit: Unit, case: Case) -> Decision:
    """Show a page of what is not at its default."""
    try:
        compiled = _compiled(unit, case)
    except PolicyErrors as wrong:
        return confirming.refused(wrong)
    lines = tuple(_differing(compiled))
    at = case.press.value * PER_PAGE if case.press and case.press.action == Action.SETTINGS else 0
    shown = lines[at : at + PER_PAGE]
    parts: list[Text | Lines] = [Text("settings-title"), Text(f"mode-{_mode(case)}")]
    parts.append(Lines(shown) if shown else Text("settings-default"))
    rows: list[tuple[Choice, ...]] = [
        (Choice(Text("button-change-settings"), Action.SETUP), Choice(Text("button-policy-file"), Action.POLICY)),
        (Choice(Text("button-history"), Action.HISTORY), Choice(Text("button-undo"), Action.UNDO)),
    ]
    if at + PER_PAGE < len(lines):
        rows.insert(0, (Choice(Text("button-next-page"), Action.SETTINGS, at // PER_PAGE + 1),))
    return Decision(show=Screen(tuple(parts), tuple(rows)), why=(Text("why-asked-by-admin"),))


def changed(unit: Unit, case: Case) -> Decision:
    """Show the last changes: on which day, in which role, what."""
    if case.group is None:
        return which_group()
    entries = history.entries(unit, case.group.number)[:ENTRIES]
    if not entries:
        return Decision(show=Screen((Text("history-none"),)), why_not=(Text("why-not-changed"),))
    parts = [part for entry in entries for part in _entry(entry)]
    undoing = ((Choice(Text("button-undo"), Action.UNDO),),)
    return Decision(show=Screen((Text("history-title"), *parts), undoing), why=(Text("why-asked-by-admin"),))


def undo(unit: Unit, case: Case) -> Decision:
    """Offer to go back to before the last change; an undone change can be undone in turn."""
    if case.group is None:
        return which_group()
    entries = history.entries(unit, case.group.number)
    if not entries:
        return Decision(show=Screen((Text("history-none"),)), why_not=(Text("why-not-changed"),))
    if any(each.path == change.MODE for each in entries[0].what):
        button = Choice(Text("button-pause"), Action.PAUSE)
        if case.group.card.mode is Mode.PAUSED:
            button = Choice(Text("button-resume"), Action.RESUME)
        return Decision(show=Screen((Text("undo-mode"),), ((button,),)), why_not=(Text("why-not-undo-mode"),))
    return confirming.confirm_screen(unit, case, entries[0].before)


def _compiled(unit: Unit, case: Case) -> Compiled:
    number = case.group.number if case.group else 0
    return case.desk.directory.files.compiled(number, change.now_set(unit, case).text)


def _mode(case: Case) -> Mode:
    return case.group.card.mode if case.group else Mode.DRY


def _differing(compiled: Compiled) -> Iterator[Text]:
    """Yield each value that neither the program nor a shipped file gives, and who does."""
    for path, value in paths(compiled.policy).items():
        if path.endswith(".publish_confirmed") and not value:
            # Whether a person agrees to be named is no question where none is.
            continue
        source = next((at for at in _sources(compiled, path) if at is not BUILT_IN), BUILT_IN)
        if source is BUILT_IN or source.file.startswith(SHIPPED):
            continue
        origin = "from-here" if source.file == OWN else "from-operator"
        yield Text(origin, (stands(path, value),))


def _sources(compiled: Compiled, path: str) -> list[Source]:
    return [at for written, at in compiled.provenance.items() if written == path or written.startswith(f"{path}.")]


def _entry(entry: Entry) -> tuple[Text | Lines, ...]:
    day = date.fromordinal(entry.day).isoformat()
    shown = tuple(_told(each) for each in entry.what[:PER_PAGE])
    more = len(entry.what) - len(shown)
    rest = (Text("settings-more", (Count(more),)),) if more > 0 else ()
    return Text("history-entry", (Day(day), Text(f"role-{entry.role}"))), Lines((*shown, *rest))


def _told(each: Changed) -> Text:
    if each.path == change.MODE:
        return Text("history-mode", (Text(f"mode-{each.old}"), Text(f"mode-{each.new}")))
    return told(Change(each.path, each.old, each.new))
