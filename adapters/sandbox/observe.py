"""Looks at the disk after an event: which rows differ, and whether the words that passed through lie there."""

from pathlib import Path

from groupbot.events import CommandGiven, Event, MessagePosted

from .changes import difference
from .rows import Tables, read_tables
from .search import found_on_disk, worth_seeking
from .step import Written


def written_since(before: Tables, folder: Path, event: Event | None = None) -> Written:
    """Return what became of the rows in `folder` since `before`, and of the words of `event`."""
    after = read_tables(folder)
    words = worth_seeking(_words(event)) if event else {}
    rows = sum(len(table.rows) for table in after.values())
    return Written(difference(before, after), len(after), rows, tuple(words), found_on_disk(folder, words))


def _words(event: Event) -> dict[str, str]:
    words = {"the name": event.actor.name, "the account number": event.actor.id}
    if isinstance(event, MessagePosted):
        words["what was said"] = event.text
    if isinstance(event, CommandGiven):
        words["what followed the command"] = event.argument
    return words
