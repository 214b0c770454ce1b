"""Groups in which nothing goes on, as they stand in memory after a start."""

import gc
import time
import tracemalloc
from pathlib import Path

import msgspec

from bench.site import POLICY
from groupbot.groups.directory import Directory
from groupbot.groups.model import LIVE, Card, Group, Ruling
from groupbot.people import Chat, MessageRef
from groupbot.policy import shipped

_FIRST = -1_001_000_000_000
_ENOUGH = 1_000


def fill(directory: Directory, cards: list[bytes]) -> None:
    """Enter groups with their laws, as a start does.

    Each card is decoded from JSON of its own, as it comes out of its sealed row, so that no string is shared which a
    real start does not share.
    """
    wish, law = directory.files.law(), directory.law(None)
    for index, plain in enumerate(cards, 1):
        # Above the small numbers of which Python has but one each, as random ones are.
        group = Group(index * 1_000, msgspec.json.decode(plain, type=Card))
        directory.keep(group)
        directory.settle(group.number, wish, Ruling(law))


def cards(count: int) -> list[bytes]:
    """Return the cards of so many groups, each of `chats`; their lines stand since now, so that none falls due."""
    at = int(time.time())
    return [
        msgspec.json.encode(
            Card(Chat("telegram", str(chat)), f"Editors {chat % 1_000}", MessageRef(str(chat), "8"), at)
        )
        for chat in chats(count)
    ]


def chats(count: int) -> list[int]:
    """Return so many chats of Telegram."""
    return [_FIRST - number for number in range(count)]


def weigh(count: int) -> int:
    """Return the bytes that each of so many groups takes.

    Of fewer than a thousand as of a thousand: a single one is lost in what Python sets aside for others.
    """
    made = cards(max(count, _ENOUGH))
    directory = Directory(POLICY, Path("none"), (shipped(),), LIVE)
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    fill(directory, made)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return round((after - before) / len(made))
