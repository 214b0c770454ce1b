"""The lines of docs/SUBPOENA.md, and what each of them finds in a deployment: at which of three levels.

Every table is spoken of by a line, or is of the machinery; what is not becomes a line of its own, which the page lacks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from groupbot.disclosure.opening import Found, Row

Levels = tuple[bool, bool, bool]
HEAD = "| What | Files alone | With the root key | And a list of accounts |\n|---|---|---|---|"
NOTHING: Levels = (False, False, False)
ANYBODY: Levels = (True, True, True)


@dataclass(frozen=True, slots=True)
class Taken:
    """A deployment in the hands of others: its rows, and what stands in its settings and beside them."""

    found: Found
    unlocked: bool
    policy: bool
    token: bool


Look = Callable[[Taken], Levels]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is about, of which table (`` for none), and how it is looked for."""

    what: str
    table: str
    look: Look


def _never(_taken: Taken) -> Levels:
    """Find nothing: there is no place for it, which tests with invented people hold the bot to."""
    return NOTHING


def _clear(table: str) -> Look:
    """Find what lies open in a table."""
    return lambda taken: _levels(0, bool(taken.found.tables.get(table)))


def _sealed(table: str, says: Callable[[Any], object] = bool) -> Look:
    """Find what opens to the root key."""
    return lambda taken: _levels(1, any(says(each.said) for each in taken.found.of(table)))


def _tried(table: str, *, groups: int = 1) -> Look:
    """Find whose handle has rows, in so many groups: only who brings the accounts can try them."""

    def look(taken: Taken) -> Levels:
        rows = taken.found.tables.get(table, [])
        for pairs in taken.found.members.values():
            mine = {handle for _group, handle in pairs}
            if len({bytes(row["handle"]) for row in rows} & mine) >= groups:
                return _levels(2, found=True)
        return NOTHING

    return look


def _withdrawn(taken: Taken) -> Levels:
    """Find an erasure that is not done, or a row whose key is gone."""
    return _levels(0, bool(taken.found.tables.get("erase_job") or taken.found.shut))


def _levels(first: int, found: bool) -> Levels:  # noqa: FBT001  (what it is about)
    return found and first < 1, found and first < 2, found  # noqa: PLR2004  (the three columns, counted from 0)


def _line(what: str, look: Look, table: str = "") -> Line:
    return Line(what, table, look)


def _of(table: str, what: str, kind: Callable[..., Look], **more: Any) -> Line:
    return Line(what, table, kind(table, **more))


