"""The bond between a database and its vault: neither is opened with a stranger, because that would cost the keys.

Beside it stands, sealed, which account the bot has on each platform: another one is in none of the groups, and would
end them all.
"""

from typing import Any

import msgspec
import sqlalchemy as sa

from groupbot.store.tables import deployment
from groupbot.store.unit import Unit
from groupbot.vault.vault import DEPLOYMENT, Cell, Shredded

_ROW = 1
_CELL = Cell("deployment", b"1", "sealed")
# What was sealed before accounts were, and still is in a deployment that knows of none.
_WORD = b"one deployment"
_ACCOUNTS = msgspec.json.Decoder(dict[str, str])


class BondError(Exception):
    """The database and the vault do not belong together."""


def tie(unit: Unit) -> None:
    """Tie a new database to a new vault, or make sure that these two were tied before."""
    rows = unit.read(sa.select(deployment))
    if rows:
        try:
            _opened(unit, rows[0])
        except Shredded:
            msg = (
                "the vault is not the one of this database; put the right vault.db into the data folder, "
                "or begin anew with an empty folder and ask everybody again"
            )
            raise BondError(msg) from None
        return
    # A key of the deployment alone is what a crash at the very first start leaves; it is nobody's.
    if unit.vault.all_groups() != [DEPLOYMENT] or any(True for _ in unit.vault.owners()):
        msg = (
            "the vault holds keys of another database; set the right database, or begin anew with an empty data folder"
        )
        raise BondError(msg)
    key_id = unit.vault.new_key(DEPLOYMENT, b"", "deployment")
    sealed = unit.vault.seal(key_id, _CELL, _WORD)
    unit.write(deployment.insert().values(id=_ROW, key_id=key_id, sealed=sealed))


def accounts(unit: Unit) -> dict[str, str]:
    """Return the bot's own account on each platform that it has served, by the platform's id."""
    return {platform: id_ for row in unit.read(sa.select(deployment)) for platform, id_ in _opened(unit, row).items()}


def recognise(unit: Unit, platform: str, id: str) -> str:  # noqa: A002  (the word that groupbot.people uses)
    """Return the account that the bot has on a platform: this one where none was known, which is kept from now on."""
    known = accounts(unit)
    if platform not in known:
        _keep(unit, {**known, platform: id})
    return known.get(platform, id)


def forget(unit: Unit, platform: str) -> str:
    """Let the next account that comes on a platform be the bot's; returns the one that was, "" for none."""
    known = accounts(unit)
    former = known.pop(platform, "")
    if former:
        _keep(unit, known)
    return former


def _keep(unit: Unit, known: dict[str, str]) -> None:
    for row in unit.read(sa.select(deployment)):
        sealed = unit.vault.seal(bytes(row.key_id), _CELL, msgspec.json.encode(known) if known else _WORD)
        unit.write(deployment.update().values(sealed=sealed))


def _opened(unit: Unit, row: sa.Row[Any]) -> dict[str, str]:
    plain = unit.vault.open_sealed(bytes(row.key_id), _CELL, bytes(row.sealed))
    return {} if plain == _WORD else _ACCOUNTS.decode(plain)
