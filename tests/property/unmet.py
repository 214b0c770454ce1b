"""A platform that has not said yet who the bot is there, as each one is for the first moments after a start."""

from collections.abc import Iterator
from contextlib import contextmanager

from adapters.sandbox.state import PLATFORM
from tests.property.town import Town


@contextmanager
def unmet(town: Town) -> Iterator[None]:
    """Let the bot wait for the platform's word; it is met at the end."""
    performer = town.house.performer
    performer._unmet.add(PLATFORM)  # as bootstrap begins, where it asks who it is
    yield
    performer.meet(PLATFORM)
