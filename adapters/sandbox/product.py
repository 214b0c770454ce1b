"""What the sandbox shows: the bot, its policies, its words; handed in, so that no feature is named here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .house import Builder
from .telling import Words

EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class About:
    """What a table declares: what it is for, how long its rows stay, and which column says when they end.

    That column holds a proleptic ordinal day, or an hour since 1970 where `ends_in` is "hours".
    """

    purpose: str
    retention: str
    ends: str = ""
    ends_in: str = "days"

    def ending(self, column: str, value: str) -> str:
        """Return the day that a value of the column `ends` means, or "" for any other."""
        if column != self.ends or not value.isdecimal():
            return ""
        try:
            day = date.fromordinal(int(value) if self.ends_in == "days" else EPOCH + int(value) // 24)
        except (ValueError, OverflowError):
            return ""
        return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True)
class Product:
    """`policies` are the shipped examples, the first one in force at first.

    `label` gives the button label of a message key in a language, or "". `commands` are offered to press, those
    of `office` to admins in the group; `hushed` are those that only their sender sees. `tables` says what each table
    is for, the vault's by "vault.name".
    """

    build: Builder
    policies: tuple[Path, ...]
    words: Words
    label: Callable[[str, str], str]
    commands: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    hushed: frozenset[str] = frozenset()
    tables: Mapping[str, About] = field(default_factory=dict)
