"""The root key's file: the key as it is, or wrapped under a passphrase."""

import base64
import binascii
import json
import unicodedata
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from groupbot.ports import Random
from groupbot.vault.boxes import unwrap, wrap
from groupbot.vault.derivation import KEY_BYTES
from groupbot.vault.errors import VaultError
from groupbot.vault.framing import framed

KIND = "groupbot-root-key"
SALT_BYTES = 16
SHORTEST_PASSPHRASE = 12
# RFC 9106, section 4, second recommended option: 64 MiB, three passes, four lanes; small hosts can afford it.
COST = {"memory_kib": 64 * 1024, "passes": 3, "lanes": 4}
# A file that asks for more than this would rather stop the machine than open a key.
MOST_COST = {"memory_kib": 1024 * 1024, "passes": 16, "lanes": 16}


def new_key_file(random: Random, passphrase: str = "") -> bytes:
    """Return the content of a key file with a fresh root key, wrapped when a passphrase is given.

    Raise VaultError for a passphrase under twelve characters.
    """
    key = random.bytes(KEY_BYTES)
    if not passphrase:
        return _written({"kind": KIND, "version": 1, "key": _text(key)})
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise VaultError(
            f"The passphrase has {len(passphrase)} characters: too few to protect the root key.",
            f"Take at least {SHORTEST_PASSPHRASE}, best six words drawn by dice.",
        )
    salt = random.bytes(SALT_BYTES)
    sealed = wrap(_stretched(passphrase, salt, COST), random, _place(salt, COST), key)
    return _written({"kind": KIND, "version": 1, "argon2id": {**COST, "salt": _text(salt)}, "sealed": _text(sealed)})


def root_key_bytes(data: bytes, passphrase: str, name: str) -> bytes:
    """Return the 32 bytes of the root key; raise VaultError naming the file when they cannot be had."""
    try:
        return _parsed(json.loads(data), passphrase, name)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise VaultError(
            f"{name} is not a root key file of groupbot.", "Make one with: groupbot key new FILE"
        ) from error


def _parsed(content: Any, passphrase: str, name: str) -> bytes:
    if content["kind"] != KIND or content["version"] != 1:
        raise ValueError
    if "key" in content:
        if passphrase:
            raise VaultError(
                f"{name} is not protected by a passphrase, though one is set.",
                "Unset GROUPBOT_ROOT_KEY_PASSPHRASE, or make a protected key with: groupbot key new --passphrase FILE",
            )
        return _bytes(content["key"], KEY_BYTES)
    if not passphrase:
        raise VaultError(f"{name} is protected by a passphrase.", "Set GROUPBOT_ROOT_KEY_PASSPHRASE.")
    cost = {part: int(content["argon2id"][part]) for part in COST}
    if any(not 1 <= cost[part] <= most for part, most in MOST_COST.items()):
        raise ValueError
    salt = _bytes(content["argon2id"]["salt"], SALT_BYTES)
    sealed = base64.b64decode(content["sealed"], validate=True)
    try:
        return unwrap(_stretched(passphrase, salt, cost), _place(salt, cost), sealed)
    except VaultError as error:
        raise VaultError(
            f"The passphrase does not open {name}.", "Check the passphrase, its spelling and its keyboard layout."
        ) from error


def _stretched(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    # The same words typed on another system may arrive decomposed.
    words = unicodedata.normalize("NFC", passphrase).encode()
    try:
        return Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=cost["passes"],
            lanes=cost["lanes"],
            memory_cost=cost["memory_kib"],
        ).derive(words)
    except UnsupportedAlgorithm as error:
        raise VaultError(
            "The cryptography library here was built without Argon2id.",
            "Install its wheel (it brings OpenSSL 3.2 or later), or use a key file without a passphrase.",
        ) from error


def _place(salt: bytes, cost: dict[str, int]) -> bytes:
    return framed(KIND.encode(), salt, *(str(cost[part]).encode() for part in COST))


def _written(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, indent=2) + "\n").encode()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(text: str, length: int) -> bytes:
    value = base64.b64decode(text, validate=True)
    if len(value) != length:
        raise binascii.Error
    return value
