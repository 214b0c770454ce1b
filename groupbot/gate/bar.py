"""Whether an account meets a group's bar: pure, with every reason as data, for and against.

What an account is called plays no part. A wiki that does not have the account counts as one without edits and groups.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from groupbot.policy.gate import GLOBAL, Bar, Consequence, Consequences
from groupbot.wiki.accounts import Account, Block, Local


class Leads(IntEnum):
    """What something leads to, from the mildest to the hardest."""

    IN = 0
    WAIT = 1
    ADMINS = 2
    REFUSED = 3


class What(StrEnum):
    """What was looked at."""

    EDITS = "edits"
    DAYS = "days"
    LOCAL_EDITS = "local-edits"
    ANY_GROUP = "any-group"
    ALL_GROUPS = "all-groups"
    HOME = "home"
    ACTIVE = "active"
    PARTIAL = "partial"
    BLOCKED = "blocked"
    INDEFINITE = "indefinite"
    LOCKED = "locked"
    TEMPORARY_ACCOUNT = "temporary-account"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was looked at, and what it leads to.

    `have` and `need` count what `what` says (edits, days, groups); `have` is None where there is no figure: an account
    older than its wiki's records, an account that was never active. `on` are wikis or groups, whichever it is about;
    of several groups of which each is needed, those that are missing. `until` is the first day on which it will be
    otherwise by itself, where that can be told.
    """

    what: What
    leads: Leads
    have: int | None = None
    need: int = 0
    on: tuple[str, ...] = ()
    until: date | None = None

    @property
    def met(self) -> bool:
        """Tell whether it stands in nobody's way."""
        return self.leads is Leads.IN

    @property
    def short(self) -> int:
        """Return how many more are needed, 0 where it is met or nothing that adds up."""
        return 0 if self.met or self.what is What.ACTIVE else self.need - (self.have or 0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """All that was looked at."""

    reasons: tuple[Reason, ...]

    @property
    def leads(self) -> Leads:
        """Return what the whole leads to: the hardest of it all."""
        return max((reason.leads for reason in self.reasons), default=Leads.IN)

    @property
    def missing(self) -> tuple[Reason, ...]:
        """Return what stands in the way."""
        return tuple(reason for reason in self.reasons if not reason.met)

    @property
    def when(self) -> date | None:
        """Return the first day on which all is met by waiting alone, None where that is never or cannot be told."""
        days = [reason.until for reason in self.missing if reason.leads is Leads.WAIT]
        told = [day for day in days if day is not None]
        return max(told) if told and len(told) == len(self.missing) else None


def asked(bar: Bar, after: Consequences, wikis: Iterable[str]) -> frozenset[str]:
    """Return the wikis that have to be asked about an account; `wikis` are those of the group."""
    groups = (group.partition(":")[0] for group in (*bar.any_group, *bar.all_groups))
    local = (wiki for entry in bar.local_edits for wiki in entry.wikis)
    return frozenset({*wikis, *bar.active_wikis, *after.wikis, *local, *groups} - {GLOBAL})


def weigh(account: Account, bar: Bar, after: Consequences, today: date, wikis: tuple[str, ...] = ()) -> Weighed:
    """Hold an account against a bar and the consequences of blocks on one day; `wikis` are those of the group."""
    return Weighed((*_standing(account, after, wikis), *_figures(account, bar, today, wikis), *_groups(account, bar)))


_LEADS: dict[Consequence, Leads] = {
    "ignore": Leads.IN,
    "wait": Leads.WAIT,
    "ask-admins": Leads.ADMINS,
    "refuse": Leads.REFUSED,
}


def _standing(account: Account, after: Consequences, wikis: tuple[str, ...]) -> Iterator[Reason]:
    """Yield what is against an account: nothing of it is met by editing."""
    if account.temporary:
        yield Reason(What.TEMPORARY_ACCOUNT, _LEADS[after.temporary_account])
    if account.locked:
        yield Reason(What.LOCKED, _LEADS[after.locked])
    for local in _on(account, after.wikis or wikis):
        match local.block:
            case Block.PARTIAL:
                yield Reason(What.PARTIAL, _LEADS[after.partial], on=(local.wiki,), until=_free(local))
            case Block.TEMPORARY:
                yield Reason(What.BLOCKED, _LEADS[after.temporary], on=(local.wiki,), until=_free(local))
            case Block.INDEFINITE:
                yield Reason(What.INDEFINITE, _LEADS[after.indefinite], on=(local.wiki,))


def _free(local: Local) -> date | None:
    return _later(local.block_ends, 1) if local.block_ends else None


def _figures(account: Account, bar: Bar, today: date, wikis: tuple[str, ...]) -> Iterator[Reason]:
    if bar.edits:
        yield Reason(What.EDITS, _enough(account.edits >= bar.edits), account.edits, bar.edits)
    if bar.days:
        yield _age(account, bar.days, today)
    for entry in bar.local_edits:
        where = entry.wikis or wikis
        most = max((local.edits for local in _on(account, where)), default=0)
        yield Reason(What.LOCAL_EDITS, _enough(most >= entry.edits), most, entry.edits, where)
    if bar.home:
        yield Reason(What.HOME, _enough(account.home in bar.home), on=bar.home)
    if bar.active_days:
        yield _activity(account, bar, today, wikis)


def _age(account: Account, need: int, today: date) -> Reason:
    if account.registered is None:
        return Reason(What.DAYS, Leads.IN, need=need)
    have = max((today - account.registered).days, 0)
    return Reason(What.DAYS, _enough(have >= need), have, need, until=_later(account.registered, need))


def _activity(account: Account, bar: Bar, today: date, wikis: tuple[str, ...]) -> Reason:
    where = bar.active_wikis or wikis
    edits = [local.last_edit for local in _on(account, where) if local.last_edit]
    since = max((today - max(edits)).days, 0) if edits else None
    recent = since is not None and since <= bar.active_days
    return Reason(What.ACTIVE, _enough(recent), since, bar.active_days, where)


def _groups(account: Account, bar: Bar) -> Iterator[Reason]:
    held = {f"{GLOBAL}:{group}" for group in account.groups}
    held |= {f"{local.wiki}:{group}" for local in account.local.values() for group in local.groups}
    if bar.any_group:
        yield Reason(What.ANY_GROUP, _enough(not held.isdisjoint(bar.any_group)), on=bar.any_group)
    if bar.all_groups:
        lacking = tuple(group for group in bar.all_groups if group not in held)
        yield Reason(What.ALL_GROUPS, _enough(not lacking), on=lacking)


def _later(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None  # the calendar ends with the year 9999, which a wiki may well name


def _enough(met: bool) -> Leads:  # noqa: FBT001  (the one thing that it is about)
    return Leads.IN if met else Leads.WAIT


def _on(account: Account, wikis: tuple[str, ...]) -> Iterator[Local]:
    return (local for wiki in wikis if (local := account.on(wiki)) is not None)
