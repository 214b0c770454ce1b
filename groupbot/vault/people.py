"""Who is behind a handle: a keyed pseudonym per group, and the random handle that the database knows."""

import hmac
from collections.abc import Iterator

from groupbot.ports import Random
from groupbot.vault.errors import VaultError
from groupbot.vault.file import VaultFile
from groupbot.vault.framing import framed
from groupbot.vault.groups import GroupKeys, Groups

HANDLE_BYTES = 16
ASKED_AT_ONCE = 10_000
PAGE = 1000


def pseudonym(keys: GroupKeys, platform: str, id: str) -> bytes:  # noqa: A002  (the word that groupbot.people uses)
    """Return HMAC-SHA-256 under the group's own key: unlinkable between groups, not to be guessed without it."""
    return hmac.digest(keys.pseudonyms, framed(b"pseudonym", platform.encode(), id.encode()), "sha256")


class People:
    """The people of one vault file."""

    def __init__(self, file: VaultFile, groups: Groups, random: Random) -> None:
        self._file = file
        self._groups = groups
        self._random = random

    def find(self, group: int, platform: str, id: str) -> bytes | None:  # noqa: A002  (as above)
        """Return the person's handle in a group, or None; a group without a key has nobody."""
        keys = self._groups.find(group)
        return None if keys is None else self._found(group, keys, pseudonym(keys, platform, id))

    def find_everywhere(self, platform: str, id: str) -> list[tuple[int, bytes]]:  # noqa: A002  (as above)
        """Return (group, handle) for every group in which the person is enrolled, in the order of the groups."""
        known = {pseudonym(keys, platform, id): (group, keys) for group, keys in self._groups.all_keys()}
        asked = list(known)
        found = []
        for start in range(0, len(asked), ASKED_AT_ONCE):
            part = asked[start : start + ASKED_AT_ONCE]
            marks = ",".join("?" * len(part))
            statement = f"SELECT pseudonym, handle, proof FROM people WHERE pseudonym IN ({marks})"  # noqa: S608  (only question marks are put in)
            for row in self._file.rows(statement, part):
                group, keys = known[row[0]]
                found.append((group, _checked(keys, *row)))
        return sorted(found)

    def enrol(self, group: int, platform: str, id: str) -> bytes:  # noqa: A002  (as above)
        """Return the person's handle, made now when there is none."""
        self._file.begin()
        keys = self._groups.keys(group)
        known = pseudonym(keys, platform, id)
        handle = self._found(group, keys, known)
        if handle is None:
            handle = self._random.bytes(HANDLE_BYTES)
            values = (handle, group, known, _proof(keys, known, handle))
            self._file.write("INSERT INTO people VALUES (?, ?, ?, ?)", values)
        return handle

    def group_of(self, handle: bytes) -> int | None:
        """Return the group that a handle belongs to, or None when nobody has it."""
        rows = self._file.rows("SELECT grp FROM people WHERE handle = ?", (handle,))
        return int(rows[0][0]) if rows else None

    def forget(self, handle: bytes) -> None:
        """Delete the way from a person to the handle."""
        self._file.write("DELETE FROM people WHERE handle = ?", (handle,))

    def of(self, group: int) -> list[bytes]:
        """Return the handle of everybody in a group."""
        return [row[0] for row in self._file.rows("SELECT handle FROM people WHERE grp = ?", (group,))]

    def owners(self) -> Iterator[tuple[int, bytes]]:
        """Give (group, handle) of everybody enrolled; what is deleted meanwhile does not disturb it."""
        last = b""
        while rows := self._file.rows(
            "SELECT grp, handle FROM people WHERE handle > ? ORDER BY handle LIMIT ?", (last, PAGE)
        ):
            yield from rows
            last = rows[-1][1]

    def _found(self, group: int, keys: GroupKeys, known: bytes) -> bytes | None:
        rows = self._file.rows("SELECT handle, proof FROM people WHERE pseudonym = ? AND grp = ?", (known, group))
        return _checked(keys, known, *rows[0]) if rows else None


def _proof(keys: GroupKeys, known: bytes, handle: bytes) -> bytes:
    return hmac.digest(keys.tags, framed(b"person", known, handle), "sha256")


def _checked(keys: GroupKeys, known: bytes, handle: bytes, proof: bytes) -> bytes:
    # Whoever can write the file but not read it could else give one person the rows of another.
    if not hmac.compare_digest(proof, _proof(keys, known, handle)):
        raise VaultError(
            "A handle in the vault does not belong to the person it stands with: the file was changed.",
            "Stop, keep a copy of the file, and find out who can write it.",
        )
    return handle
