"""Any order of what one can do to a vault, against a dictionary that cannot be wrong."""

import copy
import shutil
from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from groupbot.vault.root import RootKey
from groupbot.vault.vault import Cell, Shredded, Vault, VaultError
from tests.counted import Counted
from tests.property.memory import new_folder

GROUPS = st.integers(0, 3)
PEOPLE = st.sampled_from(["1", "2", "3"])
PURPOSES = st.sampled_from(["events", "digest"])
ROOT = RootKey(b"r" * 32)


@dataclass(frozen=True)
class Sealed:
    """A key, whose it is, and what was sealed under it."""

    group: int
    owner: bytes
    purpose: str
    text: bytes
    box: bytes


@dataclass
class Model:
    """What the vault ought to hold."""

    groups: set[int] = field(default_factory=lambda: {0})
    people: dict[tuple[int, str], bytes] = field(default_factory=dict)
    keys: dict[bytes, Sealed] = field(default_factory=dict)


CELL = Cell("table", b"row", "column")


class VaultMachine(RuleBasedStateMachine):
    """Requires that the vault and the model agree after every step, and a second process after every commit."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = new_folder("groupbot-vault-")
        self.path = self.folder / "vault.sqlite"
        self.random = Counted()
        self.vault = Vault.open(self.path, ROOT, self.random)
        self.other = Vault.open(self.path, ROOT, self.random)
        self.now, self.saved = Model(), Model()
        self.gone: dict[bytes, bytes] = {}

    def teardown(self) -> None:
        """Close both vaults."""
        self.vault.close()
        self.other.close()
        shutil.rmtree(self.folder)

    @rule(group=GROUPS)
    def create(self, group: int) -> None:
        """Create a group, perhaps again."""
        self.vault.create_group(group)
        self.now.groups.add(group)

    @rule(group=GROUPS.filter(bool))
    def drop(self, group: int) -> None:
        """Drop a group with all that is in it."""
        self.vault.drop_group(group)
        self.now.groups.discard(group)
        self.now.people = {who: handle for who, handle in self.now.people.items() if who[0] != group}
        self.now.keys = {key: sealed for key, sealed in self.now.keys.items() if sealed.group != group}

    @rule(group=GROUPS, person=PEOPLE)
    def enrol(self, group: int, person: str) -> None:
        """Enrol somebody, perhaps again, perhaps where there is no group."""
        if group not in self.now.groups:
            with pytest.raises(VaultError, match="no key"):
                self.vault.enrol(group, "p", person)
            return
        handle = self.vault.enrol(group, "p", person)
        assert self.now.people.setdefault((group, person), handle) == handle

    @precondition(lambda self: self.now.people)
    @rule(data=st.data(), purpose=PURPOSES, text=st.binary(max_size=300))
    def seal(self, data: st.DataObject, purpose: str, text: bytes) -> None:
        """Seal something under a fresh key of somebody, or of the group."""
        (group, _), handle = data.draw(st.sampled_from(sorted(self.now.people.items())))
        owner = data.draw(st.sampled_from([handle, b""]))
        key = self.vault.new_key(group, owner, purpose)
        self.now.keys[key] = Sealed(group, owner, purpose, text, self.vault.seal(key, CELL, text))

    @precondition(lambda self: self.now.keys)
    @rule(data=st.data())
    def shred(self, data: st.DataObject) -> None:
        """Shred one key."""
        key = data.draw(st.sampled_from(sorted(self.now.keys)))
        self.vault.shred([key])
        del self.now.keys[key]

    @precondition(lambda self: self.now.people)
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        """Forget somebody with all their keys."""
        who = data.draw(st.sampled_from(sorted(self.now.people)))
        handle = self.now.people.pop(who)
        self.vault.forget(handle)
        self.now.keys = {key: sealed for key, sealed in self.now.keys.items() if sealed.owner != handle}

    @rule()
    def commit(self) -> None:
        """Make it last; the other process sees it, and of what was erased no byte is left."""
        self.vault.commit()
        for key in self.saved.keys.keys() - self.now.keys.keys():
            self.gone[key] = self.saved.keys[key].box
        self.saved = copy.deepcopy(self.now)
        self.agree(self.other)
        content = b"".join(file.read_bytes() for file in self.folder.iterdir())
        assert not [key for key in self.gone if key in content]

    @rule(reopen=st.booleans())
    def undo(self, reopen: bool) -> None:  # noqa: FBT001  (Hypothesis gives arguments by name)
        """Roll back what was not committed, or lose it with the process."""
        if reopen:
            self.vault.close()
            self.vault = Vault.open(self.path, ROOT, self.random)
        else:
            self.vault.rollback()
        self.now = copy.deepcopy(self.saved)

    @invariant()
    def here(self) -> None:
        """Agree with the model at any moment."""
        self.agree(self.vault)

    def agree(self, vault: Vault) -> None:
        """Compare all that a vault tells with the model."""
        assert {group for group in range(4) if vault.has_group(group)} == self.now.groups
        assert set(vault.owners()) == {(group, handle) for (group, _), handle in self.now.people.items()}
        assert set(vault.all_key_ids()) == set(self.now.keys)
        for person in ("1", "2", "3"):
            expected = sorted((group, handle) for (group, who), handle in self.now.people.items() if who == person)
            assert vault.find_everywhere("p", person) == expected
        for handle in self.now.people.values():
            for purpose in ("events", "digest"):
                owned = {key for key, one in self.now.keys.items() if (one.owner, one.purpose) == (handle, purpose)}
                assert set(vault.keys_of(handle, purpose)) == owned
        for key, sealed in self.now.keys.items():
            assert vault.open_sealed(key, CELL, sealed.box) == sealed.text
        for key, box in self.gone.items():
            with pytest.raises(Shredded):
                vault.open_sealed(key, CELL, box)


VaultMachine.TestCase.settings = settings.get_profile(f"{settings.get_current_profile_name()}-machine")
TestVaultMachine = pytest.mark.no_cover(VaultMachine.TestCase)
