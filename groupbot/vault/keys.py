"""The random keys under which rows are sealed; to shred one is to erase whatever it sealed, backups included."""

import hmac
from collections.abc import Iterable, Iterator, Sequence

from groupbot.ports import Random
from groupbot.vault.boxes import unwrap, wrap
from groupbot.vault.derivation import KEY_BYTES
from groupbot.vault.errors import Shredded
from groupbot.vault.file import VaultFile
from groupbot.vault.framing import framed
from groupbot.vault.groups import GroupKeys, Groups

ID_BYTES = 16
TAG_BYTES = 16
PAGE = 1000

# The id of a new key, and the key itself.
New = tuple[bytes, bytes]
# Whose a key is, and what for: without the group's key neither can be told.
Tags = tuple[bytes, bytes]


class Keys:
    """The keys of one vault file; none is kept in memory, so that one shredded elsewhere is gone here at once."""

    def __init__(self, file: VaultFile, groups: Groups, random: Random) -> None:
        self._file = file
        self._groups = groups
        self._random = random

    def new(self, group: int, owner: bytes, purposes: Sequence[str]) -> list[New]:
        """Make a key for each purpose; with no owner its tags are random: nobody asks for it by purpose."""
        keys = self._groups.keys(group)
        if owner:
            return self._make(group, keys, _tags(keys, owner, purposes))
        return self._make(
            group, keys, [(self._random.bytes(TAG_BYTES), self._random.bytes(TAG_BYTES)) for _ in purposes]
        )

    def renew(self, group: int, owner: bytes, purposes: Sequence[str]) -> tuple[list[bytes], list[New]]:
        """Make a key for each purpose of a person, and return the ids of those that there were, and the new ones."""
        keys = self._groups.keys(group)
        tags = _tags(keys, owner, purposes)
        return self._found(group, tags) if tags else [], self._make(group, keys, tags)

    def _make(self, group: int, keys: GroupKeys, tags: Sequence[Tags]) -> list[New]:
        made, rows = [], []
        for owner_tag, purpose_tag in tags:
            key_id, key = self._random.bytes(ID_BYTES), self._random.bytes(KEY_BYTES)
            wrapped = wrap(keys.wrapping, self._random, _place(key_id, group, owner_tag, purpose_tag), key)
            made.append((key_id, key))
            rows.append((key_id, group, owner_tag, purpose_tag, wrapped))
        self._file.write("INSERT INTO keys VALUES (?, ?, ?, ?, ?)", *rows)
        return made

    def key(self, key_id: bytes) -> bytes:
        """Return the key itself; raise Shredded when it is gone."""
        rows = self._file.rows("SELECT grp, owner, purpose, wrapped FROM keys WHERE id = ?", (key_id,))
        if not rows:
            raise Shredded
        group, owner_tag, purpose_tag, wrapped = rows[0]
        return unwrap(self._groups.keys(group).wrapping, _place(key_id, group, owner_tag, purpose_tag), wrapped)

    def of(self, group: int, handle: bytes, purposes: Sequence[str]) -> list[bytes]:
        """Return the ids of a person's keys, of some purposes or, where none is named, of all."""
        keys = self._groups.keys(group)
        if purposes:
            return self._found(group, _tags(keys, handle, purposes))
        return self._ids("SELECT id FROM keys WHERE grp = ? AND owner = ?", (group, _owner_tag(keys, handle)))

    def _found(self, group: int, tags: Sequence[Tags]) -> list[bytes]:
        marks = ",".join("?" * len(tags))
        statement = f"SELECT id FROM keys WHERE grp = ? AND owner = ? AND purpose IN ({marks})"  # noqa: S608  (only question marks are put in)
        return self._ids(statement, (group, tags[0][0], *(purpose_tag for _owner_tag, purpose_tag in tags)))

    def _ids(self, statement: str, values: Sequence[bytes | int]) -> list[bytes]:
        return [row[0] for row in self._file.rows(statement, values)]

    def shred(self, key_ids: Iterable[bytes]) -> None:
        """Delete keys; after the commit their bytes are in no live file. Ids that are gone already are no error."""
        rows = [(key_id,) for key_id in key_ids]
        if rows:
            self._file.write("DELETE FROM keys WHERE id = ?", *rows)

    def all_ids(self) -> Iterator[bytes]:
        """Give the id of every key; what is shredded meanwhile does not disturb it."""
        last = b""
        while rows := self._file.rows("SELECT id FROM keys WHERE id > ? ORDER BY id LIMIT ?", (last, PAGE)):
            yield from (row[0] for row in rows)
            last = rows[-1][0]


def _tags(keys: GroupKeys, owner: bytes, purposes: Sequence[str]) -> list[Tags]:
    owner_tag = _owner_tag(keys, owner)
    return [(owner_tag, _purpose_tag(keys, owner, purpose)) for purpose in purposes]


def _owner_tag(keys: GroupKeys, owner: bytes) -> bytes:
    return hmac.digest(keys.tags, framed(b"owner", owner), "sha256")[:TAG_BYTES]


def _purpose_tag(keys: GroupKeys, owner: bytes, purpose: str) -> bytes:
    # The owner is in it, so that equal purposes of two people do not look alike.
    return hmac.digest(keys.tags, framed(b"purpose", owner, purpose.encode()), "sha256")[:TAG_BYTES]


def _place(key_id: bytes, group: int, owner_tag: bytes, purpose_tag: bytes) -> bytes:
    return framed(b"keys", key_id, b"wrapped", b"1", str(group).encode(), owner_tag, purpose_tag)
