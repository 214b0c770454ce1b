"""Erasing: shred the keys, delete the rows, and drop what a crash left without a row (DESIGN section 7)."""

from collections.abc import Sequence

import sqlalchemy as sa

from groupbot.store.declared import Duty
from groupbot.store.tables import erase_job
from groupbot.store.unit import Unit
from groupbot.vault.vault import Vault

EVERYTHING = "*"


def finish(engine: sa.Engine, vault: Vault, duties: Sequence[Duty]) -> int:
    """Carry out every erasure that was entered, keys before rows; returns how many there were."""
    with engine.begin() as connection:
        jobs = connection.execute(sa.select(erase_job.c.handle, erase_job.c.purpose)).all()
    for handle, purpose in jobs:
        vault.shred(vault.keys_of(handle, None if purpose == EVERYTHING else purpose))
        vault.commit()
        with engine.begin() as connection:
            unit = Unit(connection, vault)
            for duty in duties:
                if duty.eraser:
                    duty.eraser(unit, handle)
            unit.write(erase_job.delete().where(erase_job.c.handle == handle, erase_job.c.purpose == purpose))
        if not vault.keys_of(handle):
            vault.forget(handle)
            vault.commit()
    return len(jobs)


def drop_orphans(engine: sa.Engine, vault: Vault, duties: Sequence[Duty]) -> int:
    """Drop the keys that no row names, the rows whose key is gone (a restored backup) and the people without a key.

    Returns how many keys and rows went. It runs while it holds the writers' lock, so that no other process stands
    between its vault and its database.
    """
    dropped = 0
    with engine.begin() as connection:
        alive = set(vault.all_key_ids())
        named: set[bytes] = set()
        for duty in duties:
            for column in duty.keys:
                key = duty.table.c[column]
                found = {bytes(row[0]) for row in connection.execute(sa.select(key).where(key.is_not(None)))}
                named |= found
                for dead in found - alive:
                    dropped += connection.execute(duty.table.delete().where(key == dead)).rowcount
        orphans = alive - named
        vault.shred(orphans)
        for _group, handle in list(vault.owners()):
            if not vault.keys_of(handle):
                vault.forget(handle)
        vault.commit()
    return dropped + len(orphans)
