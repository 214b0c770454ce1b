"""The root key: 32 bytes from outside the data directory, without which the vault is noise."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from groupbot.vault.derivation import KEY_BYTES, derived
from groupbot.vault.errors import VaultError
from groupbot.vault.keyfile import root_key_bytes
from groupbot.vault.permissions import refuse_shared

LARGEST_FILE = 4096


class RootKey:
    """The key over all keys; it shows itself to nobody and gives out only keys for one use each."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise VaultError(
                f"A root key has {KEY_BYTES} bytes, not {len(key)}.", "Make one with: groupbot key new FILE"
            )
        self._key = key

    def subkey(self, use: str) -> bytes:
        """Return the 32-byte key for one use ("buttons", "inbox"); HKDF-SHA-256 (RFC 5869)."""
        return derived(self._key, "root", use)

    def __repr__(self) -> str:
        return "RootKey(hidden)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a root key is not written anywhere")


@dataclass(frozen=True, slots=True)
class RootSource:
    """Where the root key comes from: a file, or a systemd credential by name; either may need the passphrase."""

    file: Path | None = None
    credential: str = ""
    passphrase: str = field(default="", repr=False)


def read_root_key(source: RootSource) -> RootKey:
    """Read the root key; raise VaultError with a remedy when there is none, it is open to others, or does not open.

    A credential is looked for in $CREDENTIALS_DIRECTORY (systemd.exec(5), section CREDENTIALS). Its mode is not
    judged: systemd guards the directory and grants the service access by an ACL that looks like group access.
    """
    if source.file and source.credential:
        raise VaultError(
            "Both a root key file and a credential are set.",
            "Keep one: GROUPBOT_ROOT_KEY_FILE or GROUPBOT_ROOT_KEY_CREDENTIAL.",
        )
    if source.credential:
        path = _credential_path(source.credential)
    elif source.file:
        path = source.file
    else:
        raise VaultError(
            "No root key is set.", "Make one with: groupbot key new FILE; then set GROUPBOT_ROOT_KEY_FILE=FILE."
        )
    data = _read(path, private=not source.credential)
    return RootKey(root_key_bytes(data, source.passphrase, str(path)))


def _credential_path(name: str) -> Path:
    directory = os.environ.get("CREDENTIALS_DIRECTORY", "")
    if not directory:
        raise VaultError(
            f"The credential {name} cannot be read: systemd has given none to this process.",
            f"Add LoadCredential={name}:FILE to the unit and start it by systemctl.",
        )
    if name != Path(name).name:
        raise VaultError(f"The credential name {name!r} has a slash in it.", "Give the bare name.")
    return Path(directory) / name


def _read(path: Path, *, private: bool) -> bytes:
    try:
        with path.open("rb") as file:
            if private:
                refuse_shared(file.fileno(), path, "The root key file")
            return file.read(LARGEST_FILE)
    except OSError as error:
        raise VaultError(
            f"The root key {path} cannot be read: {error.strerror}.",
            "Check the path and who owns it; make a key with: groupbot key new FILE",
        ) from error
