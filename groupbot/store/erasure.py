"""Erasing: shred the keys, delete the rows, and drop what a crash left without a row (DESIGN section 7)."""

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

import sqlalchemy as sa

from groupbot.store.declared import Duty
from groupbot.store.tables import erase_job
from groupbot.store.unit import Unit
from groupbot.vault.vault import DEPLOYMENT, Vault

Each = TypeVar("Each")

_AT_ONCE = 500
# Stands for all purposes of a person in a group at once; no key is made for it.
EVERYTHING = "*"


def erase_person(unit: Unit, handle: bytes, duties: Sequence[Duty]) -> None:
    """Delete in this unit all rows of a person in a group, save those that survive it, and enter their keys' end."""
    for duty in duties:
        if not duty.person or duty.mark or duty.survives:
            continue
        theirs = duty.table.c[duty.person] == handle
        for column in duty.keys:
            named = sa.select(duty.table.c[column]).where(theirs, duty.table.c[column].is_not(None))
            unit.supersede(bytes(row[0]) for row in unit.read(named))
        unit.write(duty.table.delete().where(theirs))
    unit.erase(handle, EVERYTHING)


def erase_group(unit: Unit, number: int, duties: Sequence[Duty]) -> None:
    """Erase a group in this unit: its keys are gone with the vault's commit, its rows with the database's behind it.

    A kill between the two leaves rows without a key, which start-up drops: no mark has to be set before, and none could
    outlive the keys. What waits to be told about the group goes too. A group that is gone already is no error.
    """
    handles = unit.vault.people_of(number)
    for duty in duties:
        if duty.group_eraser:
            duty.group_eraser(unit, number)
        if duty.group:
            unit.write(duty.table.delete().where(duty.table.c[duty.group] == number))
        elif duty.person and not duty.mark:
            for some in _parts(handles):
                unit.write(duty.table.delete().where(duty.table.c[duty.person].in_(some)))
    unit.vault.drop_group(number)
    unit.end_group(number)


def finish(engine: sa.Engine, vault: Vault, duties: Sequence[Duty]) -> int:
    """Carry out every erasure that was entered, keys before rows; returns how many there were."""
    with engine.begin() as connection:
        jobs = connection.execute(sa.select(erase_job.c.handle, erase_job.c.purpose)).all()
        spared = {handle: _surviving(connection, handle, duties) for handle, purpose in jobs if purpose == EVERYTHING}
    for handle, purpose in jobs:
        if purpose == EVERYTHING:
            vault.shred(set(vault.keys_of(handle)) - spared[handle])
        for named in _purposes(purpose, duties):
            vault.shred(vault.keys_of(handle, named))
        vault.commit()
        with engine.begin() as connection:
            unit = Unit(connection, vault)
            for duty in duties:
                if duty.eraser and not duty.mark:
                    duty.eraser(unit, handle)
            unit.write(erase_job.delete().where(erase_job.c.handle == handle, erase_job.c.purpose == purpose))
        if not vault.keys_of(handle):
            vault.forget(handle)
            vault.commit()
    return len(jobs)


def _surviving(connection: sa.Connection, handle: bytes, duties: Sequence[Duty]) -> set[bytes]:
    """Return the keys of a person's rows that stay when everything else goes."""
    staying = [duty for duty in duties if duty.survives and duty.person and not duty.mark]
    columns = [(duty.table.c[column], duty.table.c[duty.person]) for duty in staying for column in duty.keys]
    rows = (connection.execute(sa.select(key).where(whose == handle)) for key, whose in columns)
    return {bytes(row[0]) for found in rows for row in found if row[0] is not None}


def _purposes(purpose: str, duties: Sequence[Duty]) -> list[str]:
    """Return the purposes of all keys that end with a purpose: its own, and those of what a consent to it permits."""
    return [purpose, *(duty.key for duty in duties if duty.consent == purpose)]


def drop_orphans(engine: sa.Engine, vault: Vault, duties: Sequence[Duty]) -> int:
    """Drop groups and keys that no row names, rows whose key is gone (a restored backup) and people without a key.

    Returns how many keys and rows went. It runs while it holds the writers' lock, so that no other process stands
    between its vault and its database.
    """
    with engine.begin() as connection:
        dropped = _rows_without_key(connection, vault, [duty for duty in duties if duty.holds_groups])
        # Groups before the rest: with a group go its keys, and what they sealed is dead then.
        _groups_without_row(connection, vault, duties)
        dropped += _rows_without_key(connection, vault, duties) + _rows_without_group(connection, vault, duties)
        orphans = set(vault.all_key_ids()) - _named(connection, duties)
        vault.shred(orphans)
        for _group, handle in list(vault.owners()):
            if not vault.keys_of(handle):
                vault.forget(handle)
        vault.commit()
    return dropped + len(orphans)


def _groups_without_row(connection: sa.Connection, vault: Vault, duties: Sequence[Duty]) -> None:
    tables = [duty.table.c[duty.group] for duty in duties if duty.holds_groups]
    present = {row[0] for number in tables for row in connection.execute(sa.select(number))}
    for number in vault.all_groups():
        if number != DEPLOYMENT and number not in present:
            vault.drop_group(number)


def _rows_without_key(connection: sa.Connection, vault: Vault, duties: Sequence[Duty]) -> int:
    alive = set(vault.all_key_ids())
    dropped = 0
    for duty in duties:
        for column in duty.keys:
            for dead in _parts(_keys(connection, duty.table.c[column]) - alive):
                dropped += connection.execute(duty.table.delete().where(duty.table.c[column].in_(dead))).rowcount
    return dropped


def _rows_without_group(connection: sa.Connection, vault: Vault, duties: Sequence[Duty]) -> int:
    """Drop what counts or says something of a group, sealed or not, when the group is gone."""
    alive = set(vault.all_groups())
    dropped = 0
    for number in [duty.table.c[duty.group] for duty in duties if duty.group]:
        for gone in _parts({row[0] for row in connection.execute(sa.select(number).distinct())} - alive):
            dropped += connection.execute(sa.delete(number.table).where(number.in_(gone))).rowcount
    return dropped


def _named(connection: sa.Connection, duties: Sequence[Duty]) -> set[bytes]:
    return {key for duty in duties for column in duty.keys for key in _keys(connection, duty.table.c[column])}


def _keys(connection: sa.Connection, column: sa.ColumnElement[bytes]) -> set[bytes]:
    return {bytes(row[0]) for row in connection.execute(sa.select(column).where(column.is_not(None)))}


def _parts(some: Collection[Each]) -> Iterator[list[Each]]:
    """Give them in parts that a statement can name."""
    listed = list(some)
    for first in range(0, len(listed), _AT_ONCE):
        yield listed[first : first + _AT_ONCE]
