"""Opening a row's sealed value where nothing else may hang on it: what never opens again counts as gone."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa
import structlog

from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell, Shredded, VaultError, VaultUnavailable

log = structlog.get_logger()

_REMEDY = "erasing takes the row away, and so does its end; if nobody touched the database, look for a failing disk"


def opened(unit: Unit, cell: Cell, row: sa.Row[Any], remedy: str = _REMEDY) -> bytes | None:
    """Return what a row with `key_id` and `sealed` says, None where its key is gone or it was changed, moved or cut.

    One such row must take no right from its member and hold up no other row (law L4); of what was changed the operator
    is told once, with a `remedy`. Raises VaultUnavailable where the vault does not serve just now.
    """
    try:
        return unit.vault.open_sealed(bytes(row.key_id), cell, bytes(row.sealed))
    except Shredded:
        return None
    except VaultUnavailable:
        raise
    except VaultError:
        _tell_once(cell, remedy)
        return None


@lru_cache(maxsize=1024)
def _tell_once(cell: Cell, remedy: str) -> None:
    log.error("a sealed row cannot be opened and counts as gone", table=cell.table, remedy=remedy)
