"""What stands in the vault's file, and how a vault comes to be.

Without the root key the file tells how many groups it serves, how many people each has enrolled, and how many keys
belong together; not which purpose a key has, nor whose it is. Tables without row numbers keep no order of arrival.
A vault of the first format has no place for the log, and gets it from who holds the leases (`upgrade`).
"""

from dataclasses import dataclass

from groupbot.ports import Random
from groupbot.vault import highwater
from groupbot.vault.boxes import unwrap, wrap
from groupbot.vault.errors import VaultError
from groupbot.vault.file import VaultFile
from groupbot.vault.framing import framed
from groupbot.vault.root import RootKey

VERSION = 2
WITHOUT_LOG = 1
APPLICATION = 0x67627674  # "gbvt"
SEED_BYTES = 32

TABLES = (
    """CREATE TABLE vault (
        one INTEGER PRIMARY KEY CHECK (one = 1), id BLOB NOT NULL, proof BLOB NOT NULL, signing BLOB NOT NULL)""",
    "CREATE TABLE groups (id INTEGER PRIMARY KEY, wrapped BLOB NOT NULL)",
    """CREATE TABLE people (
        handle BLOB PRIMARY KEY, grp INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
        pseudonym BLOB NOT NULL UNIQUE, proof BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX people_of_group ON people (grp)",
    """CREATE TABLE keys (
        id BLOB PRIMARY KEY, grp INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
        owner BLOB NOT NULL, purpose BLOB NOT NULL, wrapped BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX keys_of_owner ON keys (grp, owner, purpose)",
    highwater.TABLE,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """The vault's own random id, which binds its rows to it, and its still wrapped signing seed."""

    id: bytes
    signing: bytes


def identity(file: VaultFile, root: RootKey, random: Random) -> Identity:
    """Return who this vault is, making it when the file is empty.

    Raise VaultError when the file is something else, newer than this program, or belongs to another root key.
    """
    if _version(file) == 0:
        file.begin()
        # Another process may have made it while this one waited.
        if _version(file) == 0:
            _make(file, root, random)
        file.commit()
    vault, proof, signing = file.rows("SELECT id, proof, signing FROM vault")[0]
    try:
        unwrap(root.subkey("vault-proof"), _proof_place(vault), proof)
    except VaultError as error:
        raise VaultError(
            "The root key does not belong to this vault.",
            "Set the root key that the vault was made with; a new one opens nothing of the old.",
        ) from error
    return Identity(vault, signing)


def upgrade(file: VaultFile, who: Identity, root: RootKey, random: Random) -> None:
    """Bring a vault of the first format to this one, in one transaction; every other one stays as it is."""
    if _version(file) != WITHOUT_LOG:
        return
    file.begin()
    # Another process may have done it while this one waited.
    if _version(file) == WITHOUT_LOG:
        file.rows(highwater.TABLE)
        highwater.begin(file, who.id, root, random)
        file.rows(f"PRAGMA user_version={VERSION}")
    file.commit()


def signing_seed(who: Identity, root: RootKey) -> bytes:
    """Return the Ed25519 seed of the receipts, apart from all keys that encrypt."""
    return unwrap(root.subkey("receipt-wrap"), _signing_place(who.id), who.signing)


def _version(file: VaultFile) -> int:
    version = int(file.rows("PRAGMA user_version")[0][0])
    application = int(file.rows("PRAGMA application_id")[0][0])
    tables = int(file.rows("SELECT count(*) FROM sqlite_schema")[0][0])
    if version > VERSION and application == APPLICATION:
        raise VaultError(
            f"The vault has format {version}, and this program knows {VERSION}.",
            "Use the newer groupbot that wrote it.",
        )
    if tables and (application != APPLICATION or not WITHOUT_LOG <= version <= VERSION):
        raise VaultError("The file is a database, but no vault.", "Name the right file, or move this one away.")
    return version if tables else 0


def _make(file: VaultFile, root: RootKey, random: Random) -> None:
    for table in TABLES:
        file.rows(table)
    vault = random.bytes(16)
    proof = wrap(root.subkey("vault-proof"), random, _proof_place(vault), b"")
    signing = wrap(root.subkey("receipt-wrap"), random, _signing_place(vault), random.bytes(SEED_BYTES))
    file.rows("INSERT INTO vault VALUES (1, ?, ?, ?)", (vault, proof, signing))
    highwater.begin(file, vault, root, random)
    file.rows(f"PRAGMA application_id={APPLICATION}")
    file.rows(f"PRAGMA user_version={VERSION}")


def _proof_place(vault: bytes) -> bytes:
    return framed(vault, b"vault", b"1", b"proof", b"1")


def _signing_place(vault: bytes) -> bytes:
    return framed(vault, b"vault", b"1", b"signing", b"1")
