"""What a group's own admins set, laid over the operator's file: everything but what only the operator can know."""

from collections.abc import Sequence
from pathlib import Path

from groupbot.policy.checks import HEADER, build, check_file
from groupbot.policy.compile import Compiled, compiled, load
from groupbot.policy.errors import PolicyError, PolicyErrors, Refusal
from groupbot.policy.files import MOST_BYTES, Files
from groupbot.policy.located import Branch
from groupbot.policy.merge import merge_branches
from groupbot.policy.models import Policy
from groupbot.policy.strict import parse

# Who runs the machine knows where it stands; an admin of one of its groups could only guess, or deceive.
OPERATORS = ("host", "storage", "jurisdiction", "transfers")


def compile_overlay(text: str, base: Path, roots: Sequence[Path], name: str) -> Compiled:
    """Compile the file at `base` with the YAML of a group's admins over it; raises PolicyErrors with every mistake.

    `name` is what the admins' text is called in errors and origins. What `text` leaves out is what `base` says.
    """
    tree = overlay(text, name)
    files = Files(roots)
    under = load(base, files)
    merged = merge_branches(under, tree)
    policy = build(merged)
    if not isinstance(policy, Policy):
        raise PolicyErrors(policy)
    return compiled(policy, merged, tuple(files.seen))


def overlay(text: str, name: str) -> Branch:
    """Return the located tree of an admins' text by itself; raises PolicyErrors."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        refusal = Refusal(
            f"the file is larger than {MOST_BYTES // 1024} KiB", "settings need a few kilobytes; shorten it"
        )
        raise PolicyErrors([refusal.at(name, 1, 1)])
    # A file of nothing but comments changes nothing; the parser knows it only with a version in it.
    wrong: list[PolicyError] = []
    tree = parse(text if _says_something(text) else "policy: 1\n", name, passed_over=wrong)
    wrong += [*_not_theirs(tree), *check_file(_versioned(tree, name))]
    if wrong:
        raise PolicyErrors(wrong)
    return Branch({key: entry for key, entry in tree.entries.items() if key not in (*HEADER, "policy")}, tree.source)


def _says_something(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def _not_theirs(tree: Branch) -> list[PolicyError]:
    found = []
    for key, entry in tree.entries.items():
        if key in OPERATORS:
            message = f"`{key}` is for whoever hosts the bot to say: only they know where it keeps its data"
            found.append(PolicyError(entry.key.file, entry.key.line, entry.key.column, message, "delete it"))
        if key in HEADER:
            message = f"`{key}` has no place here: these settings lie over the file of whoever hosts the bot"
            found.append(PolicyError(entry.key.file, entry.key.line, entry.key.column, message, "delete it"))
    return found


def _versioned(tree: Branch, name: str) -> Branch:
    """Return the tree as a whole file has it: with its version, and without what is complained of already."""
    version = parse("policy: 1\n", name, passed_over=[])
    kept = {key: entry for key, entry in tree.entries.items() if key not in (*OPERATORS, *HEADER)}
    return Branch({**version.entries, **kept}, tree.source)
