"""The product's texts: one banana JSON file per language, read once and never changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from groupbot.i18n.bidi import isolate
from groupbot.i18n.language import SOURCE, Language, chain, language, negotiate
from groupbot.i18n.template import Nodes, TemplateError, parse
from groupbot.text.patterns import WORD, Pattern

FOLDER = Path(__file__).parent / "messages"
DOCUMENTATION = "qqq"
_COMMAND = Pattern(rf"(^|[^{WORD}/])(/[a-z]+)")


class CatalogueError(ValueError):
    """Catalogues that cannot be used; one line per fault, each naming file, key and what is wrong."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message and the language it is really written in, which may be a stand-in for the one asked for."""

    language: Language
    nodes: Nodes


def read(path: Path) -> dict[str, str]:
    """Return the messages of one catalogue file, its @metadata left out; CatalogueError with file and place."""
    try:
        content = json.loads(path.read_text("utf-8"), object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise CatalogueError(f"{path.name}: not a JSON file that can be read: {error}") from error
    if not isinstance(content, dict):
        raise CatalogueError(f"{path.name}: must be one JSON object from keys to texts")
    content.pop("@metadata", None)
    for key, text in content.items():
        if not isinstance(text, str):
            raise CatalogueError(f"{path.name}: {key}: must be a text in quotes")
        try:
            text.encode()
        except UnicodeEncodeError as error:
            why = f"{path.name}: {key}: has half a character (a lone surrogate); write it anew"
            raise CatalogueError(why) from error
    return content


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} stands twice; keep one")
        found[key] = value
    return found


@dataclass(frozen=True, slots=True)
class Messages:
    """All messages in all languages; each language is complete, what it lacks comes from its fallbacks."""

    languages: tuple[str, ...]
    _tables: Mapping[str, Mapping[str, Message]]

    @classmethod
    def load(cls, folder: Path | None = None) -> "Messages":
        """Read every catalogue of a folder, the product's own once; CatalogueError with all faults of all files."""
        return _shipped() if folder is None else cls._read(folder)

    @classmethod
    def _read(cls, folder: Path) -> "Messages":
        own: dict[str, dict[str, Message]] = {}
        faults: list[str] = []
        for path in sorted(folder.glob("*.json")):
            if path.stem != DOCUMENTATION:
                own[path.stem] = _compiled(path, faults)
        if SOURCE not in own:
            faults.append(f"{SOURCE}.json: is missing; every language falls back to it")
        if faults:
            raise CatalogueError("\n".join(faults))
        tables: dict[str, Mapping[str, Message]] = {}
        for code in own:
            merged: dict[str, Message] = {}
            for fallback in reversed(chain(code)):
                merged.update(own.get(fallback, {}))
            tables[code] = MappingProxyType(merged)
        return cls(tuple(own), MappingProxyType(tables))

    def find(self, code: str, key: str) -> Message | None:
        """Return the message in the language of `code` or the nearest one to it; None for a key unknown to all."""
        table = self._tables.get(code) or self._tables[negotiate(code, self.languages)]
        return table.get(key)


@cache
def _shipped() -> Messages:
    # They never change while a process lives, and reading them is most of what a start costs.
    return Messages._read(FOLDER)  # noqa: SLF001  (the class's own other half)


def _with_commands(text: str) -> str:
    """Isolate commands in right-to-left text: a slash is neutral and would be shown at the wrong end of its word."""
    return _COMMAND.replace(text, lambda before, command: before + isolate(command))


def _compiled(path: Path, faults: list[str]) -> dict[str, Message]:
    table: dict[str, Message] = {}
    try:
        spoken = language(path.stem)
        texts = read(path)
    except CatalogueError as error:
        faults.append(str(error))
        return table
    except ValueError as error:
        faults.append(f"{path.name}: {error}")
        return table
    for key, text in texts.items():
        try:
            # A message left empty is one not yet translated.
            if text:
                table[key] = Message(spoken, parse(_with_commands(text) if spoken.rtl else text))
        except TemplateError as error:
            faults.append(f"{path.name}: {key}: {error}")
    return table
