"""What the templates need beside the session itself: the chosen person, panes, spans and the clock's words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from groupbot.content import Rich, SpanKind
from groupbot.ports import Standing

from .cast import NEWCOMER
from .session import Session
from .state import Person
from .step import Step

PANES = {"people": "People", "group": "Group", "private": "Private", "inspector": "Why", "controls": "Controls"}
LANGUAGES = {"en": "English", "he": "Hebrew", "ar": "Arabic", "zh-hans": "Chinese"}
RIGHT_TO_LEFT = frozenset({"he", "ar"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message that is set in one way."""

    text: str
    code: bool
    bold: bool


def pieces(rich: Rich) -> Iterator[Piece]:
    """Cut a text at the borders of its spans, which may overlap."""
    cuts = {0, len(rich.text)}
    for span in rich.spans:
        cuts |= {span.offset, span.offset + span.length}
    borders = sorted(cut for cut in cuts if 0 <= cut <= len(rich.text))
    for start, end in pairwise(borders):
        kinds = {span.kind for span in rich.spans if span.offset <= start and end <= span.offset + span.length}
        yield Piece(rich.text[start:end], SpanKind.CODE in kinds, SpanKind.BOLD in kinds)


@dataclass(frozen=True, slots=True)
class View:
    """One look at the session: as whom, in which pane (on a phone), at which step."""

    session: Session
    person: Person
    pane: str
    step: Step

    @property
    def latest(self) -> bool:
        """Return whether the step looked at is the last one."""
        return self.step is self.session.steps[-1]

    @property
    def inside(self) -> bool:
        """Return whether the chosen person is in the group."""
        return self.standing(self.person) is not Standing.OUTSIDE

    @property
    def rtl(self) -> bool:
        """Return whether the chosen person reads from right to left."""
        return self.person.language in RIGHT_TO_LEFT

    def news(self, pane: str) -> bool:
        """Return whether the last step changed what stands in a pane that has not been looked at since."""
        key = {"group": "", "private": self.person.key}.get(pane)
        return pane in self.session.unseen and key in self.session.steps[-1].shown

    def standing(self, person: Person) -> Standing:
        """Return what a person is in the group."""
        return self.session.world.group().standing(person.key)

    def held(self, person: Person) -> datetime | None:
        """Return until when a person is kept from writing in the group, None for whoever may write."""
        until = self.session.world.group().held.get(person.key)
        return until if until and until > self.session.clock.now() else None

    def admin_over(self, person: Person) -> str:
        """Return the key of an admin who can restrict a person, or "" where nobody can."""
        standings = self.session.world.group().standings
        admins = [key for key, standing in standings.items() if standing is Standing.ADMIN]
        return admins[0] if admins and self.standing(person) is Standing.MEMBER else ""

    def language(self, person: Person) -> str:
        """Return the English name of a person's language."""
        return LANGUAGES.get(person.language, person.language)

    def link(self, *, who: str = "", pane: str = "", step: int = 0) -> str:
        """Return the address of another look."""
        behind = f"&step={step}" if step else ""
        return f"/?as={who or self.person.key}&pane={pane or self.pane}{behind}"


def look(session: Session, who: str, pane: str, step: str) -> View:
    """Return the view that a query asks for; whatever is unknown in it becomes the usual."""
    people = session.world.people
    person = people.get(who) or people.get(NEWCOMER) or next(iter(people.values()))
    number = int(step) if step.isdecimal() and len(step) < len("1000000") else 0
    return View(session, person, pane if pane in PANES else "people", session.step(number))
