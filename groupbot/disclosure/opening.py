"""Opens what was taken, as far as anybody can: without the root key, with it, and with it and a list of accounts."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from groupbot.duties import DUTIES
from groupbot.ledger.entry import SALT_BYTES
from groupbot.people import Actor
from groupbot.store.declared import Duty
from groupbot.vault.vault import Cell, Shredded, Vault, VaultError

Row = Mapping[str, Any]
_COMPRESSED = frozenset({"consent_record", "consent_grant"})
_OF_GROUPS = frozenset({"chat_group", "kept_policy", "own_settings"})


@dataclass(frozen=True, slots=True)
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
        return json.loads(self.plain) if self.plain[:1] in (b"{", b"[") else self.plain.decode(errors="replace")


@dataclass(slots=True)
class Found:
    """All that could be got: every row, every value that opened, and what trying accounts gave.

    `members` maps an account, its platform and id as on the list, to the (group number, handle) pairs that trying it
    in every group found: an id alone is somebody else's on another platform. `shut` counts the values whose key is
    gone, `unread` names the tables with values that this program does not know to open.
    """

    tables: Mapping[str, list[Row]]
    opened: list[Opened] = field(default_factory=list)
    members: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)
    shut: int = 0
    unread: set[str] = field(default_factory=set)

    def of(self, table: str) -> list[Opened]:
        """Return what opened of one table."""
        return [each for each in self.opened if each.table == table]


def take(connection: sa.Connection) -> Found:
    """Take the rows as they lie, of all tables that there are; an older backup has fewer."""
    there = set(sa.inspect(connection).get_table_names())
    declared = (duty.table for duty in DUTIES if duty.table.name in there)
    return Found(
        {table.name: [dict(row) for row in connection.execute(sa.select(table)).mappings()] for table in declared}
    )


def unlock(found: Found, vault: Vault, accounts: Iterable[Actor] = ()) -> Found:
    """Open with vault and root key whatever they open, and try every account in every group."""
    for duty in DUTIES:
        if "sealed" in duty.table.c and duty.table.name in found.tables:
            _open(found, vault, duty)
    for account in accounts:
        found.members[f"{account.platform} {account.id}"] = vault.find_everywhere(account.platform, account.id)
    return found


def _open(found: Found, vault: Vault, duty: Duty) -> None:
    table = duty.table.name
    for row, cell in _cells(duty, found.tables[table]):
        try:
            plain = vault.open_sealed(bytes(row["key_id"]), cell, bytes(row["sealed"]))
        except Shredded:
            found.shut += 1
        except VaultError:
            # Sealed for another place than this one, as of a table that has been added since: it is not passed over.
            found.unread.add(table)
        else:
            found.opened.append(Opened(table, row, zlib.decompress(plain) if table in _COMPRESSED else plain))


def _cells(duty: Duty, rows: Iterable[Row]) -> Iterator[tuple[Row, Cell]]:
    table = duty.table.name
    for row in rows:
        yield row, Cell(table, _place(table, row), "sealed")


def _place(table: str, row: Row) -> bytes:
    """Return the row's part of its cell, as the room that seals it has it."""
    if table == "deployment":
        return b"1"
    if table in _OF_GROUPS:
        return int(row["number"]).to_bytes(4, "big")
    if table == "settings_aside":
        return int(row["number"]).to_bytes(4, "big") + int(row["kind"]).to_bytes(1, "big")
    return bytes(row["handle"] if "handle" in row and "id" not in row else row["id"])
