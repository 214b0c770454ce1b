"""The file: who may read it, what it is, and what remains in it."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from groupbot.ports import Random
from groupbot.vault import schema
from groupbot.vault.file import VaultFile
from groupbot.vault.root import RootKey
from groupbot.vault.vault import Cell, Vault, VaultError

ROOT = RootKey(b"r" * 32)


def everything(folder: Path) -> bytes:
    """Return all bytes of all files in a folder."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def wrapped_keys(path: Path) -> dict[bytes, bytes]:
    """Return the wrapped key of each id, as somebody with the file alone sees it."""
    with closing(connect(path)) as file:
        return dict(file.execute("SELECT id, wrapped FROM keys").fetchall())


def test_mode(vault: Vault, path: Path) -> None:
    """Requires that a new vault is readable by its owner only."""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_open_to_others(vault: Vault, path: Path, opened: Callable[[], Vault], mode: int) -> None:
    """Requires that a vault which others may read or write is refused with the command that mends it."""
    path.chmod(mode)
    with pytest.raises(VaultError, match="chmod 600"):
        opened()


def test_wrong_root_key(vault: Vault, path: Path, random: Random) -> None:
    """Requires that another root key is recognised as such, and changes nothing."""
    before = path.read_bytes()
    with pytest.raises(VaultError, match="root key does not belong"):
        Vault.open(path, RootKey(b"x" * 32), random)
    assert path.read_bytes() == before


def test_opened_again(vault: Vault, opened: Callable[[], Vault]) -> None:
    """Requires that people, keys and the signing key are there after the file is opened anew."""
    handle = vault.enrol(1, "telegram", "42")
    key = vault.new_key(1, handle, "events")
    cell = Cell("consent", handle, "record")
    sealed = vault.seal(key, cell, b"text")
    vault.commit()
    vault.close()
    again = opened()
    assert again.find(1, "telegram", "42") == handle
    assert again.open_sealed(key, cell, sealed) == b"text"
    assert again.signer().public_key == vault.signer().public_key


def test_no_vault(path: Path, opened: Callable[[], Vault]) -> None:
    """Requires that another kind of file is refused and left as it was."""
    path.write_bytes(b"not a database, but long enough to be taken for one" * 20)
    path.chmod(0o600)
    before = path.read_bytes()
    with pytest.raises(VaultError, match="another kind of file"):
        opened()
    assert path.read_bytes() == before


def test_another_database(path: Path, opened: Callable[[], Vault]) -> None:
    """Requires that a database which is no vault is refused."""
    with closing(connect(path)) as file:
        file.execute("CREATE TABLE t (a)")
    path.chmod(0o600)
    with pytest.raises(VaultError, match="but no vault"):
        opened()


def test_newer_vault(vault: Vault, path: Path, opened: Callable[[], Vault]) -> None:
    """Requires that a vault of a later format is refused, naming both formats."""
    with closing(connect(path)) as file:
        file.execute("PRAGMA user_version=3")
    with pytest.raises(VaultError, match=r"format 3, and this program knows 2"):
        opened()


def test_no_directory(tmp_path: Path, random: Random) -> None:
    """Requires a clear word when the place of the vault cannot be had."""
    (tmp_path / "file").touch()
    with pytest.raises(VaultError, match="cannot be opened"):
        Vault.open(tmp_path / "file" / "vault.sqlite", ROOT, random)


def test_settings_took(vault: Vault) -> None:
    """Requires that SQLite erases what is deleted, syncs every commit and keeps no second file or temporary one."""
    wanted = {"journal_mode": "delete", "secure_delete": 1, "synchronous": 3, "foreign_keys": 1, "temp_store": 2}
    assert {pragma: vault._file.rows(f"PRAGMA {pragma}")[0][0] for pragma in wanted} == wanted


