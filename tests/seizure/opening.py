"""A seized machine in the hands of a test, opened by the program's own means, and the ways in which words may lie."""

import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from groupbot.disclosure.opening import Found, Opened, Row, take, unlock
from groupbot.people import Actor
from groupbot.receipts.publickey import as_text
from groupbot.store import database as databases
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.root import RootSource, read_root_key
from groupbot.vault.vault import Vault


@dataclass
class Seizure:
    """All that can be got: the files as they lie, what was found in them, and the key of receipts one could sign."""

    files: Mapping[str, bytes]
    found: Found
    public_key: str = ""

    @property
    def tables(self) -> Mapping[str, list[Row]]:
        """Return every row as it lies, by table."""
        return self.found.tables

    @property
    def opened(self) -> list[Opened]:
        """Return every value that opened."""
        return self.found.opened

    @property
    def members(self) -> Mapping[str, list[tuple[int, bytes]]]:
        """Return the (group number, handle) pairs that trying each account found, by id: all are of one platform."""
        return {account.partition(" ")[2]: pairs for account, pairs in self.found.members.items()}

    @property
    def shut(self) -> int:
        """Return how many values nothing opens."""
        return self.found.shut

    def of(self, table: str) -> list[Opened]:
        """Return what opened of one table."""
        return self.found.of(table)

    @property
    def clear(self) -> bytes:
        """Return everything that could be opened, as one string of bytes."""
        return b"\n".join(each.plain + json.dumps(each.said, ensure_ascii=False).encode() for each in self.opened)


def seize(files: Mapping[str, bytes], database: Path) -> Seizure:
    """Take the files alone."""
    with closing(databases.connect(f"sqlite:///{database}")) as lying, lying.reader.connect() as connection:
        return Seizure(files, take(connection))


def open_all(seizure: Seizure, vault: Path, root_key: Path, accounts: Iterable[str] = ()) -> Seizure:
    """Open with the root key whatever it opens, and try every account in every group."""
    with closing(Vault.open(vault, read_root_key(RootSource(file=root_key)), SystemRandom())) as opener:
        unlock(seizure.found, opener, [Actor("telegram", account) for account in accounts])
        assert not seizure.found.unread
        seizure.public_key = as_text(opener.signer().public_key)
    return seizure


def forms(text: str) -> set[bytes]:
    """Return the ways in which a text may lie in a file."""
    return {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), json.dumps(text)[1:-1].encode()}


def number_forms(number: int) -> set[bytes]:
    """Return the ways in which an id may lie in a file: decimal, and as SQLite, C and the network write numbers."""
    decimal = {str(abs(number)).encode(), str(abs(number)).encode("utf-16-le")}
    sizes = [size for size in (4, 6, 8) if -(1 << 8 * size - 1) <= number < 1 << 8 * size - 1]
    orders: tuple[Any, ...] = ("big", "little")
    return decimal | {number.to_bytes(size, order, signed=True) for size in sizes for order in orders}
