"""`groupbot key`."""

import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from groupbot.cli.key import app
from groupbot.ports import Random
from groupbot.process.settings import read_settings
from groupbot.receipts.publickey import from_text
from groupbot.vault.root import RootSource, read_root_key
from groupbot.vault.vault import Vault

RUN = CliRunner()
WORDS = "correct horse battery staple"


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("ROOT_KEY_PASSPHRASE", "ROOT_KEY_CREDENTIAL", "SETTINGS"):
        monkeypatch.delenv(f"GROUPBOT_{name}", raising=False)
    monkeypatch.setenv("GROUPBOT_DATA", str(tmp_path / "data"))
    path = tmp_path / "root.key"
    monkeypatch.setenv("GROUPBOT_ROOT_KEY_FILE", str(path))
    return path


def test_new(key: Path) -> None:
    """Requires a key file that only its owner can read, and the setting that names it."""
    result = RUN.invoke(app, ["new", str(key)])
    assert result.exit_code == 0
    assert f"GROUPBOT_ROOT_KEY_FILE={key}" in result.stdout
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    read_root_key(RootSource(key))


def test_two_keys_differ(key: Path) -> None:
    """Requires that every key is another."""
    RUN.invoke(app, ["new", str(key)])
    RUN.invoke(app, ["new", f"{key}.2"])
    assert key.read_bytes() != Path(f"{key}.2").read_bytes()


def test_never_overwritten(key: Path) -> None:
    """Requires that a key file which exists is left as it is."""
    key.write_text("precious")
    result = RUN.invoke(app, ["new", str(key)])
    assert (result.exit_code, key.read_text()) == (1, "precious")
    assert "stays as it is" in result.stderr


def test_not_beside_the_data(key: Path, tmp_path: Path) -> None:
    """Requires that the key is not laid where it would be copied with what it opens, by whatever path."""
    for name in ("data/root.key", "other/../data/deep/root.key"):
        result = RUN.invoke(app, ["new", str(tmp_path / name)])
        assert result.exit_code == 2
        assert "data folder" in result.stderr
    assert not (tmp_path / "data").exists()


def test_no_folder(key: Path) -> None:
    """Requires one line of reason and remedy when the file cannot be written."""
    result = RUN.invoke(app, ["new", str(key / "sub" / "root.key")])
    assert result.exit_code == 1
    assert "may write to" in result.stderr


@pytest.mark.parametrize("asked", [True, False])
def test_passphrase(key: Path, asked: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001  (a parameter of pytest)
    """Requires that the passphrase is asked for twice, or taken from its variable, and never shown."""
    if not asked:
        monkeypatch.setenv("GROUPBOT_ROOT_KEY_PASSPHRASE", WORDS)
    result = RUN.invoke(app, ["new", "--passphrase", str(key)], input=f"{WORDS}\n{WORDS}\n" if asked else "")
    assert result.exit_code == 0
    assert WORDS not in result.output
    read_root_key(RootSource(key, passphrase=WORDS))


def test_short_passphrase(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that a short passphrase leaves no file behind."""
    monkeypatch.setenv("GROUPBOT_ROOT_KEY_PASSPHRASE", "short")
    result = RUN.invoke(app, ["new", "--passphrase", str(key)])
    assert (result.exit_code, key.exists()) == (1, False)
    assert "six words" in result.stderr


def test_public(key: Path, tmp_path: Path, random: Random) -> None:
    """Requires that the printed key is that of the vault's signer, alone on the output, and saved only when asked."""
    RUN.invoke(app, ["new", str(key)])
    vault = Vault.open(read_settings().vault, read_root_key(RootSource(key)), random)
    expected = vault.signer().public_key
    vault.close()
    result = RUN.invoke(app, ["public"])
    assert (result.exit_code, from_text(result.stdout)) == (0, expected)
    published = tmp_path / "data" / "receipt-key.pub"
    assert not published.exists()
    assert RUN.invoke(app, ["public", "--save"]).exit_code == 0
    assert from_text(published.read_text()) == expected


def test_public_not_saved(key: Path, tmp_path: Path, random: Random) -> None:
    """Requires one line of reason and remedy when the key cannot be written beside the data."""
    RUN.invoke(app, ["new", str(key)])
    Vault.open(read_settings().vault, read_root_key(RootSource(key)), random).close()
    (tmp_path / "data" / "receipt-key.pub").mkdir()
    result = RUN.invoke(app, ["public", "--save"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Leave out --save" in result.stderr


def test_public_without_vault(key: Path, tmp_path: Path) -> None:
    """Requires that asking for the key makes no vault."""
    RUN.invoke(app, ["new", str(key)])
    result = RUN.invoke(app, ["public"])
    assert result.exit_code == 1
    assert "There is no vault" in result.stderr
    assert not (tmp_path / "data").exists()


def test_public_with_another_root_key(key: Path, random: Random) -> None:
    """Requires that the remedy is shown when the root key is missing or another."""
    RUN.invoke(app, ["new", str(key)])
    Vault.open(read_settings().vault, read_root_key(RootSource(key)), random).close()
    key.unlink()
    assert "cannot be read" in RUN.invoke(app, ["public"]).stderr
    RUN.invoke(app, ["new", str(key)])
    result = RUN.invoke(app, ["public"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "does not belong to this vault" in result.stderr


def test_wrong_setting(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that a wrong setting is named, with exit code 2."""
    monkeypatch.setenv("GROUPBOT_LOG_LEVEL", "LOUD")
    result = RUN.invoke(app, ["public"])
    assert result.exit_code == 2
    assert "GROUPBOT_LOG_LEVEL" in result.stderr