def test_refused_setting(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that a vault does not open when SQLite keeps another setting than the one asked for."""
    monkeypatch.setattr("groupbot.vault.file.PRAGMAS", {"application_id": "never"})
    with pytest.raises(VaultError, match="SQLite refused application_id=never"):
        VaultFile(path)


def test_file_alone_tells_nothing(vault: Vault, path: Path) -> None:
    """Requires that no platform, id or purpose stands in the file."""
    handle = vault.enrol(1, "telegram", "4242424242")
    vault.new_key(1, handle, "moderation-events")
    vault.new_key(1, b"", "outbox-item")
    vault.commit()
    content = everything(path.parent)
    assert handle in content
    for word in (b"telegram", b"4242424242", b"moderation", b"outbox"):
        assert word not in content


@pytest.mark.parametrize("way", ["shred", "forget", "drop"])
def test_erased_bytes_are_gone(vault: Vault, path: Path, way: str) -> None:
    """Requires that after the commit no piece of an erased key, nor of a pseudonym, is left in any live file."""
    people = [vault.enrol(1, "telegram", str(number)) for number in range(300)]
    keys = [vault.new_key(1, handle, purpose) for handle in people for purpose in ("events", "digest")]
    kept = vault.new_key(2, b"", "outbox")
    vault.commit()
    wrapped = wrapped_keys(path)
    gone = [value for key, value in wrapped.items() if key != kept]
    if way == "shred":
        for key in keys:
            vault.shred([key])
    elif way == "forget":
        gone += [vault.pseudonym(1, "telegram", str(number)) for number in range(300)]
        for handle in people:
            vault.forget(handle)
    else:
        vault.drop_group(1)
    vault.commit()
    content = everything(path.parent)
    assert wrapped[kept] in content
    assert not [value for value in gone if value[:16] in content or value[-32:-16] in content]


def test_rollback(vault: Vault) -> None:
    """Requires that rolling back leaves the state before begin, with nothing of it remembered."""
    pending = [vault.pending]
    vault.create_group(5)
    vault.enrol(5, "telegram", "42")
    pending.append(vault.pending)
    vault.rollback()
    vault.rollback()
    assert [*pending, vault.pending] == [False, True, False]
    assert not vault.has_group(5)
    with pytest.raises(VaultError, match="Group 5 has no key"):
        vault.group_subkey(5, "links")


def test_begun_by_another(vault: Vault, opened: Callable[[], Vault], monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that a writer which finds the vault taken for too long says so and can go on afterwards."""
    monkeypatch.setattr("groupbot.vault.file.WAIT_SECONDS", 0.05)
    other = opened()
    vault.begin()
    with pytest.raises(VaultError, match="Another process holds it"):
        other.enrol(1, "telegram", "42")
    vault.commit()
    other.enrol(1, "telegram", "42")
    other.commit()


def test_transaction_lost(vault: Vault) -> None:
    """Requires that nothing is written in half when SQLite has ended the transaction by itself."""
    vault.enrol(1, "telegram", "42")
    vault._file._connection.execute("ROLLBACK")
    with pytest.raises(VaultError, match="Roll back"):
        vault.enrol(1, "telegram", "43")
    vault.rollback()
    assert list(vault.owners()) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.root import RootKey
from groupbot.vault.vault import Vault
vault = Vault.open(Path(sys.argv[1]), RootKey(b"r" * 32), SystemRandom())
# A cache of one page makes SQLite write the file before the commit, so that there is something to undo.
vault._file.rows("PRAGMA cache_size=1")
for key in list(vault.all_key_ids()):
    vault.shred([key])
if sys.argv[2] == "after":
    vault.commit()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed(vault: Vault, path: Path, opened: Callable[[], Vault], moment: str) -> None:
    """Requires that a process killed before its commit changed nothing, and one killed after it everything."""
    keys = {vault.new_key(1, b"", "outbox") for _ in range(500)}
    vault.commit()
    vault.close()
    command = [sys.executable, "-c", KILLED, str(path), moment]
    killed = subprocess.run(  # noqa: S603  (our own interpreter with our own text)
        command, check=False, env={"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert killed.returncode == -signal.SIGKILL
    if moment == "before":
        assert (path.parent / "vault.sqlite-journal").exists()
    assert set(opened().all_key_ids()) == (keys if moment == "before" else set())
    assert not (path.parent / "vault.sqlite-journal").exists()


def test_made_by_two_at_once(path: Path, opened: Callable[[], Vault], monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that of two processes which find an empty file one makes the vault, and the other takes it as made."""
    first, version, asked = opened(), schema._version, iter([0])
    # The first look came before the other process was done.
    monkeypatch.setattr(schema, "_version", lambda file: next(asked, version(file)))
    assert opened().signer().public_key == first.signer().public_key


def test_left_empty(path: Path, opened: Callable[[], Vault]) -> None:
    """Requires that an empty file left by a process that died while making the vault becomes one."""
    path.touch(mode=0o600)
    first, second = opened(), opened()
    assert first.signer().public_key == second.signer().public_key
