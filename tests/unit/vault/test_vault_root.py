"""The root key: where it comes from, who may read it, and what it never tells."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import UnsupportedAlgorithm

from groupbot.ports import Random
from groupbot.vault.errors import VaultError
from groupbot.vault.keyfile import new_key_file
from groupbot.vault.permissions import create_private
from groupbot.vault.root import RootKey, RootSource, read_root_key

WORDS = "correct horse battery staple"


@pytest.fixture
def plain(tmp_path: Path, random: Random) -> Path:
    path = tmp_path / "root.key"
    create_private(path, new_key_file(random))
    return path


@pytest.fixture(scope="module")
def wrapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one protected file for all tests, because stretching a passphrase is slow by design."""
    path = tmp_path_factory.mktemp("key") / "root.key"
    create_private(path, new_key_file(Fixed(), WORDS))
    return path


class Fixed:
    """Random bytes that are always the same."""

    def bytes(self, count: int) -> bytes:
        """Return 0, 1, 2 and so on."""
        return bytes(range(count))


def test_from_file(plain: Path) -> None:
    """Requires that one file always gives the same keys, another for each use."""
    first, second = read_root_key(RootSource(plain)), read_root_key(RootSource(plain))
    assert first.subkey("buttons") == second.subkey("buttons") != first.subkey("inbox")
    assert len(first.subkey("buttons")) == 32


def test_known_subkey() -> None:
    """Requires that derivation never changes, or nothing sealed before would open."""
    assert RootKey(bytes(32)).subkey("buttons").hex() == (
        "4be6b363a6378fd3e04dfb27e49276363fd2681acaf3cdec7b61af1d1a80cdbd"
    )


def test_shows_nothing() -> None:
    """Requires that neither the key's own text nor its source's shows a secret, and that it cannot be pickled."""
    root = RootKey(b"s" * 32)
    assert repr(root) == str(root) == "RootKey(hidden)"
    assert WORDS not in repr(RootSource(passphrase=WORDS))
    with pytest.raises(TypeError, match="not written anywhere"):
        pickle.dumps(root)


def test_wrong_length() -> None:
    """Requires that a key of another length is refused."""
    with pytest.raises(VaultError, match="32 bytes, not 31"):
        RootKey(b"s" * 31)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_open_to_others(plain: Path, mode: int) -> None:
    """Requires that a key file which others may read is refused with the command that mends it."""
    plain.chmod(mode)
    with pytest.raises(VaultError, match="chmod 600"):
        read_root_key(RootSource(plain))


def test_missing(tmp_path: Path) -> None:
    """Requires that a missing file, no source at all, and two sources are each told apart."""
    with pytest.raises(VaultError, match="cannot be read"):
        read_root_key(RootSource(tmp_path / "nothing"))
    with pytest.raises(VaultError, match="No root key is set"):
        read_root_key(RootSource())
    with pytest.raises(VaultError, match="Both"):
        read_root_key(RootSource(tmp_path, "root"))


def test_no_plain_file(tmp_path: Path) -> None:
    """Requires that a directory is refused as a key file."""
    with pytest.raises(VaultError, match="cannot be read"):
        read_root_key(RootSource(tmp_path))


def test_device() -> None:
    """Requires that a device is not taken for a key file."""
    with pytest.raises(VaultError, match="not a plain file"):
        read_root_key(RootSource(Path("/dev/null")))


def test_from_credential(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that a systemd credential is read by name, whatever mode its access list shows as."""
    plain.chmod(0o440)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(plain.parent))
    read_root_key(RootSource(credential="root.key"))
    with pytest.raises(VaultError, match="slash"):
        read_root_key(RootSource(credential="../root.key"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    with pytest.raises(VaultError, match=r"LoadCredential=root\.key"):
        read_root_key(RootSource(credential="root.key"))


def test_passphrase(wrapped: Path) -> None:
    """Requires that a protected file opens with its passphrase, however the letters were composed, and no other."""
    opened = read_root_key(RootSource(wrapped, passphrase=WORDS))
    assert opened.subkey("buttons") == RootKey(bytes(range(32))).subkey("buttons")
    with pytest.raises(VaultError, match="does not open"):
        read_root_key(RootSource(wrapped, passphrase=WORDS + "s"))
    with pytest.raises(VaultError, match="Set GROUPBOT_ROOT_KEY_PASSPHRASE"):
        read_root_key(RootSource(wrapped))
    assert bytes(range(32)) not in wrapped.read_bytes()


def test_composed_letters(tmp_path: Path) -> None:
    """Requires that a passphrase typed with composed letters equals the same one typed with combining marks."""
    path = tmp_path / "root.key"
    create_private(path, new_key_file(Fixed(), "\u00e9t\u00e9 \u00e0 la campagne"))
    read_root_key(RootSource(path, passphrase="e\u0301te\u0301 a\u0300 la campagne"))


def test_short_passphrase() -> None:
    """Requires that a passphrase under twelve characters is refused."""
    with pytest.raises(VaultError, match="11 characters"):
        new_key_file(Fixed(), "elevenchars")


def test_no_argon2id(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that a library without Argon2id is named, with the two ways out."""

    def fail(**_: object) -> None:
        raise UnsupportedAlgorithm("no Argon2id")

    monkeypatch.setattr("groupbot.vault.keyfile.Argon2id", fail)
    with pytest.raises(VaultError, match="without Argon2id"):
        new_key_file(Fixed(), WORDS)


def test_needless_passphrase(plain: Path) -> None:
    """Requires that nobody believes a bare key to be protected because a passphrase is set."""
    with pytest.raises(VaultError, match="is not protected by a passphrase"):
        read_root_key(RootSource(plain, passphrase=WORDS))


@pytest.mark.parametrize(
    "change",
    [
        {"argon2id": {"memory_kib": 2**30, "passes": 3, "lanes": 4, "salt": "AAAAAAAAAAAAAAAAAAAAAA=="}},
        {"argon2id": {"memory_kib": 65536, "passes": 10**9, "lanes": 4, "salt": "AAAAAAAAAAAAAAAAAAAAAA=="}},
        {"argon2id": {"memory_kib": 65536, "passes": 3, "lanes": 4, "salt": "AA=="}},
        {"argon2id": []},
        {"kind": "groupbot-other"},
        {"version": 2},
        {"sealed": "!"},
        {"sealed": None},
    ],
)
def test_changed_file(wrapped: Path, tmp_path: Path, change: dict[str, Any]) -> None:
    """Requires that a file with wrong or exorbitant values is refused at once, without being worked on."""
    path = tmp_path / "changed.key"
    create_private(path, json.dumps({**json.loads(wrapped.read_bytes()), **change}).encode())
    with pytest.raises(VaultError, match="is not a root key file"):
        read_root_key(RootSource(path, passphrase=WORDS))


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[]", b"[" * 4000, b"{" * 9000, b'{"kind": "groupbot-root-key"}', b"7"]
)
def test_no_key_file(tmp_path: Path, content: bytes) -> None:
    """Requires that anything else is refused as no root key file, with the way to make one."""
    path = tmp_path / "other"
    create_private(path, content)
    with pytest.raises(VaultError, match="groupbot key new FILE"):
        read_root_key(RootSource(path))
