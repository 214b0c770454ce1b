"""Every table declares what it is for, when its rows end, how they are erased and how they are exported (law L9)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from groupbot.store.unit import Unit


Exporter = Callable[["Unit", int, bytes], list[dict[str, Any]]]
Eraser = Callable[["Unit", bytes], None]
GroupEraser = Callable[["Unit", int], None]
Mark = Callable[["Unit", str, str], bytes]


@dataclass(frozen=True, slots=True)
class Duty:
    """The declared duties of one table.

    `purpose` and `retention` are sentences that a member reads in /mydata; `rests_on` says which consent, or which
    exception of law L1, permits a row. `ends` is the column with the first day (proleptic ordinal) or hour (since
    1970, `ends_in`) at which a row must be gone; "" where rows end with their group or deployment. `person` is the
    column with the random handle, "" where no row is about a person; where a row comes before any consent, and so
    before any handle, it holds a keyed tag instead, which `mark` makes of platform and id. `group` is the column
    with the number of the group that a row goes with, and `group_eraser` finds the rows about a group where no column
    tells; rows of its people go with it, and what refers to its own row. `keys` are the columns that name vault keys: a
    key without a row is dropped, a row without its key is deleted. Where all rows of a person in a group share one key,
    `key` is the purpose that it was made for, and it lives as long as one of them; `consent` is the purpose of the
    consent that they rest on, whose withdrawal shreds it. `survives` says that rows stay when somebody erases all that
    is theirs; what stays then, and why, is the text `erase-keeps-<table>`. `admins` says that a group's admins can
    read what a row holds about somebody else: its exporter then tells in `read_by_admins` when they did.
    """

    table: sa.Table
    purpose: str
    retention: str
    rests_on: str = ""
    eraser: Eraser | None = None
    group_eraser: GroupEraser | None = None
    exporter: Exporter | None = None
    ends: str = ""
    ends_in: str = "days"
    person: str = ""
    mark: Mark | None = None
    group: str = ""
    keys: tuple[str, ...] = ()
    consent: str = ""
    key: str = ""
    survives: bool = False
    admins: bool = False

    def __post_init__(self) -> None:
        """Refuse a table about persons that cannot be erased, exported and justified."""
        if not (self.purpose and self.retention):
            msg = f"table {self.table.name}: say its purpose and its retention"
            raise ValueError(msg)
        if self.person and not (self.eraser and self.exporter and self.rests_on and self.ends and self.keys):
            msg = f"table {self.table.name} is about persons: it needs an eraser, an exporter, a basis, an end and keys"
            raise ValueError(msg)
        if bool(self.consent) != bool(self.key):
            msg = f"table {self.table.name}: what a consent permits needs a key that goes with the consent"
            raise ValueError(msg)

    @property
    def holds_groups(self) -> bool:
        """Tell whether a row of this table is a group itself: keyed by its number, it takes all of the group along."""
        return [column.name for column in self.table.primary_key.columns] == [self.group]


def erase_by_key(table: sa.Table, person: str, key: str) -> Eraser:
    """Return the eraser that deletes a person's rows whose key has been shredded.

    Keys go first, so the rows of the withdrawn purpose are exactly those; a repetition after a crash finds them too.
    """

    def erase(unit: "Unit", handle: bytes) -> None:
        alive = unit.vault.keys_of(handle)
        unit.write(table.delete().where(table.c[person] == handle, table.c[key].not_in(alive)))

    return erase
