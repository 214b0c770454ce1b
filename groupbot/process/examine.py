"""What `groupbot doctor` looks at on this machine: root key, vault, database, policy, memory; it changes nothing."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from groupbot.bootstrap import root_key
from groupbot.ledger import appending
from groupbot.policy import shipped
from groupbot.policy.compile import check_policy
from groupbot.ports import Unavailable
from groupbot.process.checks import Check
from groupbot.process.clock import SystemClock
from groupbot.process.settings import Settings
from groupbot.store import database, migrate
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.errors import VaultError
from groupbot.vault.hardening import harden
from groupbot.vault.root import RootKey
from groupbot.vault.vault import Vault

_REMEDIES = {
    "telegram": "Put the bot token from @BotFather, and nothing else, into it.",
    "discord": "Put the bot token from Discord's developer portal, and nothing else, into it.",
}
TOKENS = {"telegram": "Telegram: token", "discord": "Discord: token"}
_SHOWN = 3


def examine(settings: Settings) -> Iterator[Check]:
    """Yield what was found, in the order in which it is to be mended."""
    try:
        root = root_key(settings)
        yield Check("root key", ok=True, found="readable, and only by you", remedy="")
    except VaultError as error:
        root = None
        yield Check("root key", ok=False, found=error.why, remedy=error.remedy)
    if settings.root_key_file is not None:
        yield _apart(settings.root_key_file, settings.data)
    yield _vault(settings, root)
    yield _database(settings)
    if root is not None:
        yield from _ledger(settings, root)
    yield _policy(settings.policy)
    for own in sorted(settings.group_policies.glob("*.yaml")):
        yield _policy(own)
    yield from _tokens(settings)
    for measure in harden():
        yield Check(
            f"memory: {measure.name}", ok=measure.achieved or None, found=measure.why_not or "achieved", remedy=""
        )


def _tokens(settings: Settings) -> Iterator[Check]:
    """Yield a check for each token that cannot be read, and one where no platform has any."""
    files = {"telegram": settings.telegram_token_file, "discord": settings.discord_token_file}
    some = False
    for platform, file in files.items():
        try:
            some = bool(settings.token(platform)) or some
            continue
        except OSError as error:
            found = f"{file} cannot be read: {error.strerror}"
        except UnicodeDecodeError:
            found = f"{file} is no text"
        some = True
        yield Check(TOKENS[platform], ok=False, found=found, remedy=_REMEDIES[platform])
    if not some:
        remedy = (
            "Get one from @BotFather and set GROUPBOT_TELEGRAM_TOKEN_FILE to a file that holds it, "
            "or from Discord's developer portal and set GROUPBOT_DISCORD_TOKEN_FILE."
        )
        yield Check(TOKENS["telegram"], ok=False, found="not set, and none of Discord either", remedy=remedy)


def _apart(key: Path, data: Path) -> Check:
    inside = key.resolve().is_relative_to(data.resolve())
    remedy = "Move the root key out of the data folder: who copies that folder must not get the key with it."
    found = "lies in the data folder" if inside else "lies apart from the data"
    return Check("root key: place", ok=not inside, found=found, remedy=remedy if inside else "")


def _vault(settings: Settings, root: RootKey | None) -> Check:
    if not settings.vault.exists():
        return Check("vault", ok=None, found=f"none yet at {settings.vault}; the first run makes it", remedy="")
    if root is None:
        return Check("vault", ok=None, found="not looked at: there is no root key", remedy="")
    try:
        Vault.open(settings.vault, root, SystemRandom()).close()
    except VaultError as error:
        return Check("vault", ok=False, found=error.why, remedy=error.remedy)
    return Check("vault", ok=True, found="opens with this root key", remedy="")


def _database(settings: Settings) -> Check:
    path = settings.data / "groupbot.db"
    if not settings.database_url and not path.exists():
        return Check("database", ok=None, found=f"none yet at {path}; the first run makes it", remedy="")
    try:
        with closing(database.connect(settings.database)) as found:
            current, newest = migrate.revisions(found.reader)
    except migrate.SchemaError as error:
        return Check("database", ok=False, found="does not open", remedy=str(error))
    except Unavailable as error:
        return Check("database", ok=False, found="does not open just now", remedy=str(error))
    return Check("database", ok=True, found=f"schema {current or 'empty'}, this version has {newest}", remedy="")


def _ledger(settings: Settings, root: RootKey) -> Iterator[Check]:
    """Yield whether the log goes on, where vault and database are there and of this version."""
    if not settings.vault.exists() or not (settings.database_url or (settings.data / "groupbot.db").exists()):
        return
    try:
        with (
            closing(database.connect(settings.database)) as found,
            closing(Vault.open(settings.vault, root, SystemRandom())) as vault,
        ):
            current, newest = migrate.revisions(found.reader)
            if current != newest:
                return
            with found.reader.connect() as connection:
                unit, today = Unit(connection, vault), SystemClock().now().date().toordinal()
                refusal = appending.refusal(unit, today) or appending.damage(unit)
    except (VaultError, migrate.SchemaError, Unavailable):
        # Told above, of the vault or the database.
        return
    if refusal is not None:
        yield Check("log", ok=False, found=refusal.found, remedy=refusal.remedy)
        return
    yield Check("log", ok=True, found="goes on from where it was signed", remedy="")


def _policy(path: Path) -> Check:
    name = f"policy {path.name}"
    if not path.exists():
        remedy = f"Copy one of {shipped() / 'examples'} to {path} and edit it, or set GROUPBOT_POLICY."
        return Check(name, ok=False, found="no such file", remedy=remedy)
    errors = check_policy(path, (path.parent, shipped()))
    if errors:
        found = f"{len(errors)} to mend: " + "; ".join(f"{e.line}:{e.column} {e.message}" for e in errors[:_SHOWN])
        return Check(name, ok=False, found=found, remedy=f"groupbot policy check {path}")
    return Check(name, ok=True, found="compiles", remedy="")
