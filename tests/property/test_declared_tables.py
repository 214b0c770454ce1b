"""Laws L5 and L9: what a table may hold at all, and what each one declares."""

import pytest
import sqlalchemy as sa

from groupbot.cli.product import product
from groupbot.duties import DUTIES
from groupbot.language.tables import language_choice
from groupbot.store.declared import Duty
from groupbot.store.metadata import METADATA
from groupbot.vault import schema

LONGEST_WORD = 64
# What stands open of the log: a tile's hashes, and a checkpoint of them as it is published.
LONG = {("ledger_tile", "hashes"): 256 * 32, ("ledger_checkpoint", "note"): 512}
WORDS = {("schedule", "key"), ("outbox", "platform"), ("platform_lease", "platform"), ("erase_job", "purpose")}


def undeclared(metadata: sa.MetaData) -> set[str]:
    """Return the tables that no duty speaks of."""
    return set(metadata.tables) - {duty.table.name for duty in DUTIES}


def test_every_table_is_declared_once() -> None:
    """Each table of the schema stands in the one list of duties, and no table twice."""
    assert undeclared(METADATA) == set()
    assert len(DUTIES) == len({duty.table.name for duty in DUTIES}) == len(METADATA.tables)


def test_an_undeclared_table_is_noticed() -> None:
    """A table that somebody adds without declaring it is found."""
    widened = sa.MetaData()
    for table in METADATA.tables.values():
        table.to_metadata(widened)
    sa.Table("score", widened, sa.Column("id", sa.Integer, primary_key=True))
    assert undeclared(widened) == {"score"}


def test_the_disk_holds_no_other_table() -> None:
    """The migrated database holds the declared tables and the migrations' own mark, and the vault declared ones."""
    shown = set(product().tables)
    vault = {f"vault.{line.split()[2]}" for line in schema.TABLES if line.startswith("CREATE TABLE")}
    assert shown == set(METADATA.tables) | vault


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: str(duty.table.name))
def test_tables_about_persons_end_and_can_be_read_and_erased(duty: Duty) -> None:
    """A table with a handle of persons has an eraser, an exporter, a basis in law L1, keys, and an end on each row."""
    handles = {column.name for column in duty.table.columns} & {"handle", "recipient"}
    if duty.table.name == "erase_job":
        assert "done" in duty.retention
        return
    assert {duty.person} - {""} == handles
    if duty.person:
        assert duty.eraser
        assert duty.exporter
        assert duty.keys
        assert duty.rests_on
        assert not duty.table.c[duty.ends].nullable
    assert duty.purpose.endswith(".")
    assert duty.retention.endswith(".")


@pytest.mark.parametrize("lacking", ["purpose", "retention", "rests_on", "eraser", "exporter", "ends", "keys"], ids=str)
def test_a_table_about_persons_that_lacks_a_duty(lacking: str) -> None:
    """A table about persons cannot even be declared without each of its duties."""
    duty = next(duty for duty in DUTIES if duty.table is language_choice)
    given = {name: getattr(duty, name) for name in Duty.__slots__}
    given[lacking] = None if lacking in ("eraser", "exporter") else () if lacking == "keys" else ""
    with pytest.raises(ValueError, match="language_choice"):
        Duty(**given)


@pytest.mark.parametrize("lacking", ["consent", "key"])
def test_what_a_consent_permits_has_a_key_that_goes_with_it(lacking: str) -> None:
    """A table whose rows rest on a consent cannot be declared without the key that a withdrawal shreds."""
    duty = next(duty for duty in DUTIES if duty.consent)
    given = {name: getattr(duty, name) for name in Duty.__slots__} | {lacking: ""}
    with pytest.raises(ValueError, match="goes with the consent"):
        Duty(**given)


@pytest.mark.parametrize("column", [column for table in METADATA.tables.values() for column in table.columns], ids=str)
def test_no_column_could_hold_somebodys_words(column: sa.Column[object]) -> None:
    """Every column is a number, a hash or handle of fixed size, a sealed cell, or a short word of our own making."""
    kind = column.type
    if isinstance(kind, sa.String):
        assert (column.table.name, column.name) in WORDS
        assert kind.length is not None
        assert kind.length <= LONGEST_WORD
    elif isinstance(kind, sa.LargeBinary):
        longest = LONG.get((column.table.name, column.name))
        assert column.name == "sealed" or kind.length in ((16, 32) if longest is None else (longest,))
    else:
        assert isinstance(kind, sa.Integer | sa.Boolean)
