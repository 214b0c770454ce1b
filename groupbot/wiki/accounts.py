"""What a wiki tells of one account, as far as a group's bar may ask: pure, and no finer than days.

Everything here lives for as long as a question is being answered, and is written nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Block(StrEnum):
    """The severest block that an account has on one wiki; PARTIAL is one that leaves most pages open, ends or not.

    Where several stand at once, the adapter takes the later name in this list.
    Source: mediawiki.org, API:Users, usprop=blockinfo (blockpartial, blockexpiry).
    """

    NONE = "none"
    PARTIAL = "partial"
    TEMPORARY = "temporary"
    INDEFINITE = "indefinite"


@dataclass(frozen=True, slots=True)
class Local:
    """One account on one wiki, named by its database name (enwiki).

    `registered` is None where it is older than that wiki's records, `last_edit` where there is no edit to be seen.
    `block_ends` is the last day of a block that ends, as far as the wiki says it.
    """

    wiki: str
    edits: int = 0
    groups: frozenset[str] = frozenset()
    block: Block = Block.NONE
    registered: date | None = None
    last_edit: date | None = None
    block_ends: date | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One account on all wikis together.

    `central_id` outlives every rename; where wikis have no central log-in it is the wiki's name and its own id, such as
    "testwiki:12". `registered` None is older than the wiki's records, and counts as old. `groups` are the global ones.
    `local` holds the wikis that were asked about and where the account is; one that is missing there has no such
    account.
    """

    central_id: str = field(repr=False)
    name: str = field(repr=False)
    home: str = ""
    registered: date | None = None
    edits: int = 0
    groups: frozenset[str] = frozenset()
    locked: bool = False
    temporary: bool = False
    local: Mapping[str, Local] = field(default_factory=dict)

    def on(self, wiki: str) -> Local | None:
        """Return what it is on one wiki, None where it is not."""
        return self.local.get(wiki)
