"""The table of docs/SUBPOENA.md, and how each of its lines is looked for in what was seized."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.seizure.instance import APPEALED, HELD_UNTIL, REPORTED, WORRIED
from tests.seizure.opening import Seizure, forms, number_forms
from tests.seizure.walk import SAID, Cast

PAGE = Path(__file__).parents[2] / "docs" / "SUBPOENA.md"
TOKEN = "42:VERY-SECRET-TOKEN"
Found = tuple[bool, bool, bool]
LINE = re.compile(r"^\| (.+?) \| (yes|no) \| (yes|no) \| (yes|no) \|$", re.MULTILINE)


def admitted() -> dict[str, Found]:
    """Return what the page says: kind of data -> (files alone, with the root key, and a list of accounts)."""
    rows = LINE.findall(PAGE.read_text(encoding="utf-8"))
    return {what: (alone == "yes", key == "yes", accounts == "yes") for what, alone, key, accounts in rows}


@dataclass(frozen=True)
class Evidence:
    """What was seized, and the whole truth about those who took part."""

    seizure: Seizure
    cast: Cast
    token: str

    @property
    def raw(self) -> bytes:
        """Return all bytes of all files."""
        return b"\n".join(self.seizure.files.values())

    def in_files(self, *wanted: bytes) -> bool:
        """Tell whether one of these stands in a file."""
        return any(each in self.raw for each in wanted)

    def in_clear(self, *wanted: bytes) -> bool:
        """Tell whether one of these stands in what the key opens."""
        return any(each in self.seizure.clear for each in wanted)

    def everywhere(self, *wanted: bytes) -> Found:
        """Tell at which level one of these is found; a list of accounts opens no further file."""
        alone = self.in_files(*wanted)
        opened = alone or self.in_clear(*wanted)
        return alone, opened, opened

    def groups_of(self, who: str) -> list[int]:
        """Return the numbers of the groups in which trying somebody's account finds them, 0 for their language."""
        return [number for number, _ in self.seizure.members[str(self.cast.people[who].id)]]

    def opens(self, table: str, *words: str) -> Found:
        """Tell that a table is shut without the key, and opens to these words with it."""
        plain = b"\n".join(each.plain for each in self.seizure.of(table))
        found = bool(plain) and all(word.encode() in plain for word in words)
        shut = not any(each.plain[:40] in self.raw for each in self.seizure.of(table) if len(each.plain) > 15)
        return not shut, found, found


def clearly(table: str, *columns: str) -> Callable[[Evidence], Found]:
    """Return the look at columns that lie open."""

    def look(evidence: Evidence) -> Found:
        rows = evidence.seizure.tables[table]
        found = bool(rows) and all(row[column] is not None for row in rows for column in columns)
        return found, found, found

    return look


def _text(*texts: str) -> set[bytes]:
    return {form for text in texts for form in forms(text)}


def _only_by_trying(found: bool) -> Found:  # noqa: FBT001  (the one thing it is about)
    return False, False, found


def _silent(evidence: Evidence) -> Found:
    """Look for a trace of those who never agreed: enrolled anywhere, or a handle that is nobody's who agreed."""
    silent = any(evidence.groups_of(who) for who in ("refuser", "talker", "reader", "owner"))
    agreed = {handle for pairs in evidence.seizure.members.values() for _, handle in pairs}
    kept = {each.row["handle"] for each in evidence.seizure.opened if "handle" in each.row}
    more = bool(kept - agreed)
    return more, more, silent or more


def _withdrawn(evidence: Evidence) -> Found:
    """Look for Ming, who withdrew everything, and for rows that nothing opens any more."""
    left = evidence.seizure.shut > 0 or bool(evidence.seizure.tables["erase_job"])
    return left, left, left or bool(evidence.groups_of("ming"))


def _addresses(evidence: Evidence) -> Found:
    rooms = evidence.cast.rooms
    hidden = _text(*(room.title for room in rooms)) | {form for room in rooms for form in number_forms(room.id)}
    alone = evidence.in_files(*hidden)
    told = {(each.said["chat"]["id"], each.said["title"]) for each in evidence.seizure.of("chat_group")}
    with_key = {(str(room.id), room.title) for room in rooms} == told
    return alone, with_key, with_key


