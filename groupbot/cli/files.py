"""The files of a deployment as a command opens them beside a running bot: without a lease or a migration."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from groupbot.bootstrap import root_key
from groupbot.duties import DUTIES
from groupbot.groups import keeping, register
from groupbot.policy import shipped
from groupbot.policy.compile import compile_policy
from groupbot.policy.errors import PolicyErrors
from groupbot.policy.models import Policy
from groupbot.process.settings import Settings
from groupbot.store import database, migrate
from groupbot.store.migrate import SchemaError
from groupbot.store.store import Store
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.vault import Vault

Result = TypeVar("Result")


class Files:
    """Runs units of work."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, work: Callable[[Unit], Result]) -> Result:
        """Return what a reading unit finds."""
        return asyncio.run(self._store.read(work))

    def write(self, work: Callable[[Unit], Result]) -> Result:
        """Return the result of a writing unit, once it is committed."""
        result: Any = asyncio.run(self._store.write(work)).result
        return result  # type: ignore[no-any-return]  # what work returned


def exist(settings: Settings) -> bool:
    """Tell whether a bot has ever been started over these settings."""
    return settings.vault.exists() and bool(settings.database_url or (settings.data / "groupbot.db").exists())


def of_group(settings: Settings, number: int) -> tuple[Path, Policy | None] | None:
    """Return the file of a group, with the policy in force where the file says another; None without such a group.

    Raises as `opened` does.
    """
    with opened(settings) as files:
        if files.read(lambda unit: register.numbered(unit, number)) is None:
            return None
        kept = files.read(lambda unit: keeping.kept(unit, number))
    own = settings.group_policies / f"{number}.yaml"
    file = own if own.exists() else settings.policy
    try:
        written = compile_policy(file, (file.parent, shipped())).policy
    except PolicyErrors:
        written = None
    return file, kept.policy if kept is not None and kept.policy != written else None


@contextmanager
def opened(settings: Settings) -> Iterator[Files]:
    """Open database and vault as they stand.

    Raises SchemaError, with a remedy, where there is no database or a migration is due, and VaultError.
    """
    if not exist(settings):
        msg = f"there is none in {settings.data}; set GROUPBOT_DATA to the data folder, or start the bot once"
        raise SchemaError(msg)
    root = root_key(settings)
    found = database.connect(settings.database)
    try:
        _refuse_older(found.reader)
        vault = Vault.open(settings.vault, root, SystemRandom())
    except BaseException:
        found.close()
        raise
    store = Store(found, vault, DUTIES)
    try:
        yield Files(store)
    finally:
        store.close()


def _refuse_older(engine: sa.Engine) -> None:
    current, newest = migrate.revisions(engine)
    if current != newest:
        msg = f"it has schema {current or 'none'}, this version {newest}; start the bot, which brings it up to date"
        raise SchemaError(msg)
