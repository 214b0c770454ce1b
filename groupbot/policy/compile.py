"""From files to the policy in force."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from groupbot.policy.checks import HEADER, build, check_file
from groupbot.policy.errors import PolicyError, PolicyErrors, Refusal
from groupbot.policy.files import Files, decoded
from groupbot.policy.located import Branch, Entry, Items, Leaf, Source, leaves, place, plain
from groupbot.policy.merge import merge_branches
from groupbot.policy.models import Policy
from groupbot.policy.strict import parse

MOST_FILES = 32

BUILT_IN = Source("built in", 0, 0)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A policy in force: where each value came from ("retention.events_days"), and the files it was made of.

    `tree` is what it was built of, for another to be laid over it.
    """

    policy: Policy
    provenance: Mapping[str, Source]
    sources: tuple[Path, ...]
    tree: Branch = field(repr=False, compare=False)


def compile_policy(path: Path, roots: Sequence[Path]) -> Compiled:
    """Compile the policy at `path` with everything it extends; raises PolicyErrors.

    Files may lie in `roots` and among the shipped policies, nowhere else. A value that no file gives has the place
    BUILT_IN.
    """
    return compile_files(path, Files(roots))


def check_policy(path: Path, roots: Sequence[Path]) -> tuple[PolicyError, ...]:
    """Return everything that is wrong with a file; a fragment need not be complete."""
    run = _Run(Files(roots))
    try:
        run.whole(path)
    except PolicyErrors as found:
        return found.errors
    return ()


def compile_files(path: Path, files: Files) -> Compiled:
    """Compile as compile_policy does, by files that keep what they saw also when PolicyErrors is raised."""
    run = _Run(files)
    tree, policy = run.whole(path)
    if policy is None:
        raise _fragment(tree)
    return compiled(policy, tree, tuple(reversed(run.merged)))


def compiled(policy: Policy, tree: Branch, sources: tuple[Path, ...]) -> Compiled:
    """Return a policy with the places of the merged tree that it was built of."""
    return Compiled(policy, MappingProxyType(_provenance(policy, tree)), sources, _without_header(tree))


def _fragment(tree: Branch) -> PolicyErrors:
    source = place(tree, ("fragment",), key=True)
    refusal = Refusal("this file is a fragment, not a policy", "write a file that extends it, and name that one")
    return PolicyErrors([refusal.at(source.file, source.line, source.column)])


class _Run:
    """One compilation: each file is read, parsed and merged once, however many others extend it."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._errors: list[PolicyError] = []
        self._broken = False
        self.merged: dict[Path, Branch] = {}

    def whole(self, path: Path) -> tuple[Branch, Policy | None]:
        """Return the merged tree and its policy, None for a fragment; raises PolicyErrors."""
        path = self._files.absolute(path)
        tree = self._load(path, Source(self._files.show(path), 1, 1), ())
        policy = None
        if tree is not None and not self._broken and not _flagged_fragment(tree):
            result = build(tree)
            if isinstance(result, Policy):
                policy = result
            else:
                self._errors += result
        if tree is None or self._errors:
            raise PolicyErrors(self._errors)
        return tree, policy

    def _load(self, path: Path, asked: Source, above: tuple[Path, ...]) -> Branch | None:
        try:
            self._refuse_circles(path, above)
            if path in self.merged:
                return self.merged[path]
            data = self._files.read(path)
        except Refusal as refusal:
            self._fail([refusal.at(asked.file, asked.line, asked.column)])
            return None
        shown = self._files.show(path)
        try:
            tree = parse(decoded(data), shown, passed_over=self._errors)
        except Refusal as refusal:
            self._fail([refusal.at(shown, refusal.line, refusal.column)])
            return None
        except PolicyErrors as found:
            self._fail(found.errors)
            return None
        self._errors += check_file(tree)
        merged = tree
        for entry in reversed(_extended(tree)):
            base = self._base(entry, path, (*above, path))
            if base is not None:
                merged = merge_branches(base, merged)
        self.merged[path] = merged
        return merged

    def _base(self, entry: Leaf, path: Path, above: tuple[Path, ...]) -> Branch | None:
        try:
            base = self._files.named(str(entry.value), path)
        except Refusal as refusal:
            self._fail([refusal.at(entry.source.file, entry.source.line, entry.source.column)])
            return None
        tree = self._load(base, entry.source, above)
        return None if tree is None else _without_header(tree)

    def _refuse_circles(self, path: Path, above: tuple[Path, ...]) -> None:
        real = [os.path.realpath(step) for step in (*above, path)]
        if real[-1] in real[:-1]:
            circle = " -> ".join(self._files.show(step) for step in (*above[real.index(real[-1]) :], path))
            raise Refusal(f"these files extend one another in a circle: {circle}", "delete one of the `extends`")
        if len(self._files.seen) >= MOST_FILES and path not in self._files.seen:
            raise Refusal(f"more than {MOST_FILES} files extend one another", "put some of them together")

    def _fail(self, errors: Sequence[PolicyError]) -> None:
        # What a broken file would have added is unknown: nothing is called missing then.
        self._broken = True
        self._errors += errors


def _flagged_fragment(tree: Branch) -> bool:
    entry = tree.entries.get("fragment")
    return entry is not None and plain(entry.node) is True


def _extended(tree: Branch) -> list[Leaf]:
    entry = tree.entries.get("extends")
    match entry.node if entry else None:
        case Leaf(str()) as leaf:
            return [leaf]
        case Items(items):
            return [item for item in items if isinstance(item, Leaf) and isinstance(item.value, str)]
        case _:
            return []


def _without_header(tree: Branch) -> Branch:
    entries: dict[str, Entry] = {key: entry for key, entry in tree.entries.items() if key not in HEADER}
    return Branch(entries, tree.source)


def _provenance(policy: Policy, tree: Branch) -> dict[str, Source]:
    written = {_dotted(path): source for path, source in leaves(tree)}
    return {name: written.get(name, BUILT_IN) for name in values(policy)}


def values(policy: Policy) -> dict[str, Any]:
    """Return every value in force by its dotted path; list entries are numbered from 0."""
    return dict(_flat(policy.model_dump(mode="json"), ()))


def _flat(value: Any, path: tuple[str | int, ...]) -> list[tuple[str, Any]]:
    if value and isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in _flat(inner, (*path, key))]
    if value and isinstance(value, list):
        return [pair for index, inner in enumerate(value) for pair in _flat(inner, (*path, index))]
    return [(_dotted(path), value)]


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(str(step) for step in path)
