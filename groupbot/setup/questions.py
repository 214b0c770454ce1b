"""What /setup asks: each question with the fields it sets and the answers it offers as buttons."""

from dataclasses import dataclass
from typing import Any

from groupbot.policy.models import Policy
from groupbot.setup.modules import ALWAYS, MODULES

PER_PAGE = 8
# From this position on, answers are not offered but were given in words; more than 128 are never offered.
IN_WORDS = 0x80
WIKIS = (
    *("enwiki", "hewiki", "arwiki", "zhwiki", "dewiki", "frwiki", "eswiki", "ruwiki", "commonswiki", "wikidatawiki"),
    *("metawiki", "itwiki", "ptwiki", "ukwiki", "plwiki", "nlwiki", "fawiki", "trwiki", "jawiki", "kowiki", "idwiki"),
)
ZONES = (
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Kyiv", "Asia/Jerusalem", "Africa/Cairo", "Asia/Riyadh"),
    *("Asia/Kolkata", "Asia/Shanghai", "Asia/Taipei", "Asia/Tokyo", "Australia/Sydney", "America/New_York"),
    *("America/Chicago", "America/Los_Angeles", "America/Sao_Paulo"),
)
LANGUAGES = ("en", "he", "ar", "zh-hans", "zh-hant", "de", "fr", "es", "ru")


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `name` is that of its texts, `path` the field it sets, `offered` the answers, in order for ever.

    With `several`, each answer is switched on and off; with `ordered`, the one switched on last comes first, so that
    an admin whose language is missing needs one tap and not one for each that stands before it. `also` are fields that
    belong to it and are asked for in words.
    """

    name: str
    path: str
    offered: tuple[Any, ...] = ()
    several: bool = False
    also: tuple[str, ...] = ()
    ordered: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """Return all fields that the question is about."""
        return (*self.also, self.path)

    def answered(self, policy: Policy, option: Any) -> Any:
        """Return the field's value once `option` was pressed."""
        if not self.several:
            return option
        now = list(_at(policy, self.path))
        if option in ALWAYS:
            return now
        if option in now:
            return [one for one in now if one != option]
        return [option, *now] if self.ordered else [*now, option]

    @property
    def settled(self) -> bool:
        """Tell whether there is nothing to choose: every answer holds in any case."""
        return bool(self.offered) and ALWAYS.issuperset(self.offered)

    def options(self, policy: Policy) -> tuple[tuple[int, Any], ...]:
        """Return the answers and their positions: those given in words, to be taken back, then those offered."""
        more = [one for one in _at(policy, self.path) if one not in self.offered] if self.several else []
        return (*enumerate(more, IN_WORDS), *enumerate(self.offered))

    def chosen(self, policy: Policy, option: Any) -> bool:
        """Tell whether an answer is the present one."""
        now = _at(policy, self.path)
        return option in now if self.several else option == now


# Append only: buttons carry positions.
QUESTIONS = (
    Question("wikis", "wikis", WIKIS, several=True),
    Question("access", "access", ("public", "closed")),
    Question("composition", "composition", ("mixed", "one-sided")),
    Question(
        "controller",
        "controller.kind",
        ("organisation", "role", "person"),
        also=("controller.name", "controller.contact"),
    ),
    Question("confidentiality", "confidentiality", ("public", "no-names", "closed")),
    Question("modules", "modules", tuple(MODULES), several=True),
    Question("languages", "languages", LANGUAGES, several=True, ordered=True),
    Question("zone", "time_zone", ZONES),
    Question("retention", "retention.events_days", (7, 14, 30, 60, 90)),
    Question("joins", "join_notices", ("keep", "remove")),
)


def _at(policy: Policy, path: str) -> Any:
    value: Any = policy
    for step in path.split("."):
        value = getattr(value, step)
    return value
