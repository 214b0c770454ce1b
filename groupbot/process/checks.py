"""What a self-check found, as plain data for `groupbot doctor` and whoever else shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `ok` is None where it is worth knowing but neither right nor wrong.

    `found` says what is, `remedy` what to do about it ("" when nothing).
    """

    name: str
    ok: bool | None
    found: str
    remedy: str
