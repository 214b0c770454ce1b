"""Presses that could have written and did not: known in memory until the same person's next decision is written.

A refusal writes nothing, so no file tells that it was handled. Should it come again after a crash, behind a consent
that the same person gave after it, it would be decided on that consent and take it away. Therefore the decision that is
written remembers, in its own transaction, the presses before it as well; who decides nothing leaves nothing.
"""

from collections import OrderedDict

from groupbot.people import Actor

PEOPLE = 1024
PRESSES = 32


class Unwritten:
    """Keys of events by person; bounded, since a platform repeats only what is not confirmed to it yet."""

    def __init__(self) -> None:
        self._keys: OrderedDict[tuple[str, str], list[str]] = OrderedDict()

    def note(self, actor: Actor, key: str) -> None:
        """Note an event that wrote nothing."""
        keys = self._keys.setdefault((actor.platform, actor.id), [])
        self._keys.move_to_end((actor.platform, actor.id))
        if key not in keys:
            keys.append(key)
        del keys[:-PRESSES]
        if len(self._keys) > PEOPLE:
            self._keys.popitem(last=False)

    def of(self, actor: Actor) -> tuple[str, ...]:
        """Return the events of a person that wrote nothing, oldest first."""
        return tuple(self._keys.get((actor.platform, actor.id), ()))

    def forget(self, actor: Actor) -> None:
        """Forget them once they are remembered on disk."""
        self._keys.pop((actor.platform, actor.id), None)
