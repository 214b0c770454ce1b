"""What a feature is handed with an event: who and where it is about, under which law, and the desk's tools."""

from dataclasses import dataclass, field
from datetime import datetime

from groupbot.buttons import Press
from groupbot.events import Event
from groupbot.groups.directory import Directory
from groupbot.groups.model import Group, Mode
from groupbot.i18n.render import Renderer
from groupbot.news import News
from groupbot.people import UNNAMED, Admins, Chat
from groupbot.policy.models import Policy
from groupbot.ports import Can, Random, Right
from groupbot.reports.called import Called
from groupbot.restraint.acts import Acts
from groupbot.tally import Tally


@dataclass(frozen=True, slots=True)
class Desk:
    """The tools that every feature may use: pure, read-only, or in memory alone."""

    renderer: Renderer
    directory: Directory
    random: Random
    tally: Tally
    news: News = field(default_factory=News)
    acts: Acts = field(default_factory=Acts)
    called: Called = field(default_factory=Called)

    def keep(self, group: Group, met_at: Chat | None = None) -> None:
        """Enter a group's new state; what was rehearsed and told to nobody is forgotten once it is no longer dry."""
        former = self.directory.numbered(group.number)
        self.directory.keep(group, met_at)
        if former is not None and former.card.mode is Mode.DRY and group.card.mode is not Mode.DRY:
            self._forget_words(group.number)

    def forget(self, number: int) -> None:
        """Forget a group that has ended: where it was, its law, and what was counted and told of it."""
        self.directory.drop(number)
        self._forget_words(number)

    def _forget_words(self, number: int) -> None:
        self.tally.forget(number)
        self.news.forget(number)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the platform said of a group just before: the bot's rights, None when it did not say, and the admins."""

    rights: frozenset[Right] | None = None
    admins: Admins = UNNAMED


UNSEEN = Seen()


@dataclass(frozen=True, slots=True)
class Case:
    """One event on the desk.

    `group` is the one it happened in, or the one its button names; None in private without a button. `chosen` is the
    language the person chose, "" when none. `text` is what the person wrote where words were asked for, `rights` what
    the bot may do in the group, None when that was not looked up or the platform does not say, `admins` who its admins
    are, nobody likewise. `keep_way` and `can` are the platform's (groupbot.ports.Capabilities).
    """

    event: Event
    desk: Desk
    now: datetime
    group: Group | None
    policy: Policy
    language: str
    page_limit: int
    press: Press | None = None
    chosen: str = ""
    text: str = field(default="", repr=False)
    rights: frozenset[Right] | None = None
    keep_way: str = ""
    can: frozenset[Can] = frozenset()
    admins: Admins = UNNAMED

    @property
    def today(self) -> int:
        """Return today as a proleptic ordinal, in UTC: the finest time that rows may hold."""
        return self.now.date().toordinal()
