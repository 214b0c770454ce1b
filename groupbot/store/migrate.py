"""Bringing a database to the schema of this version; alembic keeps the history, from the first table on."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

SCRIPTS = Path(__file__).parent / "migrations"


class SchemaError(Exception):
    """The database cannot be opened, or has a schema that this version does not know."""


def revisions(engine: sa.Engine) -> tuple[str, str]:
    """Return the schema of a database ("" for an empty one) and the newest one that this version knows.

    Raise SchemaError as `upgrade` does.
    """

    def current() -> str:
        with engine.begin() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""

    return _told(engine, current), ScriptDirectory.from_config(_config()).get_current_head() or ""


def create(engine: sa.Engine) -> None:
    """Give an empty database its schema; an older one waits for `upgrade`, which needs the leases.

    Raise SchemaError as `upgrade` does.
    """
    _told(engine, lambda: _upgrade(engine, only_empty=True))


def upgrade(engine: sa.Engine) -> str:
    """Migrate forwards to the newest schema and return its revision.

    Raise SchemaError, with a remedy, for a database of a newer version, and for a file that is none or cannot be had.
    """
    return _told(engine, lambda: _upgrade(engine, only_empty=False))


def _told(engine: sa.Engine, work: Callable[[], str]) -> str:
    try:
        return work()
    except sa.exc.DatabaseError as error:
        name = engine.url.database or "it"
        check = "the file, its folder and who owns them"
        if engine.dialect.name != "sqlite":
            check = "that the server runs and lets this user in, and GROUPBOT_DATABASE_URL"
        msg = f"{name} cannot be opened ({str(error.orig).splitlines()[0]}); check {check}"
        raise SchemaError(msg) from error


def _upgrade(engine: sa.Engine, *, only_empty: bool) -> str:
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    newest = scripts.get_current_head() or ""
    with engine.execution_options(writer=True).begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
            msg = f"the database has schema {current}, which this version does not know; run the newer groupbot again"
            raise SchemaError(msg)
        if current is None or (current != newest and not only_empty):
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return newest


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config
