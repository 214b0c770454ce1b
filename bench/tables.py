"""Figures for people: one column per field, numbers to the right."""

from collections.abc import Mapping, Sequence
from typing import Any


def table(entries: Sequence[Mapping[str, Any]]) -> str:
    """Set entries with equal fields under one another."""
    rows = [list(entries[0]), *([str(value) for value in entry.values()] for entry in entries)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
