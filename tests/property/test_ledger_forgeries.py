"""Proofs against malice: whoever has everything but the log's key forges no statement of the bot's.

10,000 forged statements are tried in `make check` and `make property-long`, fewer in `make test`.
"""

import base64
import os
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from groupbot.ledger import checkpoint, tree
from groupbot.ledger.checkpoint import Checkpoint
from groupbot.ledger.entry import Happened
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.kinds import TERMS, Kind, Page
from groupbot.ledger.opening import Opening, from_code, make
from groupbot.ledger.proof import Proof, verify
from groupbot.ledger.signed_note import NoteSigner
from groupbot.ledger.tiles import Nodes
from groupbot.people import Actor, Chat
from tests.unit.ledger.book import GROUP, ORIGIN, WARNED, Book, Shelf

COUNT = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") in {"ci", "long"} else 2_000
BOOK = Book(300)
OTHER = Book(300, "groupbot.invalid/fedcba9876543210/1", b"o" * 32)
NOTE = checkpoint.sign(BOOK.checkpoint(), BOOK.signer)
LEAVES = {opening.leaf for opening in BOOK.openings}
# What the forger has: a key of their own, under the log's name.
FORGER = NoteSigner(ORIGIN, b"f" * 32)


def chance(seed: str) -> Random:
    """Return the forger's choices, the same in every run."""
    return Random(seed)  # noqa: S311  (a test that fails has to fail again)


class Chance:
    """Random bytes for the forger's own entries."""

    def __init__(self, random: Random) -> None:
        self.bytes = random.randbytes


def invented(random: Random) -> Happened:
    """Return any statement other than the one that is in the log."""
    kind = random.choice(list(Kind))
    terms = TERMS[kind]
    day = f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    reason, by = random.choice(sorted(terms.reasons)), random.choice(sorted(terms.by))
    page = random.choice(list(Page)) if terms.page else Page.NONE
    about = random.randbytes(32).hex() if terms.about else ""
    happened = Happened(kind, day, reason, by, "enwiki" if terms.page else "", page, about)
    return happened if happened != WARNED else invented(random)


def path_of(index: int) -> tuple[bytes, ...]:
    """Return the genuine path of an index."""
    return tree.inclusion(Nodes(BOOK.shelf), index, 300)


def other_statement(random: Random, index: int) -> tuple[Opening, Proof]:
    """Put other words into an entry, under its own salts."""
    genuine = BOOK.openings[index]
    payload = replace(genuine.entry, happened=invented(random)).payload()
    opening = replace(genuine, payload=payload)
    return opening, Proof(opening, index, path_of(index), NOTE)


def other_salt(random: Random, index: int) -> tuple[Opening, Proof]:
    """Give another salt for the same words."""
    opening = replace(BOOK.openings[index], salt=random.randbytes(32))
    return opening, Proof(opening, index, path_of(index), NOTE)


def other_person(random: Random, index: int) -> tuple[Opening, Proof]:
    """Say of somebody else what is recorded of a member."""
    opening = make(Chance(random), WARNED, Actor("telegram", str(random.randrange(10**9))), GROUP)
    return opening, Proof(opening, index, path_of(index), NOTE)


def other_group(random: Random, index: int) -> tuple[Opening, Proof]:
    """Say of another group what is recorded of one."""
    group = Chat("telegram", str(-random.randrange(10**12)))
    opening = make(Chance(random), WARNED, Actor("telegram", str(index)), group)
    return opening, Proof(opening, index, path_of(index), NOTE)


def forgers_tree(random: Random, index: int) -> tuple[Opening, Checkpoint, tuple[bytes, ...]]:
    """Return an entry, and a tree that is the log's own but for this one leaf."""
    opening = make(Chance(random), invented(random), Actor("telegram", str(index)), GROUP)
    row = bytearray(BOOK.shelf.tiles[0, 0] + BOOK.shelf.tiles[0, 1])
    row[index * 32 : index * 32 + 32] = opening.leaf
    node = Nodes(Shelf(bytes(row)))
    return opening, Checkpoint(ORIGIN, 300, tree.root(node, 300)), tree.inclusion(node, index, 300)


