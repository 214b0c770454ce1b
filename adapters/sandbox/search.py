"""Looks for words in the very bytes on disk: tables, free pages, write-ahead log and whatever else lies there."""

from collections.abc import Mapping
from pathlib import Path

_SHORTEST = 4


def worth_seeking(words: Mapping[str, str]) -> dict[str, str]:
    """Leave out what is so short that random bytes would contain it by chance."""
    return {what: text for what, text in words.items() if len(text.encode("utf-8", "replace")) >= _SHORTEST}


def found_on_disk(folder: Path, words: Mapping[str, str]) -> tuple[str, ...]:
    """Return what of `words` (a description -> the words) stands in any file of `folder`, in UTF-8 or UTF-16."""
    sought = {
        what: [text.encode(encoding, "replace") for encoding in ("utf-8", "utf-16-le")] for what, text in words.items()
    }
    found: dict[str, None] = {}
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        for what, needles in sought.items():
            if any(needle in content for needle in needles):
                found[what] = None
    return tuple(found)
