"""Screens that may be longer than a message: cut into pages, with buttons between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Lines, Rich, Text

_PAGE = 0xFF
Part = Text | Lines | Rich


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a screen, the buttons that turn to its neighbours, and whether it is the last."""

    text: Rich
    turns: tuple[Choice, ...]
    last: bool


def paged(case: Case, parts: Sequence[Part], action: Action, *, base: int = 0, shown: int = 0) -> Page:
    """Return the page of these parts that was asked for; `action` turns pages.

    Its buttons carry the number of a page in the lower eight bits of their value, beside `base`, and `shown`.
    """
    pages = leaves(case, parts)
    at = min(asked_page(case, action), len(pages) - 1)
    following = base | at + 1 if at + 1 < len(pages) else None
    return Page(
        pages[at], turning(action, base | at - 1 if at else None, following, shown=shown), last=following is None
    )


def leaves(case: Case, parts: Sequence[Part]) -> tuple[Rich, ...]:
    """Return all pages of these parts, in the reader's language."""
    return case.desk.renderer.pages(case.language, parts, case.page_limit)[: _PAGE + 1]


def turning(action: Action, former: int | None, following: int | None, *, shown: int = 0) -> tuple[Choice, ...]:
    """Return the buttons to the former and the following page, by the values that they carry; None is no page."""
    ways = (("button-previous-page", former), ("button-next-page", following))
    return tuple(Choice(Text(key), action, value, shown) for key, value in ways if value is not None)


def asked_page(case: Case, action: Action) -> int:
    """Return the number of the page that a press asks for, 0 where it asks for none."""
    return case.press.value & _PAGE if case.press and case.press.action == action else 0


def fitting(case: Case, before: Sequence[Part], some: Sequence[Text], after: Sequence[Part] = ()) -> int:
    """Return how many of `some` fit between the others on one page."""
    count = len(some)
    while count and len(leaves(case, (*before, *some[:count], *after))) > 1:
        count -= 1
    return count
