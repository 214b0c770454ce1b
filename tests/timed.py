"""Whether times can be told apart: Welch's t, as tests of what time must not tell measure it."""

import math
import statistics
from collections.abc import Mapping, Sequence

# What is taken for a difference in tests of leakage (Goodwill and others, 2011; ISO/IEC 17825).
LARGEST_T = 4.5


def welch(one: Sequence[int], two: Sequence[int]) -> float:
    """Return Welch's t between two series of times, in whichever unit."""
    spread = statistics.variance(one) / len(one) + statistics.variance(two) / len(two)
    return (statistics.mean(one) - statistics.mean(two)) / math.sqrt(spread)


def apart(taken: Mapping[str, Sequence[int]]) -> dict[tuple[str, str], float]:
    """Return each pair of series that can be told apart, with its t."""
    pairs = ((one, two) for one in taken for two in taken if one < two)
    found = {pair: welch(*(taken[name] for name in pair)) for pair in pairs}
    return {pair: t for pair, t in found.items() if abs(t) >= LARGEST_T}
