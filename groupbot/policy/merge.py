"""How a policy inherits: pure, and the same law at every depth."""

from groupbot.policy.located import Branch, Entry, Node


def merge(base: Node, child: Node) -> Node:
    """Lay a child over its base: mappings merge key by key, everything else is replaced, places stay with values."""
    if not (isinstance(base, Branch) and isinstance(child, Branch)):
        return child
    return merge_branches(base, child)


def merge_branches(base: Branch, child: Branch) -> Branch:
    """Lay one mapping over another; the child's keys win, the base's order of keys is kept."""
    entries = dict(base.entries)
    for key, entry in child.entries.items():
        below = base.entries.get(key)
        entries[key] = entry if below is None else Entry(entry.key, merge(below.node, entry.node))
    return Branch(entries, child.source)
