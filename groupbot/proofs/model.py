"""What somebody has asked to carry away, and what of it shall be open."""

from dataclasses import dataclass
from enum import StrEnum

WHO, WHERE = 1, 2


class Sort(StrEnum):
    """What was asked for: the proof of an entry of the log, or a receipt of consent that names its group."""

    ENTRY = "entry"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it is sealed.

    `opens` are the bits of WHO and WHERE, `asked` the second of the bot's own time (groupbot.proofs.counting) at which
    it was asked for, `entry` the id of the entry in hexadecimal digits.
    """

    sort: Sort
    opens: int
    asked: int
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A request, the number by which buttons find it, whose it is, and the ordinal of the day on which it is gone."""

    number: int
    handle: bytes
    request: Request
    until: int
