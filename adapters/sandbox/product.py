"""What the sandbox shows: the bot, its policies, its words; handed in, so that no feature is named here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .house import Builder
from .telling import Words


@dataclass(frozen=True, slots=True)
class About:
    """What a table declares: what it is for and how long its rows stay."""

    purpose: str
    retention: str


@dataclass(frozen=True, slots=True)
class Product:
    """`check` returns the mistakes of a policy file, each with its line, and nothing for a good one.

    `label` gives the button label of a message key in a language, or "". `commands` are offered to press, `hushed`
    are those that only their sender sees. `tables` says what each table is for, the vault's by "vault.name".
    """

    build: Builder
    policies: tuple[Path, ...]
    check: Callable[[Path], Sequence[str]]
    words: Words
    label: Callable[[str, str], str]
    commands: tuple[str, ...] = ()
    hushed: frozenset[str] = frozenset()
    tables: Mapping[str, About] = field(default_factory=dict)
