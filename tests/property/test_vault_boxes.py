"""Boxes that open only where, and only as, they were sealed."""

import os
from dataclasses import astuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from groupbot.vault.boxes import Cell, open_box, seal
from groupbot.vault.errors import VaultError
from groupbot.vault.framing import framed

CELLS = st.builds(Cell, st.text(max_size=5), st.binary(max_size=5), st.text(max_size=5), st.integers(0, 3))
TEXTS = st.one_of(st.binary(max_size=300), st.integers(0, 70_000).map(bytes))
KEY = b"k" * 32


class Plain:
    """The system's random bytes; a box must hold whatever they are."""

    def bytes(self, count: int) -> bytes:
        """Return random bytes."""
        return os.urandom(count)


@given(CELLS, TEXTS)
def test_round_trip(cell: Cell, text: bytes) -> None:
    """Requires that anything sealed opens in its cell, in a box of a declared length."""
    box = seal(KEY, Plain(), cell.place(), text)
    assert open_box(KEY, cell.place(), box) == text
    length = len(box) - 29
    assert length in {256, 1024, 4096} or length % 16384 == 0


@given(CELLS, CELLS)
def test_another_cell(cell: Cell, other: Cell) -> None:
    """Requires that no other cell opens a box."""
    assume(astuple(cell) != astuple(other))
    box = seal(KEY, Plain(), cell.place(), b"text")
    with pytest.raises(VaultError):
        open_box(KEY, other.place(), box)


@given(st.binary(max_size=300), st.data())
def test_flipped_bit(text: bytes, data: st.DataObject) -> None:
    """Requires that one flipped bit anywhere makes a box unreadable."""
    box = bytearray(seal(KEY, Plain(), b"place", text))
    bit = data.draw(st.integers(0, len(box) * 8 - 1))
    box[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VaultError):
        open_box(KEY, b"place", bytes(box))


@given(st.binary(max_size=300), st.integers(0, 600))
def test_cut_box(text: bytes, kept: int) -> None:
    """Requires that a box cut at any point is refused."""
    box = seal(KEY, Plain(), b"place", text)
    assume(kept < len(box))
    with pytest.raises(VaultError):
        open_box(KEY, b"place", box[:kept])


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
def test_framing(parts: list[bytes], others: list[bytes]) -> None:
    """Requires that two lists of parts are framed equally only when they are equal."""
    assert (framed(*parts) == framed(*others)) == (parts == others)
