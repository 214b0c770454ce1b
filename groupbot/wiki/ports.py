"""What the core asks of the wikis, one Protocol per verb; each raises groupbot.ports.Unavailable where one is down."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from groupbot.wiki.accounts import Account


@dataclass(frozen=True, slots=True)
class Found:
    """An edit that carries a code: who made it by now (by id and present name), on which wiki, and when.

    `own` tells that the page is in the user space of that very account; `hidden` that its text, summary or author has
    been taken out of public view since; `redirect` that the page was a redirect with that edit.
    """

    central_id: str = field(repr=False)
    name: str = field(repr=False)
    wiki: str
    at: datetime
    own: bool = True
    hidden: bool = False
    redirect: bool = False


class Accounts(Protocol):
    """Reads what an account is now."""

    async def account(self, name: str, wikis: Collection[str]) -> Account | None:
        """Return what it is everywhere and on each of `wikis`, None where nobody is called so.

        `name` is in the wiki's form (groupbot.wiki.names). Raises groupbot.ports.Unavailable when even one of the wikis
        did not answer: half of the facts would be taken for all of them.
        """


class Edits(Protocol):
    """Looks for the edit by which somebody shows that an account is theirs."""

    async def by_code(self, name: str, code: str, since: datetime) -> Found | None:
        """Return the first edit since then in the user space of `name` that carries `code`, whoever made it.

        Returns None where there is none so far; raises groupbot.ports.Unavailable.
        """
