"""/settings: what a group has chosen and where it came from, what was changed, and the way back."""

from collections.abc import Iterator
from datetime import date

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Count, Day, Lines, Screen, Text
from groupbot.decision import Decision
from groupbot.groups.model import Mode
from groupbot.policy.compile import Compiled
from groupbot.policy.difference import Change, is_words, label, paths, stands, told
from groupbot.setup import change, confirming, ending, history
from groupbot.setup.history import Changed, Entry
from groupbot.setup.origin import given_by
from groupbot.setup.paging import asked_page, leaves, paged, turning
from groupbot.setup.refusing import tells_mistakes
from groupbot.setup.tables import FORMER_DAYS
from groupbot.setup.where import which_group
from groupbot.store.unit import Unit

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


@tells_mistakes
def page(unit: Unit, case: Case) -> Decision:
    """Show a page of what is not at its default."""
    lines = tuple(_differing(change.compiled(unit, case)))
    chosen = Lines(lines) if lines else Text("settings-default")
    shown = paged(case, (Text("settings-title"), Text(f"mode-{_mode(case)}"), chosen), Action.SETTINGS)
    rows = [
        shown.turns,
        (Choice(Text("button-change-settings"), Action.SETUP), Choice(Text("button-policy-file"), Action.POLICY)),
        (Choice(Text("button-history"), Action.HISTORY), Choice(Text("button-undo"), Action.UNDO)),
    ]
    return Decision(show=Screen((shown.text,), tuple(row for row in rows if row)), why=(Text("why-asked-by-admin"),))


def changed(unit: Unit, case: Case) -> Decision:
    """Show what was changed, the newest first: on which day, in which role, what."""
    if case.group is None:
        return which_group()
    entries = history.entries(unit, case.group.number)
    if not entries:
        return Decision(show=Screen((Text("history-none"),)), why_not=(Text("why-not-changed"),))
    # Leafed through in batches: nobody who asks for the first page waits until fifty entries are put into words.
    batch = min(case.press.value >> 8 if case.press else 0, (len(entries) - 1) // ENTRIES)
    here = entries[batch * ENTRIES : (batch + 1) * ENTRIES]
    pages = leaves(case, (Text("history-title"), *(part for entry in here for part in _entry(entry))))
    at = min(asked_page(case, Action.HISTORY), len(pages) - 1)
    former = batch << 8 | at - 1 if at else (batch - 1) << 8 | 0xFF if batch else None
    following = batch << 8 | at + 1 if at + 1 < len(pages) else None
    if following is None and (batch + 1) * ENTRIES < len(entries):
        following = (batch + 1) << 8
    turns = turning(Action.HISTORY, former, following)
    rows = tuple(row for row in (turns, (Choice(Text("button-undo"), Action.UNDO),)) if row)
    return Decision(show=Screen((pages[at],), rows), why=(Text("why-asked-by-admin"),))


def undo(unit: Unit, case: Case) -> Decision:
    """Offer to go back to before the last change; an undone change can be undone in turn.

    Where the bot was paused or resumed since, that is offered beside it.
    """
    if case.group is None:
        return which_group()
    entries, before = history.entries(unit, case.group.number), change.former(unit, case)
    switched = bool(entries) and any(each.path == change.MODE for each in entries[0].what)
    if before is not None:
        return confirming.confirm_screen(unit, case, before, after_switch=switched)
    if switched:
        shown = Screen((Text("undo-mode"),), (ending.switching_back(case),))
        return Decision(show=shown, why_not=(Text("why-not-undo-mode"),))
    if not entries:
        return Decision(show=Screen((Text("history-none"),)), why_not=(Text("why-not-changed"),))
    gone = Text("undo-none", (Count(FORMER_DAYS),))
    shown = Screen((gone,), ((Choice(Text("button-settings"), Action.SETTINGS),),))
    return Decision(show=shown, why_not=(Text("why-not-undo"),))


def _mode(case: Case) -> Mode:
    return case.group.card.mode if case.group else Mode.DRY


def _differing(compiled: Compiled) -> Iterator[Text]:
    """Yield each value that neither the program nor a shipped file gives, and who does."""
    for path, value in paths(compiled.policy).items():
        if path.endswith(".publish_confirmed") and not value:
            # Whether a person agrees to be named is no question where none is.
            continue
        source = given_by(compiled, path)
        if source:
            yield Text(f"from-{source}", (stands(path, value),))


def _entry(entry: Entry) -> tuple[Text | Lines, ...]:
    day = date.fromordinal(entry.day).isoformat()
    return Text("history-entry", (Day(day), Text(f"role-{entry.role}"))), Lines(tuple(map(_told, entry.what)))


def _told(each: Changed) -> Text:
    if each.path == change.MODE:
        return Text("history-mode", (Text(f"mode-{each.old}"), Text(f"mode-{each.new}")))
    if is_words(each.path):
        return Text("history-words", (label(each.path),))
    return told(Change(each.path, each.old, each.new))
