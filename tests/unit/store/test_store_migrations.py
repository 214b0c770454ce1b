"""Migrations: what they make is what the code declares."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from groupbot.duties import DUTIES
from groupbot.store import migrate
from groupbot.store.declared import METADATA
from groupbot.store.migrate import SchemaError
from tests.unit.store.shelf import Shelf


def test_a_fresh_database_is_what_the_code_declares(shelf: Shelf) -> None:
    """REQUIRES that migrating an empty file gives exactly the declared tables, columns, types, keys and indexes."""
    shelf.open()
    with shelf.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        inspector = sa.inspect(connection)
        for table in METADATA.sorted_tables:
            found = inspector.get_pk_constraint(table.name)["constrained_columns"]
            assert found == [column.name for column in table.primary_key]
            options = {option: value for option, value in inspector.get_table_options(table.name).items() if not value}
            assert options.get("sqlite_with_rowid", True) == table.dialect_options["sqlite"]["with_rowid"]


def test_no_table_is_undeclared(shelf: Shelf) -> None:
    """REQUIRES that each table of the database declares its duties, alembic's own apart (law L9)."""
    shelf.open()
    found = set(sa.inspect(shelf.engine).get_table_names()) - {"alembic_version"}
    assert found == {duty.table.name for duty in DUTIES}


def test_upgrading_again_changes_nothing(shelf: Shelf) -> None:
    """REQUIRES that a database of the newest schema is left as it is, byte for byte."""
    shelf.open()
    shelf.stop()
    before = shelf.database.read_bytes()
    shelf.open()
    assert migrate.revisions(shelf.engine)[0] == migrate.revisions(shelf.engine)[1] != ""
    shelf.stop()
    assert shelf.database.read_bytes() == before


def test_a_newer_database_is_refused(shelf: Shelf) -> None:
    """REQUIRES that the database of a later version is named as such and not touched."""
    shelf.open()
    with shelf.engine.execution_options(writer=True).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaError, match=r"schema 9999, which this version does not know; run the newer"):
        migrate.upgrade(shelf.engine)
    assert migrate.revisions(shelf.engine)[0] == "9999"


def test_an_empty_file_has_no_schema(shelf: Shelf) -> None:
    """REQUIRES that a database without tables says so, which is what doctor asks."""
    engine = sa.create_engine("sqlite://")
    assert migrate.revisions(engine)[0] == ""
    engine.dispose()
