"""The log's place in the vault: its seed, its high-water mark, and the way there from a vault of the first format."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from groupbot.ports import Random
from groupbot.vault import schema
from groupbot.vault.errors import VaultError
from groupbot.vault.highwater import Mark
from groupbot.vault.root import RootKey
from groupbot.vault.vault import Vault

FIRST = Mark(1, 256, b"a" * 32, 739_000)


@pytest.fixture
def old(vault: Vault, path: Path, opened: Callable[[], Vault]) -> Vault:
    """Return a vault as the first format had it, with somebody in it."""
    vault.enrol(1, "telegram", "42")
    vault.commit()
    vault.close()
    with closing(connect(path, isolation_level=None)) as file:
        file.execute("DROP TABLE ledger")
        file.execute("PRAGMA user_version=1")
    return opened()


def test_the_log_has_a_seed_of_its_own(vault: Vault, opened: Callable[[], Vault]) -> None:
    """REQUIRES a seed that stays the same, is not that of the receipts, and does not stand in the file."""
    seed = vault.ledger.seed()
    assert opened().ledger.seed() == seed
    assert seed != schema.signing_seed(vault._who, vault._root)
    assert len(seed) == 32


def test_the_mark_is_kept(vault: Vault, opened: Callable[[], Vault]) -> None:
    """REQUIRES that a mark begins below everything and is found again as it was set, by every process."""
    other = opened()
    assert vault.ledger.mark() == other.ledger.mark() == Mark(1, 0, b"", 0)
    vault.ledger.advance(FIRST)
    vault.commit()
    assert other.ledger.mark() == vault.ledger.mark() == FIRST


def test_a_mark_that_is_not_committed_is_none(vault: Vault) -> None:
    """REQUIRES that a mark is undone with the transaction that it belongs to."""
    vault.ledger.advance(FIRST)
    vault.rollback()
    assert vault.ledger.mark() == Mark()


@pytest.mark.parametrize("lower", [Mark(1, 255, b"a" * 32, 9), Mark(1, 256, b"b" * 32, 9), Mark(0, 512, b"a" * 32, 9)])
def test_the_mark_never_sinks(vault: Vault, lower: Mark) -> None:
    """REQUIRES that no fewer leaves, no other root of as many, and no earlier origin takes the mark's place."""
    vault.ledger.advance(FIRST)
    with pytest.raises(VaultError, match=r"signed up to size 256 of origin 1.*groupbot ledger origin --new"):
        vault.ledger.advance(lower)
    assert vault.ledger.mark() == FIRST


def test_a_new_origin_may_be_shorter(vault: Vault) -> None:
    """REQUIRES that a later origin counts from where it begins, and the same mark may be set twice."""
    for mark in (FIRST, FIRST, Mark(2, 0, b"", 7)):
        vault.ledger.advance(mark)
        assert vault.ledger.mark() == mark


def test_a_mark_from_another_vault_is_refused(vault: Vault, path: Path, tmp_path: Path, random: Random) -> None:
    """REQUIRES that who can write the file without opening it cannot set the log back by a mark from elsewhere."""
    elsewhere = tmp_path / "other.sqlite"
    Vault.open(elsewhere, RootKey(b"r" * 32), random).close()
    with closing(connect(elsewhere)) as other, closing(connect(path, isolation_level=None)) as file:
        file.execute("UPDATE ledger SET mark = ?", other.execute("SELECT mark FROM ledger").fetchone())
    with pytest.raises(VaultError, match="does not fit its key and its place"):
        vault.ledger.mark()


def test_a_vault_of_the_first_format_opens_as_it_is(old: Vault, path: Path) -> None:
    """REQUIRES that looking into an older vault changes no byte of it, and that its log says what is missing."""
    before = path.read_bytes()
    assert old.find(1, "telegram", "42")
    with pytest.raises(VaultError, match=r"no place for the log yet\. Start the bot"):
        old.ledger.mark()
    assert path.read_bytes() == before


def test_a_vault_of_the_first_format_is_brought_up_to_date(old: Vault, opened: Callable[[], Vault]) -> None:
    """REQUIRES that an upgrade keeps everybody and every key, gives the log its place, and does so once."""
    before = [old.signer().public_key, old.find(1, "telegram", "42")]
    old.upgrade()
    seed = old.ledger.seed()
    old.upgrade()
    other = opened()
    assert [other.signer().public_key, other.find(1, "telegram", "42")] == before
    assert (other.ledger.seed(), other.ledger.mark()) == (seed, Mark())


def test_an_upgrade_that_fails_changes_nothing(old: Vault, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that an upgrade which breaks off half way leaves the file as it was, for the older program too."""
    before = path.read_bytes()

    def fails(*_: object) -> None:
        raise VaultError("The disk is full.", "Make room.")

    monkeypatch.setattr("groupbot.vault.highwater.begin", fails)
    with pytest.raises(VaultError, match="disk is full"):
        old.upgrade()
    old.rollback()
    assert path.read_bytes() == before


def test_two_upgrade_at_once(old: Vault, opened: Callable[[], Vault], monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that of two processes which find the old format one brings it up, and the other takes it as it is."""
    other, version, asked = opened(), schema._version, iter([1])
    old.upgrade()
    # The second one's first look came before the first was done.
    monkeypatch.setattr(schema, "_version", lambda file: next(asked, version(file)))
    other.upgrade()
    assert other.ledger.seed() == old.ledger.seed()
