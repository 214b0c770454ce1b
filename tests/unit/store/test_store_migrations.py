"""Migrations: what they make is what the code declares."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from groupbot.duties import DUTIES
from groupbot.ports import Unavailable
from groupbot.store import database, migrate, postgres, sqlite
from groupbot.store.metadata import METADATA
from groupbot.store.migrate import SchemaError
from tests.postgres import fresh_database
from tests.schema import Repeated
from tests.unit.store.shelf import Shelf, agree, enter, known, withdraw


@pytest.fixture(autouse=True)
def _by_alembic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let alembic itself make every schema here."""
    repeated = migrate._migrate
    assert isinstance(repeated, Repeated)
    monkeypatch.setattr(migrate, "_migrate", repeated.real)


def _schema_of(shelf: Shelf) -> list[tuple[object, ...]]:
    with shelf.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            found = connection.exec_driver_sql(
                "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
            )
            return [tuple(row) for row in found]
        columns = connection.exec_driver_sql(
            "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns"
            " WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
        ).fetchall()
        indexes = connection.exec_driver_sql(
            "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexdef"
        ).fetchall()
        keys = connection.exec_driver_sql(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
        ).fetchall()
        return [tuple(row) for row in (*columns, *indexes, *keys)]


def test_what_the_tests_repeat_is_what_alembic_makes(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES that the schema which other tests are given without alembic is the same to the letter."""
    shelf.open()
    made = [_schema_of(shelf)]
    monkeypatch.setattr(migrate, "_migrate", Repeated(migrate._migrate))
    for number in range(2):
        url = "" if shelf.database.exists() else fresh_database()
        again = Shelf(tmp_path / f"repeated-{number}", url)
        again.open()
        made.append(_schema_of(again))
        assert migrate.revisions(again.engine) == migrate.revisions(shelf.engine)
        again.stop()
    assert made[0] == made[1] == made[2] != []


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
            if connection.dialect.name == "sqlite":
                given = inspector.get_table_options(table.name).get("sqlite_with_rowid", True)
                assert given == table.dialect_options["sqlite"]["with_rowid"]


def test_no_table_is_undeclared(shelf: Shelf) -> None:
    """REQUIRES that each table of the database declares its duties, alembic's own apart (law L9)."""
    shelf.open()
    found = set(sa.inspect(shelf.engine).get_table_names()) - {"alembic_version"}
    assert found == {duty.table.name for duty in DUTIES}


def test_upgrading_again_changes_nothing(shelf: Shelf) -> None:
    """REQUIRES that a database of the newest schema is left as it is, byte for byte where its file is ours."""
    shelf.open()
    shelf.stop()
    before = shelf.live_bytes()
    shelf.open()
    assert migrate.revisions(shelf.engine)[0] == migrate.revisions(shelf.engine)[1] != ""
    shelf.stop()
    assert shelf.live_bytes() == before


def test_a_newer_database_is_refused(shelf: Shelf) -> None:
    """REQUIRES that the database of a later version is named as such and not touched."""
    shelf.open()
    with shelf.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaError, match=r"schema 9999, which this version does not know; run the newer"):
        migrate.upgrade(shelf.engine)
    assert migrate.revisions(shelf.engine)[0] == "9999"


def test_an_empty_file_has_no_schema(shelf: Shelf) -> None:
    """REQUIRES that a database without tables says so, which is what doctor asks."""
    engine = sa.create_engine("sqlite://")
    assert migrate.revisions(engine)[0] == ""
    engine.dispose()


def test_what_is_no_database_is_named(filed: Shelf) -> None:
    """REQUIRES that another kind of file, or a folder that is not there, is refused by name with what to check."""
    filed.database.write_bytes(b"no database, but long enough to be taken for one " * 40)
    with pytest.raises(SchemaError, match=r"groupbot\.db cannot be opened \(file is not a database\); check"):
        filed.open()
    filed.engine.dispose()
    engine = sqlite.connect(f"sqlite:///{filed.folder / 'nowhere' / 'groupbot.db'}", writes=True)
    with pytest.raises(SchemaError, match="unable to open database file"):
        migrate.upgrade(engine)


def test_what_is_locked_passes(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a database whose writers' lock another session holds is told apart from one that cannot be had."""
    shelf.open()
    monkeypatch.setattr(sqlite, "BUSY_MS", 50)
    monkeypatch.setattr(postgres, "LOCK_MS", 50)
    with closing(database.connect(shelf.url)) as late, shelf.engine.begin():
        with pytest.raises(Unavailable, match="another program holds it locked: end that program"):
            migrate.create(late.writer)
        assert migrate.revisions(late.reader)[0] == migrate.revisions(late.reader)[1]
    migrate.create(late.writer)


def test_a_refused_setting_has_a_remedy(filed: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a file system on which SQLite cannot keep its log ends the start with what to do."""
    monkeypatch.setattr(sqlite, "PRAGMAS", {"application_id": "never"})
    with pytest.raises(SchemaError, match="use a local file system"):
        filed.open()


NEWEST = max(file.name[:4] for file in (migrate.SCRIPTS / "versions").glob("[0-9]*.py"))
LATER = f"""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9001", "{NEWEST}", None, None


def upgrade() -> None:
    op.add_column("consent_grant", sa.Column("later", sa.Integer, nullable=False, server_default="7"))
    op.create_table("later", sa.Column("id", sa.Integer, primary_key=True))
    op.bulk_insert(sa.table("later", sa.column("id", sa.Integer)), [{{"id": 1}}])
"""


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], object]:
    """Return what puts a migration behind those of this version."""
    scripts = tmp_path / "scripts"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    file = scripts / "versions" / "9001_later.py"
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)

    def put(text: str) -> None:
        file.write_text(text, encoding="utf-8")

    return put


@pytest.mark.anyio
async def test_a_migration_keeps_what_is_there(shelf: Shelf, later: Callable[[str], object]) -> None:
    """REQUIRES that consents given before a migration stand after it, with what it adds, and can be withdrawn."""
    store = await shelf.start()
    group = (await store.write(enter)).result.number
    await store.write(lambda unit: agree(unit, group))
    shelf.stop()
    later(LATER)
    store = await shelf.start()
    assert migrate.revisions(shelf.engine) == ("9001", "9001")
    assert shelf.rows("SELECT DISTINCT later FROM consent_grant") == [(7,)]
    assert len(await store.read(lambda unit: known(unit, group))) == 4
    await store.write(lambda unit: withdraw(unit, group))
    assert shelf.count("consent_grant") == 0


@pytest.mark.anyio
async def test_a_migration_that_fails_changes_nothing(shelf: Shelf, later: Callable[[str], object]) -> None:
    """REQUIRES that a migration which breaks off half way leaves schema and rows as they were."""
    store = await shelf.start()
    group = (await store.write(enter)).result.number
    await store.write(lambda unit: agree(unit, group))
    later(LATER + "    raise LookupError\n")
    with pytest.raises(LookupError):
        migrate.upgrade(shelf.engine)
    assert migrate.revisions(shelf.engine)[0] == NEWEST
    assert "later" not in sa.inspect(shelf.engine).get_table_names()
    assert len(await store.read(lambda unit: known(unit, group))) == 4


def test_the_files_are_named_after_their_revisions() -> None:
    """REQUIRES that files bear the revisions that alembic reads in them: a start knows by their names what is new."""
    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS))
    scripts = ScriptDirectory.from_config(config)
    oldest_first = [script.revision for script in scripts.walk_revisions()][::-1]
    named = sorted(file.name[:4] for file in (migrate.SCRIPTS / "versions").glob("*.py"))
    assert oldest_first == named
