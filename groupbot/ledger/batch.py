"""What is appended once a day: always as many leaves, entries among dummies, in an order that tells nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from groupbot.ledger.tree import HASH_BYTES
from groupbot.ports import Random

# A constant of the log's origin: where it changes, a new origin begins. One tile.
BATCH = 256


@dataclass(frozen=True, slots=True)
class Batch:
    """The leaves in a row, and the place in it (0 to BATCH - 1) of each entry that was given, in the order given."""

    leaves: bytes = field(repr=False)
    places: tuple[int, ...] = field(repr=False)


def mixed(entries: Sequence[bytes], random: Random) -> Batch:
    """Return a batch with the leaves of at most BATCH entries, whose order is lost, and dummies up to BATCH.

    A dummy is 32 random bytes, which nobody can tell from a hash. Raises ValueError for more entries than fit, and for
    what is no hash.
    """
    if len(entries) > BATCH or any(len(entry) != HASH_BYTES for entry in entries):
        raise ValueError(f"A batch takes at most {BATCH} leaves of {HASH_BYTES} bytes.")
    order = list(range(BATCH))
    for last in range(BATCH - 1, 0, -1):  # Fisher and Yates: every order is as likely
        other = _below(last + 1, random)
        order[last], order[other] = order[other], order[last]
    places = tuple(order[: len(entries)])
    leaves = bytearray(random.bytes(BATCH * HASH_BYTES))
    for place, leaf in zip(places, entries, strict=True):
        leaves[place * HASH_BYTES : (place + 1) * HASH_BYTES] = leaf
    return Batch(bytes(leaves), places)


def _below(bound: int, random: Random) -> int:
    # Bytes above the last whole multiple are thrown away, else small numbers would come more often.
    whole = 256 - 256 % bound
    while True:
        number = random.bytes(1)[0]
        if number < whole:
            return number % bound
