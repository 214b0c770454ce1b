"""The bond between a database and its vault: neither is opened with a stranger, because that would cost the keys."""

import sqlalchemy as sa

from groupbot.store.tables import deployment
from groupbot.store.unit import Unit
from groupbot.vault.vault import DEPLOYMENT, Cell, Shredded

_ROW = 1
_WORD = b"one deployment"


class BondError(Exception):
    """The database and the vault do not belong together."""


def tie(unit: Unit) -> None:
    """Tie a new database to a new vault, or make sure that these two were tied before."""
    rows = unit.read(sa.select(deployment))
    cell = Cell("deployment", b"1", "sealed")
    if rows:
        try:
            unit.vault.open_sealed(bytes(rows[0].key_id), cell, bytes(rows[0].sealed))
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
    sealed = unit.vault.seal(key_id, cell, _WORD)
    unit.write(deployment.insert().values(id=_ROW, key_id=key_id, sealed=sealed))
