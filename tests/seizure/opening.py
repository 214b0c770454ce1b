"""Opens a seized machine as far as anybody can: without the root key, with it, and with it and a list of accounts."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from groupbot.duties import DUTIES
from groupbot.ledger.entry import SALT_BYTES
from groupbot.receipts.publickey import as_text
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.root import RootSource, read_root_key
from groupbot.vault.vault import Cell, Shredded, Vault

COMPRESSED = ("consent_record", "consent_grant")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Opened:
    """One sealed value in clear."""

    table: str
    row: Row
    plain: bytes

    @property
    def said(self) -> Any:
        """Return it as the bot reads it; of an entry of the log, what it states."""
        if self.table == "ledger_entry":
            return json.loads(self.plain[3 * SALT_BYTES :])
        return json.loads(self.plain) if self.plain[:1] == b"{" else self.plain.decode()


@dataclass
class Seizure:
    """All that can be got: the files as they lie, every row, every value that opens, and what trying accounts gives.

    `members` maps an account to the (group number, handle) pairs that trying it in every group finds, `shut` counts
    the values that nothing opens, `public_key` is that of the receipts which the opener could sign.
    """

    files: Mapping[str, bytes]
    tables: Mapping[str, list[Row]]
    opened: list[Opened] = field(default_factory=list)
    members: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)
    shut: int = 0
    public_key: str = ""

    def of(self, table: str) -> list[Opened]:
        """Return what opened of one table."""
        return [each for each in self.opened if each.table == table]

    @property
    def clear(self) -> bytes:
        """Return everything that could be opened, as one string of bytes."""
        return b"\n".join(each.plain + json.dumps(each.said, ensure_ascii=False).encode() for each in self.opened)


def seize(files: Mapping[str, bytes], database: Path) -> Seizure:
    """Take the files alone."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        tables: dict[str, list[Row]] = {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608  (its own tables)
            for name in names
        }
    return Seizure(files, tables)


def open_all(seizure: Seizure, vault: Path, root_key: Path, accounts: Iterable[str] = ()) -> Seizure:
    """Open with the root key whatever it opens, and try every account in every group."""
    with closing(Vault.open(vault, read_root_key(RootSource(file=root_key)), SystemRandom())) as opener:
        for table, row, cell in _sealed(seizure):
            try:
                plain = opener.open_sealed(row["key_id"], cell, row["sealed"])
                seizure.opened.append(Opened(table, row, zlib.decompress(plain) if table in COMPRESSED else plain))
            except Shredded:
                seizure.shut += 1
        seizure.public_key = as_text(opener.signer().public_key)
        for account in accounts:
            seizure.members[account] = opener.find_everywhere("telegram", account)
    return seizure


def _sealed(seizure: Seizure) -> Iterator[tuple[str, Row, Cell]]:
    """Give every sealed value with its place; a table of another shape fails here, so that none is missed."""
    for duty in DUTIES:
        name = duty.table.name
        if not duty.keys:
            assert not [column for column in duty.table.columns if column.name == "sealed"]
            continue
        assert duty.keys == ("key_id",)
        for row in seizure.tables[name]:
            yield name, row, Cell(name, _place(name, row), "sealed")


def _place(table: str, row: Row) -> bytes:
    if table == "deployment":
        return b"1"
    if table in ("chat_group", "kept_policy", "own_settings"):
        return int(row["number"]).to_bytes(4, "big")
    if table == "settings_aside":
        return int(row["number"]).to_bytes(4, "big") + int(row["kind"]).to_bytes(1, "big")
    found: bytes = row["handle"] if "handle" in row and table != "ledger_entry" else row["id"]
    return found


def forms(text: str) -> set[bytes]:
    """Return the ways in which a text may lie in a file."""
    return {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), json.dumps(text)[1:-1].encode()}


def number_forms(number: int) -> set[bytes]:
    """Return the ways in which an id may lie in a file: decimal, and as SQLite, C and the network write numbers."""
    decimal = {str(abs(number)).encode(), str(abs(number)).encode("utf-16-le")}
    sizes = [size for size in (4, 6, 8) if -(1 << 8 * size - 1) <= number < 1 << 8 * size - 1]
    orders: tuple[Any, ...] = ("big", "little")
    return decimal | {number.to_bytes(size, order, signed=True) for size in sizes for order in orders}
