"""Sealing, opening and shredding."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from sqlite3 import connect

import pytest

from groupbot.vault.vault import Cell, Shredded, Vault, VaultError

CELL = Cell("consent", b"row", "record")


@pytest.fixture
def handle(vault: Vault) -> bytes:
    return vault.enrol(1, "telegram", "42")


def test_round_trip(vault: Vault, handle: bytes) -> None:
    """Requires that what was sealed opens again, the empty value included, and reads as noise meanwhile."""
    key = vault.new_key(1, handle, "events")
    assert len(key) == 16
    for plaintext in (b"", b"a word in confidence"):
        sealed = vault.seal(key, CELL, plaintext)
        assert vault.open_sealed(key, CELL, sealed) == plaintext
    assert b"confidence" not in sealed


def test_length_shows_little(vault: Vault, handle: bytes) -> None:
    """Requires that sealed values have one of the declared lengths only."""
    key = vault.new_key(1, handle, "events")
    boxes = {size: len(vault.seal(key, CELL, bytes(size))) - 29 for size in (0, 1, 252, 253, 1020, 16380, 16381, 40000)}
    assert list(boxes.values()) == [256, 256, 256, 1024, 1024, 16384, 32768, 49152]


def test_too_large(vault: Vault, handle: bytes) -> None:
    """Requires that a value beyond one MiB is refused with its size."""
    key = vault.new_key(1, handle, "events")
    with pytest.raises(VaultError, match="1,048,577 bytes"):
        vault.seal(key, CELL, bytes(1024 * 1024 + 1))


@pytest.mark.parametrize(
    "cell",
    [
        replace(CELL, table="consents"),
        replace(CELL, row=b"other"),
        replace(CELL, column="notice"),
        replace(CELL, version=2),
        Cell("consentr", b"ow", "record"),
    ],
)
def test_another_cell(vault: Vault, handle: bytes, cell: Cell) -> None:
    """Requires that a sealed value opens nowhere but in its own cell."""
    key = vault.new_key(1, handle, "events")
    with pytest.raises(VaultError, match="changed, moved or cut"):
        vault.open_sealed(key, cell, vault.seal(key, CELL, b"text"))


def test_another_key(vault: Vault, handle: bytes) -> None:
    """Requires that a key opens only what it sealed, even for the same person and cell."""
    first, second = vault.new_key(1, handle, "events"), vault.new_key(1, handle, "events")
    with pytest.raises(VaultError, match="changed, moved or cut"):
        vault.open_sealed(second, CELL, vault.seal(first, CELL, b"text"))


@pytest.mark.parametrize("damaged", [b"", b"\x01", b"\x01" * 13, b"\x02" + bytes(300)])
def test_no_sealed_value(vault: Vault, handle: bytes, damaged: bytes) -> None:
    """Requires that bytes which are no sealed value are refused as such."""
    key = vault.new_key(1, handle, "events")
    with pytest.raises(VaultError, match=r"changed, moved or cut|does not know"):
        vault.open_sealed(key, CELL, damaged)


def test_shredded(vault: Vault, handle: bytes) -> None:
    """Requires that a shredded key opens and seals nothing, says so, and leaves other purposes alone."""
    events, digest = vault.new_key(1, handle, "events"), vault.new_key(1, handle, "digest")
    sealed, kept = vault.seal(events, CELL, b"text"), vault.seal(digest, CELL, b"other")
    vault.shred([events])
    vault.shred([events])
    with pytest.raises(Shredded):
        vault.open_sealed(events, CELL, sealed)
    with pytest.raises(Shredded):
        vault.seal(events, CELL, b"text")
    assert vault.open_sealed(digest, CELL, kept) == b"other"


def test_keys_of(vault: Vault, handle: bytes) -> None:
    """Requires that a person's keys are found by purpose and all together, and nobody else's."""
    other = vault.enrol(1, "telegram", "43")
    vault.new_key(1, other, "events")
    events, digest = vault.new_key(1, handle, "events"), vault.new_key(1, handle, "digest")
    assert vault.keys_of(handle, "events") == [events]
    assert vault.keys_of(handle, "nothing") == []
    assert set(vault.keys_of(handle)) == {events, digest}


def test_owner_must_be_enrolled(vault: Vault, handle: bytes) -> None:
    """Requires that no key is made for somebody whom forgetting would not reach, nor in a group without a key."""
    with pytest.raises(VaultError, match="not enrolled in group 2"):
        vault.new_key(2, handle, "events")
    with pytest.raises(VaultError, match="Group 9 has no key"):
        vault.new_key(9, b"", "outbox")


def test_forgotten(vault: Vault, handle: bytes) -> None:
    """Requires that forgetting takes the mapping and every key of the handle, and that group keys stay."""
    keys = [vault.new_key(1, handle, "events"), vault.new_key(1, handle, "digest")]
    outbox = vault.new_key(1, b"", "outbox")
    vault.forget(handle)
    vault.forget(handle)
    assert vault.find(1, "telegram", "42") is None
    assert list(vault.all_key_ids()) == [outbox]
    assert vault.enrol(1, "telegram", "42") != handle
    for key in keys:
        with pytest.raises(Shredded):
            vault.seal(key, CELL, b"text")


def test_all_key_ids(vault: Vault, handle: bytes) -> None:
    """Requires that every key is listed once, beyond one page too."""
    made = [vault.new_key(1, handle, "events") for _ in range(2100)]
    assert sorted(made) == list(vault.all_key_ids())


def test_shredded_by_another_process(vault: Vault, handle: bytes, opened: Callable[[], Vault]) -> None:
    """Requires that a key shredded elsewhere is gone here at once, though it was used here a moment before."""
    key = vault.new_key(1, handle, "events")
    vault.commit()
    other = opened()
    sealed = other.seal(key, CELL, b"text")
    vault.shred([key])
    vault.commit()
    with pytest.raises(Shredded):
        other.open_sealed(key, CELL, sealed)


def test_swapped_keys(vault: Vault, handle: bytes, path: Path) -> None:
    """Requires that a wrapped key moved to another row is refused."""
    first, second = vault.new_key(1, handle, "events"), vault.new_key(1, handle, "digest")
    vault.commit()
    with closing(connect(path)) as file:
        wrapped = file.execute("SELECT wrapped FROM keys WHERE id = ?", (second,)).fetchone()
        file.execute("UPDATE keys SET wrapped = ? WHERE id = ?", (*wrapped, first))
        file.commit()
    with pytest.raises(VaultError, match="changed, moved or cut"):
        vault.seal(first, CELL, b"text")


def test_renewed_keys(vault: Vault, handle: bytes) -> None:
    """Requires that renewing names the keys that the same purposes had, no others, and seals under fresh ones."""
    events, digest = vault.new_key(1, handle, "events"), vault.new_key(1, handle, "digest")
    vault.new_key(1, handle, "name")
    old, sealed = vault.renew(1, handle, [("events", CELL, b"one"), ("digest", CELL, b"two")])
    assert set(old) == {events, digest}
    assert [vault.open_sealed(key, CELL, value) for key, value in sealed] == [b"one", b"two"]
    vault.shred(old)
    assert [vault.keys_of(handle, purpose) for purpose in ("events", "digest")] == [[key] for key, _ in sealed]
    assert len(vault.keys_of(handle)) == 3


def test_nothing_renewed(vault: Vault, handle: bytes) -> None:
    """Requires that who renews nothing is named no key: all that the person has stay theirs."""
    vault.new_key(1, handle, "events")
    assert vault.renew(1, handle, []) == ([], [])


def test_renewed_for_strangers(vault: Vault, handle: bytes) -> None:
    """Requires that nothing is sealed for somebody who is not enrolled in that group."""
    with pytest.raises(VaultError, match="not enrolled in group 2"):
        vault.renew(2, handle, [("events", CELL, b"text")])


def test_sealed_under_a_new_key(vault: Vault) -> None:
    """Requires that what is sealed with its key made at the same time opens, until that key is shredded."""
    key, sealed = vault.seal_new(1, "outbox", CELL, b"text")
    assert vault.open_sealed(key, CELL, sealed) == b"text"
    vault.shred([key])
    with pytest.raises(Shredded):
        vault.open_sealed(key, CELL, sealed)