LINES = (
    _line("What people wrote in groups, their links and topics", _never),
    _line("Names and user names of people", _never),
    _line("Who refused, only wrote, or only read the notice", _never),
    _line("Consents that were withdrawn, and from what", _withdrawn, "erase_job"),
    _line("Ids of people's accounts, but for waiting answers and appeals that wait", _never),
    _of("outbox", "Answers that still wait to be delivered, and to which account", _sealed),
    _of("chat_group", "Addresses and titles of the groups", _sealed),
    _of("chat_group", "Where each group's standing line is", _sealed, says=lambda card: card["line"]),
    _of("kept_policy", "The policy that each group lives under", _sealed),
    _of("own_settings", "What a group's admins set themselves", _sealed),
    _of(
        "settings_aside",
        "A change of it that waits for their word, 14 days at most, and what it was before the last, 30 days",
        _sealed,
    ),
    _of(
        "settings_entry",
        "What was changed in a group, on which day and in which role, never by whom; no words",
        _sealed,
    ),
    _of(
        "chat_group",
        "Which numbered groups are let in, when each changed its terms, and when the bot left one",
        _clear,
    ),
    _of(
        "consent_record",
        "Consent records: the notice word for word, language, age question, under a random handle",
        _sealed,
    ),
    _of("consent_grant", "Which purposes a record agrees to, and on which days", _sealed),
    _of(
        "ledger_entry",
        "Moderation events of members who agreed to a record: what, why and on which day, under a random handle",
        _sealed,
    ),
    _line("Moderation events of anybody else", _never),
    _of(
        "appeal",
        "Appeals: about what and how they ended; while they wait, the account to answer and its own words",
        _sealed,
    ),
    _of(
        "report",
        "Reports of messages: link, reason and the reporter's own words while they wait, then how they ended",
        _sealed,
    ),
    _of("proof_request", "Which proofs and opened receipts somebody asked for, under a random handle", _sealed),
    _of("restriction", "Until when the bot keeps somebody from writing, under a random handle", _sealed),
    _of("language_choice", "Chosen languages, under a random handle", _sealed),
    _of("consent_record", "Whether an account on the list agreed to something, in which group", _tried),
    _of("language_choice", "Whether an account on the list chose a language", _tried),
    _of("appeal", "Whether an account on the list has appealed, in which group", _tried),
    _of("report", "Whether an account on the list has reported a message, in which group", _tried),
    _of(
        "proof_request",
        "Whether an account on the list has asked for a proof or an opened receipt, in which group",
        _tried,
    ),
    _of("restriction", "Whether the bot keeps an account on the list from writing, in which group", _tried),
    _of("consent_record", "Which consents in several groups are of one person", _tried, groups=2),
    _of("consent_record", "How many consents each numbered group has, and when each ends", _clear),
    _of(
        "ledger_entry",
        "How many moderation events each random handle has, when each ends, and where it stands in the log",
        _clear,
    ),
    _of("ledger_checkpoint", "How far the log had grown on which day, and its hashes", _clear),
    _of("ledger_entry", "Whether an account on the list has moderation events on record, in which group", _tried),
    _of("language_choice", "How many people chose a language, and when that ends", _clear),
    _of("appeal", "How many appeals each numbered group has, which of them wait, and when each ends", _clear),
    _of("report", "How many reports each numbered group has, which of them wait, and when each ends", _clear),
    _of(
        "proof_request",
        "How many proofs and opened receipts each random handle has asked for, and when each ends",
        _clear,
    ),
    _of("restriction", "How many people the bot keeps from writing in each numbered group, and when that ends", _clear),
    _of("inbox", "How many decisions were taken in each of the last 48 hours", _clear),
    _of("platform_lease", "Which platform is served, and until when it was", _clear),
    _line("Who runs group and bot, as the policy file says", lambda taken: _levels(0, taken.policy)),
    _line("The bot's token at the platform, where it is in a file", lambda taken: _levels(0, taken.token)),
    _of(
        "deployment",
        "The bot's own account on each platform, as the database keeps it",
        _sealed,
        says=lambda kept: isinstance(kept, dict),
    ),
    _line(
        "The means to sign receipts and the log, and to forge buttons",
        lambda taken: _levels(1, taken.unlocked),
    ),
)
# Of these nothing could be told: keyed hashes, hashes of salted hashes, when what falls due, and how long the bot ran.
MACHINERY = frozenset({"group_alias", "schedule", "ledger_tile", "proof_clock"})


def looked_up(taken: Taken) -> dict[str, Levels]:
    """Return each line's words with what it found; a table that no line speaks of has a line of its own."""
    lines = {line.what: line.look(taken) for line in LINES}
    spoken = {line.table for line in LINES} | MACHINERY
    for table, rows in taken.found.tables.items():
        if rows and table not in spoken:
            lines[f"Rows of {table}, of which docs/SUBPOENA.md says nothing"] = ANYBODY
    for table in sorted(taken.found.unread):
        lines[f"Sealed values of {table}, which this program does not know to open"] = (False, True, True)
    return lines


def written(lines: dict[str, Levels]) -> str:
    """Return the table as docs/SUBPOENA.md has it."""
    rows = [
        f"| {what} | {' | '.join('yes' if found else 'no' for found in levels)} |" for what, levels in lines.items()
    ]
    return "\n".join((HEAD, *rows))


def in_clear(found: Found) -> dict[str, list[Row]]:
    """Return, table by table, every row for a program to read: what it says where it opened, else as it lies."""
    said = {id(each.row): each.said for each in found.opened}

    def told(row: Row) -> Row:
        if id(row) not in said:
            return row
        beside = {name: value for name, value in row.items() if name not in ("sealed", "key_id")}
        return {**beside, "says": said[id(row)]}

    return {table: [told(row) for row in rows] for table, rows in found.tables.items() if rows}
