"""A day's batch: always as long, in an order that tells nothing."""

from collections import Counter

import pytest

from groupbot.ledger.batch import BATCH, mixed
from groupbot.ledger.tiles import WIDTH
from tests.counted import Counted
from tests.unit.ledger.book import leaves


def split(row: bytes) -> list[bytes]:
    return [row[at : at + 32] for at in range(0, len(row), 32)]


@pytest.mark.parametrize("count", [0, 1, 17, BATCH])
def test_always_as_long(count: int) -> None:
    """REQUIRES one tile of different hashes whether nothing happened or much, each entry at the place told."""
    entries = split(leaves(count))
    batch = mixed(entries, Counted())
    row = split(batch.leaves)
    assert len(row) == len(set(row)) == BATCH == WIDTH
    assert [row[place] for place in batch.places] == entries
    assert len(set(row) & set(entries)) == count


def test_no_more_than_fits() -> None:
    """REQUIRES that what exceeds a batch, or is no hash, is refused rather than dropped."""
    with pytest.raises(ValueError, match="at most 256"):
        mixed(split(leaves(BATCH + 1)), Counted())
    with pytest.raises(ValueError, match="at most 256"):
        mixed([b"short"], Counted())


def test_every_place_is_as_likely() -> None:
    """REQUIRES that an entry stands anywhere with the same chance, wherever it waited: chi-squared over eighths."""
    random, rounds = Counted(), 800
    entries = split(leaves(3))
    found = Counter((at, place // 32) for _ in range(rounds) for at, place in enumerate(mixed(entries, random).places))
    for at in range(3):
        expected = rounds / 8
        squares = sum((found[at, eighth] - expected) ** 2 / expected for eighth in range(8))
        assert squares < 24.3  # seven degrees of freedom, one in a thousand
    assert len({tuple(mixed(entries, random).places) for _ in range(50)}) == 50
