"""A vault in a fresh directory, with reproducible randomness."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from groupbot.vault.root import RootKey
from groupbot.vault.vault import Vault
from tests.counted import Counted


@pytest.fixture
def random() -> Counted:
    return Counted()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.sqlite"


@pytest.fixture
def opened(path: Path, random: Counted) -> Iterator[Callable[[], Vault]]:
    """Open the same file again, as another process would."""
    vaults: list[Vault] = []

    def again() -> Vault:
        vaults.append(Vault.open(path, RootKey(b"r" * 32), random))
        return vaults[-1]

    yield again
    for vault in vaults:
        vault.close()


@pytest.fixture
def vault(opened: Callable[[], Vault]) -> Vault:
    vault = opened()
    vault.create_group(1)
    vault.create_group(2)
    vault.commit()
    return vault