def _lines(evidence: Evidence) -> Found:
    lines = {each.said["line"]["message"] for each in evidence.seizure.of("chat_group") if each.said["line"]}
    stand = {
        str(next(post for post in reversed(room.messages) if post.buttons).message.message_id)
        for room in evidence.cast.rooms
    }
    return False, lines == stand, lines == stand


def _accounts(evidence: Evidence) -> Found:
    found = evidence.seizure.found
    apart = replace(found, opened=[each for each in found.opened if each.table not in ("outbox", "appeal")])
    kept = replace(evidence.seizure, found=apart)
    ids = (form for number in evidence.cast.ids for form in number_forms(number))
    return replace(evidence, seizure=kept).everywhere(*ids)


def _waiting(evidence: Evidence) -> Found:
    waiting = [each.said["effect"]["to"]["id"] for each in evidence.seizure.of("outbox")]
    found = waiting == [str(evidence.cast.people["ali"].id)]
    return evidence.in_files(*(form for one in waiting for form in forms(one))), found, found


def _linked(evidence: Evidence) -> Found:
    handles = [handle for number, handle in evidence.seizure.members[str(evidence.cast.people["noa"].id)] if number]
    return _only_by_trying(len(set(handles)) == 2)


def _held(evidence: Evidence, table: str) -> Found:
    """Look for whom the bot holds, and who appealed or reported: Ali, in the first group, and nobody else."""
    kept = {row["handle"] for row in evidence.seizure.tables[table]}
    known = {
        who: {pair[1] for pair in evidence.seizure.members[str(each.id)]} for who, each in evidence.cast.people.items()
    }
    return _only_by_trying([who for who, handles in known.items() if handles & kept] == ["ali"])


def _recorded(evidence: Evidence) -> Found:
    """Look for whose handle has entries: Noa's, in the first group, and nobody's who was not held or did not agree."""
    kept = {row["handle"] for row in evidence.seizure.tables["ledger_entry"]}
    known = {
        who: {pair[1] for pair in evidence.seizure.members[str(each.id)]} for who, each in evidence.cast.people.items()
    }
    return _only_by_trying([who for who, handles in known.items() if handles & kept] == ["noa"])


def _unrecorded(evidence: Evidence) -> Found:
    """Look for an entry of more than the one who agreed and did not withdraw, though three were held."""
    more = len(evidence.seizure.tables["ledger_entry"]) != 1 or len(evidence.seizure.of("ledger_entry")) != 1
    return more, more, more


def _can_sign(evidence: Evidence) -> Found:
    signs = bool(evidence.seizure.public_key) and evidence.in_files(evidence.seizure.public_key.encode())
    return False, signs, signs


