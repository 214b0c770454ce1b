"""The random keys under which rows are sealed; to shred one is to erase whatever it sealed, backups included."""

import hmac
from collections.abc import Collection, Iterable, Iterator

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


class Keys:
    """The keys of one vault file; none is kept in memory, so that one shredded elsewhere is gone here at once."""

    def __init__(self, file: VaultFile, groups: Groups, random: Random) -> None:
        self._file = file
        self._groups = groups
        self._random = random

    def new(self, group: int, owner: bytes, purpose: str) -> tuple[bytes, bytes]:
        """Make a key and return its id and itself; with no owner its tags are random: nobody asks for it by purpose."""
        keys = self._groups.keys(group)
        owner_tag = _owner_tag(keys, owner) if owner else self._random.bytes(TAG_BYTES)
        purpose_tag = _purpose_tag(keys, owner, purpose) if owner else self._random.bytes(TAG_BYTES)
        key_id = self._random.bytes(ID_BYTES)
        place = _place(key_id, group, owner_tag, purpose_tag)
        key = self._random.bytes(KEY_BYTES)
        wrapped = wrap(keys.wrapping, self._random, place, key)
        self._file.write("INSERT INTO keys VALUES (?, ?, ?, ?, ?)", (key_id, group, owner_tag, purpose_tag, wrapped))
        return key_id, key

    def key(self, key_id: bytes) -> bytes:
        """Return the key itself; raise Shredded when it is gone."""
        rows = self._file.rows("SELECT grp, owner, purpose, wrapped FROM keys WHERE id = ?", (key_id,))
        if not rows:
            raise Shredded
        group, owner_tag, purpose_tag, wrapped = rows[0]
        return unwrap(self._groups.keys(group).wrapping, _place(key_id, group, owner_tag, purpose_tag), wrapped)

    def of(self, group: int, handle: bytes, purposes: Collection[str]) -> list[bytes]:
        """Return the ids of a person's keys, of some purposes or, where none is named, of all."""
        keys = self._groups.keys(group)
        statement = "SELECT id FROM keys WHERE grp = ? AND owner = ?"
        values: list[bytes | int] = [group, _owner_tag(keys, handle)]
        if purposes:
            values += (_purpose_tag(keys, handle, purpose) for purpose in purposes)
            statement += f" AND purpose IN ({','.join('?' * len(purposes))})"
        return [row[0] for row in self._file.rows(statement, values)]

    def shred(self, key_ids: Iterable[bytes]) -> None:
        """Delete keys; after the commit their bytes are in no live file. Ids that are gone already are no error."""
        for key_id in key_ids:
            self._file.write("DELETE FROM keys WHERE id = ?", (key_id,))

    def all_ids(self) -> Iterator[bytes]:
        """Give the id of every key; what is shredded meanwhile does not disturb it."""
        last = b""
        while rows := self._file.rows("SELECT id FROM keys WHERE id > ? ORDER BY id LIMIT ?", (last, PAGE)):
            yield from (row[0] for row in rows)
            last = rows[-1][0]


def _owner_tag(keys: GroupKeys, owner: bytes) -> bytes:
    return hmac.digest(keys.tags, framed(b"owner", owner), "sha256")[:TAG_BYTES]


def _purpose_tag(keys: GroupKeys, owner: bytes, purpose: str) -> bytes:
    # The owner is in it, so that equal purposes of two people do not look alike.
    return hmac.digest(keys.tags, framed(b"purpose", owner, purpose.encode()), "sha256")[:TAG_BYTES]


def _place(key_id: bytes, group: int, owner_tag: bytes, purpose_tag: bytes) -> bytes:
    return framed(b"keys", key_id, b"wrapped", b"1", str(group).encode(), owner_tag, purpose_tag)
