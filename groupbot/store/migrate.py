"""Bringing a database to the schema of this version; alembic keeps the history, from the first table on."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from groupbot.ports import Unavailable
from groupbot.store import trouble

SCRIPTS = Path(__file__).parent / "migrations"
_VERSION = sa.table("alembic_version", sa.column("version_num"))


class SchemaError(Exception):
    """The database cannot be opened, or has a schema that this version does not know."""


def revisions(engine: sa.Engine) -> tuple[str, str]:
    """Return the schema of a database ("" for an empty one) and the newest one that this version knows.

    Raise as `upgrade` does.
    """

    def current() -> str:
        with engine.begin() as connection:
            return _current(connection)

    return _told(engine, current), _known()[-1]


def create(engine: sa.Engine) -> None:
    """Give an empty database its schema; an older one waits for `upgrade`, which needs the leases.

    Raise as `upgrade` does.
    """
    _told(engine, lambda: _upgrade(engine, only_empty=True))


def upgrade(engine: sa.Engine) -> str:
    """Migrate forwards to the newest schema and return its revision.

    Raise SchemaError, with a remedy, for a database of a newer version, and for one that cannot be had as it is set;
    Unavailable where it is locked, full or away, which passes.
    """
    return _told(engine, lambda: _upgrade(engine, only_empty=False))


def _told(engine: sa.Engine, work: Callable[[], str]) -> str:
    try:
        return work()
    except sa.exc.DatabaseError as error:
        if trouble.passes(error, engine):
            raise Unavailable(trouble.told(error)) from None
        name = engine.url.database or "it"
        check = "the file, its folder and who owns them"
        if engine.dialect.name != "sqlite":
            check = "that the server runs and lets this user in, and GROUPBOT_DATABASE_URL"
        msg = f"{name} cannot be opened ({str(error.orig).splitlines()[0]}); check {check}"
        raise SchemaError(msg) from error


def _upgrade(engine: sa.Engine, *, only_empty: bool) -> str:
    known = _known()
    with engine.begin() as connection:
        current = _current(connection)
        if current and current not in known:
            msg = f"the database has schema {current}, which this version does not know; run the newer groupbot again"
            raise SchemaError(msg)
        if not current or (current != known[-1] and not only_empty):
            _migrate(connection)
    return known[-1]


def _known() -> list[str]:
    """Return the revisions of this version, oldest first: their files are named after them, and none branches off."""
    return sorted(file.name.partition("_")[0] for file in (SCRIPTS / "versions").glob("[0-9]*.py"))


def _current(connection: sa.Connection) -> str:
    if not sa.inspect(connection).has_table(_VERSION.name):
        return ""
    return str(connection.execute(sa.select(_VERSION.c.version_num)).scalar() or "")


def _migrate(connection: sa.Connection) -> None:
    # Slow to import, and needed at no start but the first and those with a newer version.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
