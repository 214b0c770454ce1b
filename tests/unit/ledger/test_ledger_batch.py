"""A day's batch: always as long, in an order that tells nothing."""

from collections import Counter

import pytest

from groupbot.ledger.batch import BATCH, _below, mixed
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


class Scripted:
    """Random bytes that are told beforehand, and then zeroes."""

    def __init__(self, *first: int) -> None:
        self.left = list(first)

    def bytes(self, count: int) -> bytes:
        """Return what comes next."""
        return bytes(self.left.pop(0) if self.left else 0 for _ in range(count))


def test_every_place_takes_part() -> None:
    """REQUIRES of the shuffle by Fisher and Yates that draws of nothing but zero move all places by one."""
    assert mixed(split(leaves(4)), Scripted()).places == (1, 2, 3, 4)
    assert mixed(split(leaves(BATCH)), Scripted()).places == (*range(1, BATCH), 0)


@pytest.mark.parametrize("bound", [1, 2, 3, 100, 128, 129, 255, 256])
def test_every_number_comes_from_as_many_bytes(bound: int) -> None:
    """REQUIRES that no number below a bound is likelier, by whole multiples or by bytes that are thrown away."""
    found = Counter[int]()
    for byte in range(256):
        script = Scripted(byte, 0)
        number = _below(bound, script)
        if len(script.left) == 1:  # else the byte was thrown away, and another one drawn
            found[number] += 1
    assert dict(found) == dict.fromkeys(range(bound), 256 // bound)


def test_places_stay_out_of_logs() -> None:
    """REQUIRES that what represents a batch in a log line tells neither leaves nor which of them are entries."""
    assert repr(mixed(split(leaves(1)), Counted())) == "Batch()"


def test_no_more_than_fits() -> None:
    """REQUIRES that what exceeds a batch, or is no hash, is refused rather than dropped."""
    with pytest.raises(ValueError, match=r"at most 256 leaves of 32 bytes\.$"):
        mixed(split(leaves(BATCH + 1)), Counted())
    with pytest.raises(ValueError, match=r"at most 256 leaves of 32 bytes\.$"):
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