def other_signature(random: Random, index: int) -> tuple[Opening, Proof]:
    """Sign a tree of one's own under the log's name, and put the log's key id before the signature."""
    opening, head, path = forgers_tree(random, index)
    raw = BOOK.signer.key.id + base64.b64decode(checkpoint.sign(head, FORGER).rsplit(b" ", 1)[1])[4:]
    signature = base64.b64encode(raw).decode()
    note = f"{head.text}\n— {ORIGIN} {signature}\n".encode()
    return opening, Proof(opening, index, path, random.choice((note, checkpoint.sign(head, FORGER))))


def borrowed_signature(random: Random, index: int) -> tuple[Opening, Proof]:
    """Put the log's own signature under a tree of one's own, or that tree's path before the log's checkpoint."""
    opening, head, path = forgers_tree(random, index)
    note = head.text.encode() + b"\n" + NOTE.split(b"\n\n")[1]
    return opening, Proof(opening, index, path, random.choice((note, NOTE)))


def other_log(random: Random, index: int) -> tuple[Opening, Proof]:
    """Join an entry to the checkpoint of a log whose key is trusted as well, and its path."""
    opening = random.choice((BOOK.openings[index], replace(BOOK.openings[index], salt=random.randbytes(32))))
    path = tree.inclusion(Nodes(OTHER.shelf), index, 300)
    return opening, Proof(opening, index, path, checkpoint.sign(OTHER.checkpoint(), OTHER.signer))


def other_index(random: Random, index: int) -> tuple[Opening, Proof]:
    """Show an entry at another index, with that index's path or the entry's own."""
    other = (index + random.randint(1, 299)) % 300
    path = path_of(random.choice((index, other)))
    return BOOK.openings[index], Proof(BOOK.openings[index], other, path, NOTE)


# Those whose opening is itself a lie, and those that show a genuine opening where it does not stand.
Forge = Callable[[Random, int], tuple[Opening, Proof]]
LIES: list[Forge] = [
    other_statement,
    other_salt,
    other_person,
    other_group,
    other_signature,
    borrowed_signature,
]
MISPLACED: list[Forge] = [other_log, other_index]


def test_what_is_genuine_is_accepted() -> None:
    """REQUIRES that genuine statements pass, as files and as codes, so that it is the forging which fails."""
    for index in range(0, 300, 23):
        assert verify(BOOK.prove(index), [BOOK.signer.key]).index == index
        assert from_code(BOOK.openings[index].code).leaf in LEAVES


def test_only_the_key_is_missing() -> None:
    """REQUIRES that the same forgery signed with the log's key would pass: nothing else about it is wrong."""
    opening, head, path = forgers_tree(chance("alone"), 17)
    signed = Proof(opening, 17, path, checkpoint.sign(head, BOOK.signer))
    assert verify(bytes(signed), [BOOK.signer.key]).opening == opening


@pytest.mark.parametrize("forge", LIES + MISPLACED)
def test_no_forged_file_is_accepted(forge: Forge) -> None:
    """REQUIRES that no forged statement verifies as a file."""
    random, taken = chance(forge.__name__), 0
    for _ in range(COUNT // len(LIES + MISPLACED)):
        _, proof = forge(random, random.randrange(300))
        try:
            verify(bytes(proof), [BOOK.signer.key, OTHER.signer.key])
        except LedgerError:
            continue
        taken += 1
    assert taken == 0


def test_no_forged_code_is_accepted() -> None:
    """REQUIRES that no code of a lie leads to a leaf of the log, changed by a character or made anew."""
    random, taken = chance("codes"), 0
    for _ in range(COUNT // 4):
        index = random.randrange(300)
        lie, _ = random.choice(LIES)(random, index)
        taken += from_code(lie.code).leaf in LEAVES
        code = list(BOOK.openings[index].shut(who=True, where=True).code)
        at = random.randrange(len(code))
        code[at] = random.choice(sorted(set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") - {code[at]}))
        try:
            taken += from_code("".join(code)).leaf in LEAVES
        except LedgerError:
            continue
    assert taken == 0
