"""The vault: one face over its file, its groups, its people and their keys."""

import hmac
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from groupbot.ports import Random
from groupbot.receipts.signer import Signer
from groupbot.vault import boxes, people, schema
from groupbot.vault.boxes import Cell
from groupbot.vault.errors import Shredded, VaultError, VaultUnavailable
from groupbot.vault.file import VaultFile
from groupbot.vault.framing import framed
from groupbot.vault.groups import DEPLOYMENT, Groups
from groupbot.vault.highwater import HighWater
from groupbot.vault.keys import Keys, New
from groupbot.vault.people import People
from groupbot.vault.root import RootKey

__all__ = ["DEPLOYMENT", "Cell", "Shredded", "Vault", "VaultError", "VaultUnavailable"]

# What is to be sealed: for which purpose, for which cell, and what.
Fresh = tuple[str, Cell, bytes]
# What came of it: the id of its key, and the sealed value.
Sealed = tuple[bytes, bytes]


class Vault:
    """Seals, opens and shreds; used by one thread at a time, while other processes may have the file open too.

    Whatever changes the vault begins its transaction by itself (BEGIN IMMEDIATE) and is undone by `rollback` or by
    a crash before `commit`. Any method raises VaultError, with a remedy, when the file cannot serve.
    """

    def __init__(self, file: VaultFile, root: RootKey, random: Random) -> None:
        self._file = file
        self._root = root
        self._random = random
        self._who = schema.identity(file, root, random)
        self._groups = Groups(file, self._who.id, root.subkey("group-wrap"), random)
        self._people = People(file, self._groups, random)
        self._keys = Keys(file, self._groups, random)
        self.ledger = HighWater(file, self._who.id, root, random)

    @classmethod
    def open(cls, path: Path, root: RootKey, random: Random) -> Self:
        """Open the vault, making it (mode 0600) when there is none.

        Raise VaultError when others may read the file, it is no vault, or the root key is not the one it was made
        with.
        """
        file = VaultFile(path)
        try:
            vault = cls(file, root, random)
            if not vault.has_group(DEPLOYMENT):
                vault.create_group(DEPLOYMENT)
                vault.commit()
        except VaultError:
            file.close()
            raise
        return vault

    def close(self) -> None:
        """Let go of the file, and of what is pending; closing again is no error."""
        self._file.close()

    def upgrade(self) -> None:
        """Bring a file of an older format to this one, in a transaction of its own; only who holds the leases may."""
        schema.upgrade(self._file, self._who, self._root, self._random)

    @property
    def pending(self) -> bool:
        """Tell whether changes wait for commit or rollback."""
        return self._file.pending

    def begin(self) -> None:
        """Begin a transaction unless one has begun; waits up to ten seconds for another process."""
        self._file.begin()

    def commit(self) -> None:
        """Make the pending changes last, through a power cut too; nothing pending is no error."""
        self._file.commit()

    def rollback(self) -> None:
        """Undo the pending changes; nothing pending is no error."""
        if self._file.pending:
            # A group may have been made by what is undone.
            self._groups.forget_cached()
        self._file.rollback()

    def save(self) -> None:
        """Set the point to which `undo` goes back, over the one that was set before."""
        self._file.save()

    def undo(self) -> None:
        """Undo what changed since `save`, and leave pending what was pending then."""
        self._file.undo()
        self._groups.forget_cached()

    def create_group(self, group: int) -> None:
        """Give a group its key; a group that has one keeps it."""
        self._groups.create(group)

    def has_group(self, group: int) -> bool:
        """Tell whether the group has a key."""
        return self._groups.has(group)

    def all_groups(self) -> list[int]:
        """Return every group that has a key, so that one whose row is gone can be dropped; group 0 is among them."""
        return self._groups.all()

    def drop_group(self, group: int) -> None:
        """Shred everything of a group: its key, its people, their keys. Group 0 raises VaultError."""
        self._groups.drop(group)

    def group_subkey(self, group: int, use: str) -> bytes:
        """Return the group's 32-byte key for one use; it dies with the group."""
        return self._groups.keys(group).subkey("group", use)

    def tag(self, use: str, *parts: str) -> bytes:
        """Return the deployment's keyed mark of some words for one use: 32 bytes that tell nothing without the key."""
        key = self._groups.keys(DEPLOYMENT).subkey("tag", use)
        return hmac.digest(key, framed(*(part.encode() for part in parts)), "sha256")

    def pseudonym(self, group: int, platform: str, id: str) -> bytes:  # noqa: A002  (the word that groupbot.people uses)
        """Return what a person is called in a group: 32 bytes, of which no other group's tell anything."""
        return people.pseudonym(self._groups.keys(group), platform, id)

    def find(self, group: int, platform: str, id: str) -> bytes | None:  # noqa: A002  (as above)
        """Return the person's handle in a group, or None."""
        return self._people.find(group, platform, id)

    def find_everywhere(self, platform: str, id: str) -> list[tuple[int, bytes]]:  # noqa: A002  (as above)
        """Return (group, handle) for every group in which the person is enrolled."""
        return self._people.find_everywhere(platform, id)

    def enrol(self, group: int, platform: str, id: str) -> bytes:  # noqa: A002  (as above)
        """Return the person's handle in a group (16 random bytes), made now when there is none."""
        return self._people.enrol(group, platform, id)

    def forget(self, handle: bytes) -> None:
        """Delete a person's mapping in a group and shred all keys that the handle owns; unknown is no error."""
        self._file.begin()
        self._keys.shred(self.keys_of(handle))
        self._people.forget(handle)

    def new_key(self, group: int, owner: bytes, purpose: str) -> bytes:
        """Make a key for one purpose of a person, or of the group (owner b""), and return its id (16 bytes).

        Raise VaultError when the owner is not enrolled in this group: nothing would ever shred such a key.
        """
        self._prepare(group, owner)
        ((key_id, _key),) = self._keys.new(group, owner, (purpose,))
        return key_id

    def seal_new(self, group: int, purpose: str, cell: Cell, plaintext: bytes) -> Sealed:
        """Make a key of the group, seal a value under it at once, and return the key's id and the sealed value."""
        self._prepare(group, b"")
        (new,) = self._keys.new(group, b"", (purpose,))
        return self._sealed(new, cell, plaintext)

    def renew(self, group: int, owner: bytes, values: Sequence[Fresh]) -> tuple[list[bytes], list[Sealed]]:
        """Seal values of a person under a fresh key for the purpose of each.

        Return the ids of the keys that these purposes had before, which are the caller's to shred, and for each value
        its key's id and what was sealed. Raise VaultError as `new_key` does.
        """
        self._prepare(group, owner)
        old, new = self._keys.renew(group, owner, [purpose for purpose, _cell, _plaintext in values])
        pairs = zip(new, values, strict=True)
        return old, [self._sealed(key, cell, plaintext) for key, (_purpose, cell, plaintext) in pairs]

    def seal(self, key_id: bytes, cell: Cell, plaintext: bytes) -> bytes:
        """Seal a value for its cell; the result tells its length only in steps (groupbot.vault.boxes.seal)."""
        return boxes.seal(self._keys.key(key_id), self._random, framed(key_id, cell.place()), plaintext)

    def open_sealed(self, key_id: bytes, cell: Cell, sealed: bytes) -> bytes:
        """Return what was sealed; raise Shredded when the key is gone, VaultError when anything was changed."""
        return boxes.open_box(self._keys.key(key_id), framed(key_id, cell.place()), sealed)

    def keys_of(self, handle: bytes, purpose: str | None = None) -> list[bytes]:
        """Return the ids of a person's keys, of one purpose or of all."""
        group = self._people.group_of(handle)
        return [] if group is None else self._keys.of(group, handle, () if purpose is None else (purpose,))

    def shred(self, key_ids: Iterable[bytes]) -> None:
        """Delete keys for good; ids that are gone already are no error."""
        self._keys.shred(key_ids)

    def all_key_ids(self) -> Iterator[bytes]:
        """Give the id of every key, so that keys whose rows are gone can be dropped."""
        return self._keys.all_ids()

    def people_of(self, group: int) -> list[bytes]:
        """Return the handle of everybody enrolled in a group."""
        return self._people.of(group)

    def owners(self) -> Iterator[tuple[int, bytes]]:
        """Give (group, handle) of everybody enrolled, so that handles without rows can be forgotten."""
        return self._people.owners()

    def signer(self) -> Signer:
        """Return who signs this deployment's receipts."""
        return Signer(schema.signing_seed(self._who, self._root))

    def _prepare(self, group: int, owner: bytes) -> None:
        self._file.begin()
        if owner and self._people.group_of(owner) != group:
            raise VaultError(
                f"A key is asked for somebody who is not enrolled in group {group}.", "Enrol the person first."
            )

    def _sealed(self, new: New, cell: Cell, plaintext: bytes) -> Sealed:
        key_id, key = new
        return key_id, boxes.seal(key, self._random, framed(key_id, cell.place()), plaintext)
