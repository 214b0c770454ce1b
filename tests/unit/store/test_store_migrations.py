"""Migrations: what they make is what the code declares."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from groupbot.duties import DUTIES
from groupbot.store import migrate, sqlite
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


def test_what_is_no_database_is_named(shelf: Shelf) -> None:
    """REQUIRES that another kind of file, or a folder that is not there, is refused by name with what to check."""
    shelf.database.write_bytes(b"no database, but long enough to be taken for one " * 40)
    with pytest.raises(SchemaError, match=r"groupbot\.db cannot be opened \(file is not a database\); check"):
        shelf.open()
    shelf.engine.dispose()
    engine = sqlite.connect(f"sqlite:///{shelf.folder / 'nowhere' / 'groupbot.db'}")
    with pytest.raises(SchemaError, match="unable to open database file"):
        migrate.upgrade(engine)


def test_a_refused_setting_has_a_remedy(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a file system on which SQLite cannot keep its log ends the start with what to do."""
    monkeypatch.setattr(sqlite, "PRAGMAS", {"application_id": "never"})
    with pytest.raises(SchemaError, match="use a local file system"):
        shelf.open()
