"""What a group's own admins set, laid over the operator's file: everything but what only the operator can know."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from groupbot.policy.checks import HEADER, build, check_file
from groupbot.policy.compile import Compiled, compile_policy, compiled
from groupbot.policy.errors import PolicyError, PolicyErrors, Refusal
from groupbot.policy.files import MOST_BYTES
from groupbot.policy.located import Branch, Entry, place, plain
from groupbot.policy.merge import merge_branches
from groupbot.policy.models import Policy
from groupbot.policy.strict import parse

# Who runs the machine knows where it stands and who looks into it; an admin of one of its groups could only guess, or
# hide it from members.
OPERATORS = ("host", "recipients", "storage", "jurisdiction", "transfers")
# Every list filled to its end makes less than two hundred. Whoever sends more waits no longer for it than others do.
MOST_NODES = 1_000


def compile_overlay(text: str, base: Path, roots: Sequence[Path], name: str) -> Compiled:
    """Compile the file at `base` with the YAML of a group's admins over it; raises PolicyErrors as `lay` does."""
    return lay(text, compile_policy(base, roots), name)


def lay(text: str, under: Compiled, name: str) -> Compiled:
    """Lay the YAML of a group's admins over a policy; raises PolicyErrors with every mistake.

    `name` is what the admins' text is called in errors and origins. What `text` leaves out is what `under` says.
    """
    policy, merged = _merged(text, under, name)
    return compiled(policy, merged, under.sources)


def lay_policy(text: str, under: Compiled, name: str) -> Policy:
    """Return the policy alone that `lay` makes, in half the time: nobody asks where each of its values came from."""
    return _merged(text, under, name)[0]


def overlay(text: str, name: str) -> Branch:
    """Return the located tree of an admins' text by itself; raises PolicyErrors."""
    tree, wrong = _read(text, name)
    wrong += check_file(_versioned(tree, name))
    if wrong:
        raise PolicyErrors(wrong)
    return _only(tree, ("policy",))


def _merged(text: str, under: Compiled, name: str) -> tuple[Policy, Branch]:
    tree, wrong = _read(text, name)
    mine = _only(tree, ("policy",))
    wrong += _not_asked(under.tree, mine)
    # With the version that the text itself names: a wrong one is a mistake as well.
    policy = build(merge_branches(under.tree, tree))
    if isinstance(policy, Policy) and not wrong:
        return policy, merge_branches(under.tree, mine)
    # Where the whole is sound, so is each part of it; by itself only what is wrong has to be looked at.
    raise PolicyErrors([*wrong, *check_file(_versioned(tree, name)), *(() if isinstance(policy, Policy) else policy)])


def _read(text: str, name: str) -> tuple[Branch, list[PolicyError]]:
    """Return what an admins' text sets, without what is not theirs, and what is wrong with it before its values are."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        refusal = Refusal(
            f"the file is larger than {MOST_BYTES // 1024} KiB", "settings need a few kilobytes; shorten it"
        )
        raise PolicyErrors([refusal.at(name, 1, 1)])
    wrong: list[PolicyError] = []
    # A file of nothing but comments changes nothing; the parser knows it only with a version in it.
    written = text if _says_something(text) else "policy: 1\n"
    tree = parse(written, name, passed_over=wrong, most_nodes=MOST_NODES)
    wrong += _not_theirs(tree)
    return _only(tree, OPERATORS + HEADER), wrong


def _says_something(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def _not_theirs(tree: Branch) -> list[PolicyError]:
    found = []
    for key, entry in tree.entries.items():
        if key in OPERATORS:
            message = f"`{key}` is for whoever hosts the bot to say: only they know where its data lies and who sees it"
            found.append(PolicyError(entry.key.file, entry.key.line, entry.key.column, message, "delete it"))
        if key in HEADER:
            message = f"`{key}` has no place here: these settings lie over the file of whoever hosts the bot"
            found.append(PolicyError(entry.key.file, entry.key.line, entry.key.column, message, "delete it"))
    return found


def _not_asked(under: Branch, tree: Branch) -> list[PolicyError]:
    """Return what is wrong where a private person is named with the word that another one gave in the file below."""
    former, mine = _controller(under), _controller(tree)
    if "publish_confirmed" in mine or former.get("publish_confirmed") is not True:
        return []
    others = [key for key in mine if key in ("name", "kind", "contact") and mine[key] != former.get(key)]
    if not others or {**former, **mine}.get("kind") != "person":
        return []
    source = place(tree, ("controller", others[0]), key=True)
    message = "this publishes other words about a private person than those that one has agreed to"
    remedy = (
        "add `publish_confirmed: true` below `controller:` once the person named now has agreed,"
        " or name an organisation or a role"
    )
    return [PolicyError(source.file, source.line, source.column, message, remedy)]


def _controller(tree: Branch) -> dict[str, Any]:
    entry: Entry | None = tree.entries.get("controller")
    return plain(entry.node) if entry and isinstance(entry.node, Branch) else {}


def _only(tree: Branch, without: Sequence[str]) -> Branch:
    return Branch({key: entry for key, entry in tree.entries.items() if key not in without}, tree.source)


def _versioned(tree: Branch, name: str) -> Branch:
    """Return the tree as a whole file has it: with its version, which admins need not write."""
    version = parse("policy: 1\n", name, passed_over=[])
    return Branch({**version.entries, **tree.entries}, tree.source)
