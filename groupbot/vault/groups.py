"""Group keys: one random key per group, wrapped under the root key; all else of the group hangs from it."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from groupbot.ports import Random
from groupbot.vault.boxes import unwrap, wrap
from groupbot.vault.derivation import KEY_BYTES, derived
from groupbot.vault.errors import VaultError
from groupbot.vault.file import VaultFile
from groupbot.vault.framing import framed

DEPLOYMENT = 0
# About half a kilobyte each; a deployment with more groups than this unwraps some of them again.
CACHED_GROUPS = 16_384


@dataclass(frozen=True, slots=True)
class GroupKeys:
    """The group's key and what is derived from it: by the vault for itself, and for each use asked for so far."""

    key: bytes = field(repr=False)
    pseudonyms: bytes = field(repr=False)
    wrapping: bytes = field(repr=False)
    tags: bytes = field(repr=False)
    _uses: dict[tuple[str, str], bytes] = field(repr=False, default_factory=dict)

    def subkey(self, room: str, use: str) -> bytes:
        """Return the 32-byte key for one use in one room of names; there are as many as the code has words for."""
        found = self._uses.get((room, use))
        if found is None:
            found = self._uses[room, use] = derived(self.key, room, use)
        return found


class Groups:
    """The groups of one vault file."""

    def __init__(self, file: VaultFile, vault: bytes, wrapping: bytes, random: Random) -> None:
        self._file = file
        self._vault = vault
        self._wrapping = wrapping
        self._random = random
        self._cache: OrderedDict[int, GroupKeys] = OrderedDict()

    def create(self, group: int) -> None:
        """Give the group a fresh key; a group that has one keeps it, so that a repeated start changes nothing."""
        self._file.begin()
        if not self.has(group):
            wrapped = wrap(self._wrapping, self._random, self._place(group), self._random.bytes(KEY_BYTES))
            self._file.write("INSERT INTO groups VALUES (?, ?)", (group, wrapped))

    def has(self, group: int) -> bool:
        """Tell whether the group has a key."""
        return bool(self._file.rows("SELECT 1 FROM groups WHERE id = ?", (group,)))

    def all(self) -> list[int]:
        """Return every group that has a key, the deployment among them."""
        return [int(row[0]) for row in self._file.rows("SELECT id FROM groups")]

    def drop(self, group: int) -> None:
        """Delete the group's key and, by the foreign keys, everybody and every key of the group."""
        if group == DEPLOYMENT:
            raise VaultError("Group 0 is the deployment itself.", "To end the deployment, delete the vault's file.")
        self._file.write("DELETE FROM groups WHERE id = ?", (group,))
        self._cache.pop(group, None)

    def forget_cached(self) -> None:
        """Trust nothing in memory any more."""
        self._cache.clear()

    def keys(self, group: int) -> GroupKeys:
        """Return the keys of a group; raise VaultError when it has none."""
        found = self.find(group)
        if found is None:
            raise VaultError(
                f"Group {group} has no key in this vault.", "Create the group first; a dropped one is gone."
            )
        return found

    def find(self, group: int) -> GroupKeys | None:
        """Return the keys of a group, None when it has none."""
        self._catch_up()
        cached = self._cache.get(group)
        if cached:
            self._cache.move_to_end(group)
            return cached
        rows = self._file.rows("SELECT wrapped FROM groups WHERE id = ?", (group,))
        return self._opened(group, rows[0][0]) if rows else None

    def all_keys(self) -> Iterator[tuple[int, GroupKeys]]:
        """Give every group with its keys."""
        self._catch_up()
        for group, wrapped in self._file.rows("SELECT id, wrapped FROM groups"):
            yield group, self._cache.get(group) or self._opened(group, wrapped)

    def _catch_up(self) -> None:
        if self._file.changed_elsewhere():
            self._cache.clear()

    def _opened(self, group: int, wrapped: bytes) -> GroupKeys:
        key = unwrap(self._wrapping, self._place(group), wrapped)
        # One derivation cut in three: thrice as fast as three when a person is looked for in ten thousand groups.
        own = derived(key, "vault", "own", 3 * KEY_BYTES)
        keys = GroupKeys(key, own[:KEY_BYTES], own[KEY_BYTES : 2 * KEY_BYTES], own[2 * KEY_BYTES :])
        self._cache[group] = keys
        if len(self._cache) > CACHED_GROUPS:
            self._cache.popitem(last=False)
        return keys

    def _place(self, group: int) -> bytes:
        return framed(self._vault, b"groups", str(group).encode(), b"wrapped", b"1")
