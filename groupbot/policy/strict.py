"""YAML with everything taken out that an admin does not need and an attacker does."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from groupbot.policy.characters import code_point, first_unseen, quoted
from groupbot.policy.errors import MOST_ERRORS, PolicyError, PolicyErrors
from groupbot.policy.located import Branch, Entry, Items, Leaf, Node, Scalar, Source
from groupbot.policy.syntax import explain_syntax
from groupbot.text.patterns import Pattern

MOST_LEVELS = 32
MOST_NODES = 20_000

_BOOL, _INT, _NULL = (f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "null"))


def strict_loader(base: type) -> Any:
    """Make a loader that takes only true, false, whole numbers and nothing for other than text.

    The plain YAML 1.1 loaders read the language code `no` as false, 12:30:00 as 45000, 010 as 8 and 2026-11-24 as a
    date; YAML 1.2 (section 10.3) does not, and this is narrower still.
    """

    class StrictLoader(base):  # type: ignore[misc]  # the C loader where there is one, else the Python one
        yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (PyYAML's own name for the table, emptied here)

    StrictLoader.add_implicit_resolver(_BOOL, Pattern("^(?:true|false)$"), list("tf"))
    # A hundred digits are beyond every bound, and int() of thousands of digits is slow.
    StrictLoader.add_implicit_resolver(_INT, Pattern("^-?(?:0|[1-9][0-9]{0,99})$"), list("-0123456789"))
    StrictLoader.add_implicit_resolver(_NULL, Pattern("^(?:~|null|)$"), ["~", "n", ""])
    return StrictLoader


LOADER = strict_loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def parse(
    text: str,
    file: str,
    loader: Any = LOADER,
    passed_over: list[PolicyError] | None = None,
    most_nodes: int = MOST_NODES,
) -> Branch:
    """Read one document into a located tree.

    Raises PolicyErrors with every alias, anchor, tag, doubled key and odd key, or with the place where the text
    stops being YAML. Depth and number of nodes are bounded on the event stream, before anything is built. With
    `passed_over`, doubled and odd keys are put there instead, and the tree is read on without them.
    """
    # A line of rubbish is told as often as anybody reads it: there can be a hundred thousand.
    errors = list(islice(_characters(text, file), MOST_ERRORS)) or list(_events(text, file, loader, most_nodes))
    if errors:
        raise PolicyErrors(errors)
    node = yaml.compose(text, loader)
    if not isinstance(node, yaml.MappingNode):
        message = "the file is empty" if node is None else "a policy is a list of `key: value` lines, this is not"
        raise PolicyErrors([PolicyError(file, 1, 1, message, "begin the file with `policy: 1`")])
    tree = _build(node, file, errors if passed_over is None else passed_over)
    if errors or not isinstance(tree, Branch):
        raise PolicyErrors(errors)
    return tree


def _characters(text: str, file: str) -> Iterator[PolicyError]:
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        if line.startswith("%"):
            # libyaml compares each %TAG with all before it: nine thousand of them cost more than all else together.
            yield PolicyError(file, number, 1, "this is a word to the parser, not a key", "delete the line")
    if first_unseen(text.replace("\r\n", "\n"), "\t\n") < 0:
        return
    for number, line in enumerate(lines, 1):
        at = first_unseen(line, "\t")
        if at >= 0:
            message = f"an invisible character ({code_point(line[at])}) stands here"
            yield PolicyError(file, number, at + 1, message, "delete it and type the words around it anew")


def _events(text: str, file: str, loader: Any, most_nodes: int) -> Iterator[PolicyError]:
    depth = nodes = documents = 0
    try:
        for event in yaml.parse(text, loader):
            mark: Any = event.start_mark
            at = (file, mark.line + 1, mark.column + 1)
            yield from _decorations(event, at)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            nodes += isinstance(event, yaml.NodeEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            over = _over(depth, nodes, documents, most_nodes)
            if over is not None:
                yield PolicyError(*at, *over)
                return
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The Python scanner lets ValueError and OverflowError of impossible \U escapes and version numbers through.
        yield explain_syntax(error, file)


def _over(depth: int, nodes: int, documents: int, most_nodes: int) -> tuple[str, str] | None:
    if documents > 1:
        return "a second document begins here", "keep one policy per file, without `---`"
    if depth > MOST_LEVELS:
        return f"this is more than {MOST_LEVELS} levels deep", "a policy needs four levels at most"
    if nodes > most_nodes:
        return f"there are more than {most_nodes} values up to here", "a policy needs less than a hundred"
    return None


def _decorations(event: Any, at: tuple[str, int, int]) -> Iterator[PolicyError]:
    if isinstance(event, yaml.AliasEvent):
        yield PolicyError(
            *at, "aliases (`*name`) are not allowed", "write the value out, in quotes if it begins with *"
        )
    elif getattr(event, "anchor", None) is not None:
        yield PolicyError(
            *at, "anchors (`&name`) are not allowed", "write the value out, in quotes if it begins with &"
        )
    tag = getattr(event, "tag", None)
    if tag is not None:
        yield PolicyError(*at, f"the tag {quoted(tag)} is not allowed", "delete it, or put the text in quotes")


def _build(node: Any, file: str, errors: list[PolicyError]) -> Node:
    source = Source(file, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        return Branch(_entries(node, file, errors), source)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_build(item, file, errors) for item in node.value), source)
    return Leaf(_value(node), source)


def _value(node: Any) -> Scalar:
    text: str = node.value
    if node.tag == _BOOL:
        return text == "true"
    if node.tag == _INT:
        return int(text)
    return None if node.tag == _NULL else text


def _entries(node: Any, file: str, errors: list[PolicyError]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for key, value in node.value:
        at = (file, key.start_mark.line + 1, key.start_mark.column + 1)
        child = _build(value, file, errors)
        name = _value(key) if isinstance(key, yaml.ScalarNode) else None
        refusal = _odd_key(name, entries)
        if refusal is not None:
            errors.append(PolicyError(*at, *refusal))
            continue
        # An empty value has no place of its own that an admin could see: its key stands for it.
        lost = isinstance(child, Leaf) and child.value is None and not value.value
        entries[str(name)] = Entry(Source(*at), Leaf(None, Source(*at)) if lost else child)
    return entries


def _odd_key(name: Scalar, entries: dict[str, Entry]) -> tuple[str, str] | None:
    if not isinstance(name, str):
        return "a key must be a word", "write `key: value`, with the key in quotes if it is a number"
    if name == "<<":
        return "merging with `<<` is not allowed", "use `extends: base`, or write the values out"
    if name in entries:
        return f"{quoted(name)} stands here a second time", f"keep this line or line {entries[name].key.line}"
    return None
