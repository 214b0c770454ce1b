"""Which words a screen says: the keys of its texts, of what stands in them, and of its buttons."""

from collections.abc import Iterator

from groupbot.content import Lines, Screen, Text


def keys(screen: Screen) -> Iterator[str]:
    """Yield every key that has to have a text, in the order in which it is read."""
    for part in screen.parts:
        yield from _within(part)
    for row in screen.rows:
        for choice in row:
            yield from _within(choice.label)


def _within(part: object) -> Iterator[str]:
    match part:
        case Lines(items):
            for item in items:
                yield from _within(item)
        case Text(key, args):
            yield key
            for arg in args:
                yield from _within(arg)
