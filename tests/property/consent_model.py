"""What consent ought to be, without any store, key or screen: the model that the whole bot is held against."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from groupbot.consent.model import Purpose
from groupbot.policy.models import Policy

SWEPT_AFTER = 30
LANGUAGE_DAYS = 365
MONTH = 30
NEVER = 0


@dataclass
class Given:
    """What one person agreed to in one group: until this day, unless other terms have ended it."""

    purposes: frozenset[Purpose]
    until: int
    ended: bool = False


@dataclass
class Model:
    """Consents by (person, group), chosen languages by person, and when each group's terms last ended a consent."""

    policy: Policy
    today: int
    given: dict[tuple[str, str], Given] = field(default_factory=dict)
    languages: dict[str, tuple[str, int]] = field(default_factory=dict)
    changed_on: dict[str, int] = field(default_factory=dict)

    def save(self, who: str, group: str, wanted: frozenset[Purpose]) -> None:
        """Agree to exactly these purposes, which is a refusal when there are none."""
        wanted &= {Purpose(name) for name in self.policy.consent.purposes}
        if not wanted:
            self.withdraw(who, group)
            return
        until = self.today + round(self.policy.consent.valid_months * 365 / 12)
        self.given[who, group] = Given(wanted, until)

    def withdraw(self, who: str, *groups: str, only: frozenset[Purpose] = frozenset()) -> None:
        """Take back some purposes, or all of them."""
        for group in groups:
            held = self.given.get((who, group))
            if held is None:
                continue
            held.purposes = held.purposes - only if only else frozenset()
            if not held.purposes:
                del self.given[who, group]

    def valid(self, who: str, group: str) -> frozenset[Purpose]:
        """Return what is permitted today."""
        held = self.given.get((who, group))
        if held is None or self.today >= held.until or held.ended:
            return frozenset()
        return held.purposes

    def must_wait(self, policy: Policy, groups: Iterable[str]) -> set[str]:
        """Name the groups in which these terms would end somebody's consent a second time within a month."""
        if policy.material() == self.policy.material():
            return set()
        inhabited = {group for _, group in self.given} & set(groups)
        return {group for group in inhabited if self.today - self.changed_on.get(group, NEVER) < MONTH}

    def enforce(self, policy: Policy) -> None:
        """Put terms in force for which no group has to wait."""
        if policy.material() != self.policy.material():
            self.changed_on |= {group: self.today for _, group in self.given}
            for held in self.given.values():
                held.ended = True
        self.policy = policy

    def pass_time(self, today: int) -> None:
        """Let rows end that have reached their end."""
        self.today = today
        self.given = {key: held for key, held in self.given.items() if today < held.until + SWEPT_AFTER}
        self.languages = {who: kept for who, kept in self.languages.items() if today < kept[1]}
