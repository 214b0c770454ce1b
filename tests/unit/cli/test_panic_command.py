"""`groupbot panic`: everything of a deployment goes, keys first, and nothing else does."""

import asyncio
import os
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner, Result

from groupbot.bootstrap import build_house
from groupbot.cli.main import app
from groupbot.duties import DUTIES
from groupbot.process.clock import SystemClock
from groupbot.process.settings import read_settings
from groupbot.receipts.publickey import publish
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from tests.conversation.opening import EXAMPLES
from tests.postgres import fresh_database

NOWHERE = "postgresql://bot:secret@127.0.0.1:9/groupbot"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the settings of a deployment that has not begun."""
    key = tmp_path / "root.key"
    key.touch(mode=0o600)
    key.write_bytes(new_key_file(SystemRandom()))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GROUPBOT_ROOT_KEY_FILE", str(key))
    monkeypatch.setenv("GROUPBOT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GROUPBOT_POLICY", str(EXAMPLES / "closed-user-group.yaml"))
    return tmp_path


@pytest.fixture
def deployment(place: Path) -> Path:
    """Return the same after the bot has run, with a policy for one group."""
    asyncio.run(once())
    groups = place / "data" / "groups"
    groups.mkdir()
    (groups / "7.yaml").write_text("policy: 1\n")
    return place


async def once() -> None:
    house = build_house(read_settings(), {}, SystemClock(), SystemRandom())
    await house.open()
    publish(house.public_key, read_settings().data)
    await house.close()


def panic(*arguments: str, types: str = "") -> Result:
    return CliRunner().invoke(app, ["panic", *arguments], input=types)


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_everything_goes_but_the_root_key(deployment: Path) -> None:
    """REQUIRES that all files of a deployment are named and gone, keys first, and the root key's is named and left."""
    result = panic("--yes")
    assert result.exit_code == 0, result.output
    assert files(deployment) == {"root.key"}
    gone = [line.rpartition("/")[2] for line in result.output.splitlines() if line.startswith("destroyed: ")]
    assert gone == ["vault.db", "groupbot.db", "7.yaml", "receipt-key.pub"]
    assert f"The root key is still in {deployment / 'root.key'}" in result.output
    assert "Revoke the bot's tokens" in result.output


def test_the_root_key_goes_where_that_is_asked_for(deployment: Path) -> None:
    """REQUIRES that --root-key takes the root key's file too, which needs not even be one."""
    (deployment / "root.key").write_bytes(b"broken")
    assert panic("--yes", "--root-key").exit_code == 0
    assert files(deployment) == set()


