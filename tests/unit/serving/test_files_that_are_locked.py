"""Building and closing over real files that another program holds."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from groupbot.bootstrap import build_house
from groupbot.house import House
from groupbot.ports import Unavailable
from groupbot.process.clock import SystemClock
from groupbot.process.settings import Settings
from groupbot.store import sqlite
from groupbot.vault import file
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from tests.conversation.opening import EXAMPLES

pytestmark = pytest.mark.anyio


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return the settings of a deployment that waits for nobody."""
    monkeypatch.setattr(sqlite, "BUSY_MS", 10)
    monkeypatch.setattr(file, "WAIT_SECONDS", 0.01)
    root_key, policy = tmp_path / "root.key", EXAMPLES / "public-help-channel.yaml"
    root_key.touch(mode=0o600)
    root_key.write_bytes(new_key_file(SystemRandom()))
    return Settings.model_construct(data=tmp_path / "data", policy=policy, root_key_file=root_key)


def build(settings: Settings) -> House:
    """Build a house that serves nobody."""
    return build_house(settings, {}, SystemClock(), SystemRandom())


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a file as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@pytest.mark.parametrize("name", ["groupbot.db", "vault.db"])
async def test_what_is_locked_is_unavailable(settings: Settings, name: str) -> None:
    """REQUIRES that a held file is told as what passes, and that the house can be built once it is let go."""
    await build(settings).close()
    with held(settings.data / name), pytest.raises(Unavailable, match="locked"):
        build(settings)
    await build(settings).close()


async def test_closing_while_the_database_is_locked(settings: Settings) -> None:
    """REQUIRES that an end in order is none the less one where the leases cannot be given back."""
    house = build(settings)
    leasing = replace(house, platforms=("telegram",))
    await leasing.open()
    assert await leasing.take_lease()
    with held(settings.data / "groupbot.db"):
        await leasing.close()
    assert list(settings.processes.iterdir()) == []
