"""Takes a deployment's files, settings and backups as somebody would who carries them off; changes nothing."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from groupbot.disclosure.opening import Found, take, unlock
from groupbot.disclosure.page import Taken
from groupbot.people import Actor
from groupbot.process.settings import Settings
from groupbot.store import database
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.root import RootKey
from groupbot.vault.vault import Vault

PLATFORMS = ("telegram", "discord")


def taken(settings: Settings, root: RootKey | None, accounts: Sequence[Actor] = ()) -> Taken:
    """Return what there is: the rows as they lie and, with a root key, all that opens.

    Raises VaultError where the key is not the vault's, SchemaError or the driver's error where there is no database.
    """
    with closing(database.connect(settings.database)) as files, files.reader.connect() as connection:
        found = take(connection)
    if root is not None:
        _unlock(found, settings, root, accounts)
    token = any(settings.token(platform) for platform in PLATFORMS)
    return Taken(found, root is not None, settings.policy.exists(), token)


def backup(file: Path, settings: Settings, root: RootKey | None) -> Found:
    """Return what a copy of a SQLite database gives beside today's vault; raises the driver's error for others."""
    with _copy(file) as connection:
        found = take(connection)
    if root is not None:
        _unlock(found, settings, root, ())
    return found


def _unlock(found: Found, settings: Settings, root: RootKey, accounts: Sequence[Actor]) -> None:
    with closing(Vault.open(settings.vault, root, SystemRandom())) as vault:
        unlock(found, vault, accounts)


@contextmanager
def _copy(file: Path) -> Iterator[sa.Connection]:
    """Open a copy that nobody writes, without a byte of it changing."""
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
