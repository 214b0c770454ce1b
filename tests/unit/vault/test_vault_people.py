"""Pseudonyms, handles, and the groups they live in."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from groupbot.vault.vault import Vault, VaultError


def test_one_person_in_two_groups(vault: Vault) -> None:
    """Requires that nothing the vault calls a person in one group equals what it calls them in another."""
    assert vault.pseudonym(1, "telegram", "42") != vault.pseudonym(2, "telegram", "42")
    assert vault.enrol(1, "telegram", "42") != vault.enrol(2, "telegram", "42")


def test_boundary_of_platform_and_id(vault: Vault) -> None:
    """Requires that platform and id cannot be cut differently to give the same pseudonym."""
    assert vault.pseudonym(1, "telegram", "42") != vault.pseudonym(1, "telegram4", "2")


def test_enrolling_again(vault: Vault) -> None:
    """Requires that a person keeps the handle, and that it has sixteen bytes."""
    handle = vault.enrol(1, "telegram", "42")
    assert len(handle) == 16
    assert vault.enrol(1, "telegram", "42") == handle == vault.find(1, "telegram", "42")


def test_nobody(vault: Vault) -> None:
    """Requires that somebody never enrolled, or in a group without a key, is simply not found."""
    assert vault.find(1, "telegram", "42") is None
    assert vault.find(77, "telegram", "42") is None
    assert vault.find_everywhere("telegram", "42") == []
    assert vault.keys_of(b"h" * 16) == []


def test_everywhere(vault: Vault) -> None:
    """Requires that a person is found in exactly the groups in which they are enrolled."""
    vault.create_group(3)
    first, third = vault.enrol(1, "telegram", "42"), vault.enrol(3, "telegram", "42")
    vault.enrol(2, "telegram", "43")
    vault.enrol(2, "discord", "42")
    assert vault.find_everywhere("telegram", "42") == [(1, first), (3, third)]


def test_everywhere_in_many_groups(vault: Vault) -> None:
    """Requires that more groups than are asked for at once lose nobody."""
    for group in range(3, 10_050):
        vault.create_group(group)
    handle = vault.enrol(10_049, "telegram", "42")
    assert vault.find_everywhere("telegram", "42") == [(10_049, handle)]


def test_owners(vault: Vault) -> None:
    """Requires that everybody enrolled is listed once, beyond one page too, while some are being forgotten."""
    handles = {vault.enrol(1, "telegram", str(number)) for number in range(1500)}
    seen = set()
    for group, handle in vault.owners():
        assert group == 1
        seen.add(handle)
        vault.forget(handle)
    assert seen == handles
    assert list(vault.owners()) == []


def test_group_created_again(vault: Vault) -> None:
    """Requires that creating a group twice keeps its key and its people."""
    before = vault.group_subkey(1, "links")
    handle = vault.enrol(1, "telegram", "42")
    vault.commit()
    vault.commit()
    vault.create_group(1)
    assert vault.group_subkey(1, "links") == before
    assert vault.find(1, "telegram", "42") == handle


def test_dropped_group(vault: Vault, opened: Callable[[], Vault]) -> None:
    """Requires that a dropped group is gone with people and keys, for other processes at once, and for good."""
    other = opened()
    before = other.group_subkey(1, "links")
    handle = vault.enrol(1, "telegram", "42")
    vault.new_key(1, handle, "events")
    vault.new_key(1, b"", "outbox")
    vault.commit()
    vault.drop_group(1)
    vault.commit()
    assert not other.has_group(1)
    assert not [*other.all_key_ids(), *other.owners()]
    with pytest.raises(VaultError, match="Group 1 has no key"):
        other.group_subkey(1, "links")
    vault.create_group(1)
    vault.commit()
    assert other.group_subkey(1, "links") != before


def test_group_made_anew_between_two_transactions(vault: Vault, opened: Callable[[], Vault]) -> None:
    """Requires that no transaction begins with the key of a group that was made anew elsewhere since the last one."""
    other = opened()
    for _ in range(2):
        other.begin()
        assert other.group_subkey(1, "links") == vault.group_subkey(1, "links")
        other.commit()
        vault.drop_group(1)
        vault.create_group(1)
        vault.commit()
    other.begin()
    assert other.group_subkey(1, "links") == vault.group_subkey(1, "links")


def test_deployment_stays(vault: Vault) -> None:
    """Requires that group 0 is always there and cannot be dropped."""
    assert vault.has_group(0)
    with pytest.raises(VaultError, match="deployment"):
        vault.drop_group(0)


def test_more_groups_than_are_cached(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that memory for group keys is bounded, and that the keys beyond it still serve."""
    monkeypatch.setattr("groupbot.vault.groups.CACHED_GROUPS", 2)
    vault.rollback()
    first = [vault.pseudonym(group, "telegram", "42") for group in (0, 1, 2)]
    assert [vault.pseudonym(group, "telegram", "42") for group in (0, 1, 2)] == first
    assert len(vault._groups._cache) == 2


def test_subkeys_differ(vault: Vault) -> None:
    """Requires that each group and each use has a key of its own."""
    keys = {vault.group_subkey(group, use) for group in (0, 1, 2) for use in ("links", "tags")}
    assert len(keys) == 6


def test_swapped_handles(vault: Vault, path: Path) -> None:
    """Requires that somebody who can write the file cannot give one person the handle of another."""
    first, second = vault.enrol(1, "telegram", "42"), vault.enrol(1, "telegram", "43")
    vault.commit()
    with closing(connect(path)) as file:
        rows = dict(file.execute("SELECT handle, pseudonym FROM people").fetchall())
        file.execute("UPDATE people SET pseudonym = x'00' WHERE handle = ?", (first,))
        file.execute("UPDATE people SET pseudonym = ? WHERE handle = ?", (rows[first], second))
        file.commit()
    with pytest.raises(VaultError, match="was changed"):
        vault.find(1, "telegram", "42")
    with pytest.raises(VaultError, match="was changed"):
        vault.find_everywhere("telegram", "42")