def test_every_byte_is_written_over_before_it_goes(deployment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES of vault and database that at their first sync, before anything is freed, they are all zeros."""
    sizes = {path.stat().st_ino: path.stat().st_size for path in (deployment / "data").glob("*.db")}
    synced: dict[int, bytes] = {}
    real = os.fsync

    def look(descriptor: int) -> None:
        status = os.fstat(descriptor)
        if status.st_ino in sizes:
            synced.setdefault(status.st_ino, os.pread(descriptor, 1 << 30, 0))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    assert panic("--yes").exit_code == 0
    assert len(sizes) == 2
    assert synced == {file: bytes(size) for file, size in sizes.items()}


def test_what_a_crash_left_beside_them_goes_too(deployment: Path) -> None:
    """REQUIRES that journals and logs of both databases are destroyed, wherever a link keeps the vault."""
    data, elsewhere = deployment / "data", deployment / "elsewhere.db"
    for name in ("vault.db-journal", "groupbot.db-wal", "groupbot.db-shm", "groupbot.db-journal"):
        (data / name).write_bytes(b"what there was")
    (data / "vault.db").rename(elsewhere)
    (data / "vault.db").symlink_to(elsewhere)
    assert panic("--yes").exit_code == 0
    assert files(deployment) == {"root.key"}


@pytest.mark.parametrize("types", ["", "\n", "yes\n", "Destroy it\n"])
def test_nothing_goes_without_the_word(deployment: Path, types: str) -> None:
    """REQUIRES that all files are named beforehand, and that anything but the word leaves them as they are."""
    before = files(deployment)
    result = panic(types=types)
    assert result.exit_code in (1, 2)
    assert files(deployment) == before
    assert str(deployment / "data" / "vault.db") in result.output


def test_the_word_does_it(deployment: Path) -> None:
    """REQUIRES that the word which is asked for destroys."""
    assert panic(types="destroy\n").exit_code == 0
    assert files(deployment) == {"root.key"}


def test_a_second_time(deployment: Path) -> None:
    """REQUIRES that where nothing is left nothing is claimed: the folder may be the wrong one."""
    panic("--yes")
    again = panic("--yes")
    assert again.exit_code == 1
    assert f"nothing of a deployment in {deployment / 'data'}. If it was destroyed before" in again.output
    assert "GROUPBOT_DATA" in again.output


def test_a_second_run_finishes_the_first(deployment: Path) -> None:
    """REQUIRES that what an interrupted run left is destroyed, and that a vault which is not there is asked for."""
    (deployment / "data" / "vault.db").unlink()
    result = panic("--yes")
    assert result.exit_code == 0
    assert "There is no vault at" in result.output
    assert files(deployment) == {"root.key"}


def test_one_part_that_stays_keeps_no_other(deployment: Path) -> None:
    """REQUIRES that what cannot be destroyed is told with its reason, the rest is gone, and the exit code is 1."""
    data = deployment / "data"
    (data / "groupbot.db").unlink()
    (data / "groupbot.db" / "inside").mkdir(parents=True)
    result = panic("--yes")
    assert result.exit_code == 1
    assert f"NOT destroyed: {data / 'groupbot.db'}: it is still there (Is a directory)" in result.output
    assert files(data) == {"groupbot.db", "groupbot.db/inside"}


def test_nobody_elses_files_go(deployment: Path) -> None:
    """REQUIRES that a file which is none of the bot's stays, with its folder."""
    (deployment / "data" / "letters.txt").write_text("mine")
    (deployment / "data" / "groups" / "README").write_text("mine")
    assert panic("--yes").exit_code == 0
    assert files(deployment / "data") == {"letters.txt", "groups", "groups/README"}


def test_rows_on_a_server(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that every declared table on a PostgreSQL is empty, again without an error, and what stays is told."""
    url = fresh_database()
    monkeypatch.setenv("GROUPBOT_DATABASE_URL", url)
    asyncio.run(once())
    for _ in range(2):
        result = panic("--yes")
        assert result.exit_code == 0, result.output
        assert "The database server's own files" in result.output
    with psycopg.connect(url) as connection:
        for duty in DUTIES:
            count = f"SELECT count(*) FROM {duty.table.name}"  # noqa: S608  (our own names)
            assert connection.execute(count.encode()).fetchone() == (0,)
    assert files(place) == {"root.key"}


def test_a_server_that_is_away(deployment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that the keys go all the same, and that the rows are told to be left, without the password."""
    monkeypatch.setenv("GROUPBOT_DATABASE_URL", NOWHERE)
    result = panic("--yes")
    assert result.exit_code == 1
    assert not (deployment / "data" / "vault.db").exists()
    assert (
        "NOT destroyed: all rows in the database groupbot on its server: the database did not answer" in result.output
    )
    assert "secret" not in result.output


def test_settings_that_are_wrong(deployment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that nothing goes while it is not certain what the settings mean, and that the setting is named."""
    before = files(deployment)
    for name, value in (("GROUPBOT_DATABASE_URL", "oracle://x"), ("GROUPBOT_DAT", "elsewhere")):
        with monkeypatch.context() as wrong:
            wrong.setenv(name, value)
            result = panic("--yes")
        assert result.exit_code == 2
        assert name in result.output
    assert files(deployment) == before
