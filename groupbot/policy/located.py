"""A YAML document as a tree in which every key and value knows its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Scalar = str | int | bool | None
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from; line and column count from 1."""

    file: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value."""

    value: Scalar
    source: Source


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: "tuple[Node, ...]"
    source: Source


@dataclass(frozen=True, slots=True)
class Entry:
    """A key, by its place, and what it holds."""

    key: Source
    node: "Node"


@dataclass(frozen=True, slots=True)
class Branch:
    """A mapping."""

    entries: Mapping[str, Entry]
    source: Source


Node = Leaf | Items | Branch


def plain(node: Node) -> Any:
    """Return the bare lists, dictionaries and values of a tree."""
    if isinstance(node, Leaf):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key: plain(entry.node) for key, entry in node.entries.items()}


def place(root: Node, path: Path, *, key: bool = False) -> Source:
    """Return where `path` stands, or the nearest thing above it that exists; with `key`, the place of its last key."""
    node, source = root, root.source
    for step in path:
        match node:
            case Branch(entries) if step in entries:
                entry = entries[str(step)]
                node, source = entry.node, entry.key
            case Items(items) if isinstance(step, int) and step < len(items):
                node = items[step]
                source = node.source
            case _:
                return source
    return source if key else node.source


def leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Source]]:
    """Yield every value with its path and place; an empty list or mapping counts as a value."""
    match node:
        case Items(items) if items:
            for index, item in enumerate(items):
                yield from leaves(item, (*path, index))
        case Branch(entries) if entries:
            for name, entry in entries.items():
                yield from leaves(entry.node, (*path, name))
        case _:
            yield path, node.source