LOOKS: dict[str, Callable[[Evidence], Found]] = {
    "What people wrote in groups, their links and topics": lambda seen: seen.everywhere(*_text(*SAID.split(" ")[:2])),
    "Names and user names of people": lambda seen: seen.everywhere(*_text(*seen.cast.words)),
    "Who refused, only wrote, or only read the notice": _silent,
    "Consents that were withdrawn, and from what": _withdrawn,
    "Ids of people's accounts, but for waiting answers and appeals that wait": _accounts,
    "Answers that still wait to be delivered, and to which account": _waiting,
    "Addresses and titles of the groups": _addresses,
    "Where each group's standing line is": _lines,
    "The policy that each group lives under": lambda seen: seen.opens(
        "kept_policy", '"confidentiality"', "Meadow Society"
    ),
    "What a group's admins set themselves": lambda seen: seen.opens(
        "own_settings", '"text":', "composition: one-sided"
    ),
    "A change of it that waits for their word, 14 days at most, and what it was before the last, 30 days": (
        lambda seen: seen.opens("settings_aside", "join_notices: remove", "access: closed")
    ),
    "What was changed in a group, on which day and in which role, never by whom; no words": lambda seen: seen.opens(
        "settings_entry", '"role":"admin"', '"path":"mode"', '"day":'
    ),
    "Which numbered groups are let in, when each changed its terms, and when the bot left one": clearly(
        "chat_group", "number", "accepted", "material_on"
    ),
    "Consent records: the notice word for word, language, age question, under a random handle": lambda seen: seen.opens(
        "consent_record", '"notice":', "desk@meadow.example", '"language":"he"', '"language":"ar"', '"age":16'
    ),
    "Which purposes a record agrees to, and on which days": lambda seen: seen.opens(
        "consent_grant", '"purpose":"events"', '"purpose":"digest"', '"purpose":"name"', '"day":'
    ),
    "Moderation events of members who agreed to a record: what, why and on which day, under a random handle": (
        lambda seen: seen.opens("ledger_entry", '"kind":"restricted"', '"by":"admin"', '"day":')
    ),
    "Moderation events of anybody else": _unrecorded,
    "Appeals: about what and how they ended; while they wait, the account to answer and its own words": (
        lambda seen: seen.opens("appeal", '"about":"restriction"', APPEALED, str(seen.cast.people["ali"].id))
    ),
    "Reports of messages: link, reason and the reporter's own words while they wait, then how they ended": (
        lambda seen: seen.opens("report", '"reason":"threat"', REPORTED, WORRIED)
    ),
    "Which proofs and opened receipts somebody asked for, under a random handle": (
        lambda seen: seen.opens("proof_request", '"sort":"receipt"', '"opens":2')
    ),
    "Until when the bot keeps somebody from writing, under a random handle": (
        lambda seen: seen.opens("restriction", str(HELD_UNTIL))
    ),
    "Chosen languages, under a random handle": lambda seen: seen.opens("language_choice", "he"),
    "Whether an account on the list agreed to something, in which group": lambda seen: _only_by_trying(
        len([number for number in seen.groups_of("noa") if number]) == 2 and len(seen.groups_of("ali")) == 1
    ),
    "Whether an account on the list chose a language": lambda seen: _only_by_trying(0 in seen.groups_of("noa")),
    "Whether an account on the list has appealed, in which group": partial(_held, table="appeal"),
    "Whether an account on the list has reported a message, in which group": partial(_held, table="report"),
    "Whether an account on the list has asked for a proof or an opened receipt, in which group": partial(
        _held, table="proof_request"
    ),
    "Whether the bot keeps an account on the list from writing, in which group": partial(_held, table="restriction"),
    "Which consents in several groups are of one person": _linked,
    "How many consents each numbered group has, and when each ends": clearly(
        "consent_record", "group_number", "ends_on"
    ),
    "How many moderation events each random handle has, when each ends, and where it stands in the log": clearly(
        "ledger_entry", "handle", "ends_on"
    ),
    "How far the log had grown on which day, and its hashes": clearly("ledger_checkpoint", "size", "day", "root"),
    "Whether an account on the list has moderation events on record, in which group": _recorded,
    "How many people chose a language, and when that ends": clearly("language_choice", "ends_on"),
    "How many appeals each numbered group has, which of them wait, and when each ends": clearly(
        "appeal", "group_number", "recall_on", "ends_on"
    ),
    "How many reports each numbered group has, which of them wait, and when each ends": clearly(
        "report", "group_number", "recall_on", "ends_hour"
    ),
    "How many proofs and opened receipts each random handle has asked for, and when each ends": clearly(
        "proof_request", "handle", "ends_on"
    ),
    "How many people the bot keeps from writing in each numbered group, and when that ends": clearly(
        "restriction", "group_number", "ends_on"
    ),
    "How many decisions were taken in each of the last 48 hours": clearly("inbox", "ends_hour"),
    "Which platform is served, and until when it was": clearly("platform_lease", "platform", "until"),
    "Who runs group and bot, as the policy file says": lambda seen: seen.everywhere(b"Meadow Society"),
    "The bot's token at the platform, where it is in a file": lambda seen: seen.everywhere(seen.token.encode()),
    "The bot's own account on each platform, as the database keeps it": lambda seen: seen.opens(
        "deployment", '"telegram"', f'"{seen.token.partition(":")[0]}"'
    ),
    "The means to sign receipts and the log, and to forge buttons": _can_sign,
}
