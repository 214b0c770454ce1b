"""Inputs made to cost: each refused within one second and 50 MB."""

import sys
import time
import tracemalloc

import pytest
import yaml

from groupbot.policy.compile import check_policy
from groupbot.policy.errors import PolicyErrors
from groupbot.policy.strict import parse, strict_loader
from tests.unit.policy.desk import Desk

MEGABYTES = 1024 * 1024
LAUGHS = "a0: &a0 [lol, lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))

BOMBS = {
    "billion laughs": LAUGHS,
    "ten megabytes of flow nesting": "[" * 10 * MEGABYTES,
    "ten megabytes of flow mappings": "{a: " * (10 * MEGABYTES // 4),
    "ten megabytes of block nesting": "- " * (5 * MEGABYTES),
    "nesting just below the size limit": "[" * (256 * 1024),
    "block nesting just below the size limit": "- " * (128 * 1024),
    "keys nested just below the size limit": "? " * (128 * 1024),
    "a staircase": "".join(" " * n + "a:\n" for n in range(700)),
    "too many values": "policy: 1\nrecipients: [" + "a," * 100_000 + "]\n",
    "as many values as are allowed": "policy: 1\nrecipients: [" + "a," * 19_900 + "]\n",
    "as many unknown keys as are allowed": "policy: 1\n" + "".join(f"k{n}: 1\n" for n in range(9_990)),
    "python objects": "policy: 1\n" + "a: !!python/object/apply:time.sleep [5]\n" * 5_000,
    "one huge key": '"' + "policy" * 40_000 + '": 1\n',
    "one huge number": "policy: " + "9" * 250_000,
    "one huge address": f"policy: 1\ncomplaint: {{name: a, contact: {'a.' * 100_000}}}\n",
    "sentences without an end": "'" * (256 * 1024 - 1),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_end_early_and_small(desk: Desk, bomb: str) -> None:
    """REQUIRES that each bomb gives errors with a suggestion within 1 s and 50 MB of memory."""
    before = time.process_time()
    errors = desk.errors(BOMBS[bomb])
    # The measuring of coverage makes each line several times as dear.
    assert time.process_time() - before < (1 if sys.gettrace() is None else 5)
    assert errors
    assert all(error.suggestion for error in errors)
    tracemalloc.start()
    try:
        desk.errors(BOMBS[bomb])
        assert tracemalloc.get_traced_memory()[1] < 50 * MEGABYTES
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("base", [yaml.SafeLoader, yaml.CSafeLoader])
def test_ten_megabytes_that_were_read_end_by_depth(base: type) -> None:
    """REQUIRES that nesting alone ends the reading, whichever loader there is and however large the text."""
    before = time.process_time()
    with pytest.raises(PolicyErrors) as found:
        parse("[" * 10 * MEGABYTES, "x.yaml", strict_loader(base))
    assert time.process_time() - before < 1
    (error,) = found.value.errors
    assert (error.line, error.column) == (1, 33)
    assert error.message == "this is more than 32 levels deep"


def test_a_huge_file_is_not_read_whole(desk: Desk) -> None:
    """REQUIRES that of a file of 200 MB no more is read than the size limit."""
    path = desk.write("policy: 1\n")
    with path.open("r+b") as file:
        file.truncate(200 * MEGABYTES)
    tracemalloc.start()
    try:
        (error,) = check_policy(path, [desk.root])
        assert tracemalloc.get_traced_memory()[1] < 5 * MEGABYTES
    finally:
        tracemalloc.stop()
    assert error.message == "the file is larger than 256 KiB"


def test_doubling_paths_cost_nothing(desk: Desk) -> None:
    """REQUIRES that files which each extend the same two others are read once, not once for every way to them."""
    for layer in range(15):
        for side in "ab":
            desk.write(f"policy: 1\nextends: [a{layer + 1}.yaml, b{layer + 1}.yaml]\n", f"{side}{layer}.yaml")
    desk.write("policy: 1\n", "a15.yaml")
    desk.write("policy: 1\n", "b15.yaml")
    before = time.process_time()
    assert desk.errors("policy: 1\nfragment: true\nextends: [a1.yaml, b1.yaml]\n") == ()
    assert time.process_time() - before < 1
