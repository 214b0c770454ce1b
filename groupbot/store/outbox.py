"""The outbox: what was decided of a person, sealed in the transaction that decided, delivered at least once.

That is the answers to their own decision, and what the doorkeeper shall do. Two keyed tags stand beside each, of the
person and of person and group: what has been overtaken by a newer decision is found by them and deleted unread.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from groupbot.effects import Admit, Decline, Door, Hand, Release, Restrict, Whisper
from groupbot.people import Actor
from groupbot.ports import Random
from groupbot.store.prepared import Insert, Taking
from groupbot.store.sealed import opened
from groupbot.store.tables import OUTBOX_HOURS, outbox
from groupbot.store.unit import Unit
from groupbot.vault.vault import DEPLOYMENT, Cell

Answer = Whisper | Hand
Item = Answer | Door
_KINDS: dict[str, type[Item]] = {
    "screen": Whisper,
    "file": Hand,
    "restrict": Restrict,
    "release": Release,
    "admit": Admit,
    "decline": Decline,
}
# Of each the newest decision counts, whatever answers wait beside it.
_HOLD, _ENTRY_DOOR = "hold", "entry"
_NEWS = "news"
_ABOUT_DOORS = {Restrict: _HOLD, Release: _HOLD, Admit: _ENTRY_DOOR, Decline: _ENTRY_DOOR}
_DECODERS = {kind: msgspec.json.Decoder(type_) for kind, type_ in _KINDS.items()}
_LONGEST_WAIT = 3600
_DOUBLINGS = _LONGEST_WAIT.bit_length()
_HOUR = 3600

EVERY_GROUP = 0
NOT_A_GROUP = -1


class _Entry(msgspec.Struct):
    """What is sealed, its effect not yet read."""

    kind: str
    effect: msgspec.Raw


_ENTRY = msgspec.json.Decoder(_Entry)


def _delete(which: sa.ColumnElement[bool]) -> Taking:
    """Return the deletion of some rows, which tells their keys."""
    return Taking(which, outbox.c.key_id)


# Each statement is built once: building it anew costs several times what the database takes for it.
_IS_ROW = outbox.c.id == sa.bindparam("row")
_TO_PERSON = outbox.c.recipient == sa.bindparam("person")
_ROW = _delete(_IS_ROW)
# By the person first, because that has an index: after an outage thousands may wait.
_IS_ABOUT = sa.and_(_TO_PERSON, outbox.c.about == sa.bindparam("of"))
_ABOUT = _delete(_IS_ABOUT)
_ALL, _GONE = sa.select(outbox), sa.delete(outbox).where(_IS_ROW)
_FIND, _FIND_ALL = sa.select(outbox).where(_IS_ROW), sa.select(outbox).where(_TO_PERSON)
_WAITS = sa.select(outbox.c.id).where(_IS_ABOUT)
_DUE = (
    sa.select(outbox.c.id)
    .where(sa.and_(outbox.c.platform == sa.bindparam("on"), outbox.c.due_at <= sa.bindparam("by")))
    .order_by(outbox.c.due_at)
)
_OVER = sa.select(outbox.c.id).where(outbox.c.ends_hour <= sa.bindparam("hour"))
_NEW = Insert(outbox)
_ATTEMPTS = sa.select(outbox.c.attempts).where(_IS_ROW)
_LATER = sa.update(outbox).where(_IS_ROW)


def recipient(unit: Unit, platform: str, id: str) -> bytes:  # noqa: A002  (the word that groupbot.people uses)
    """Return the keyed tag under which a person's waiting answers are found."""
    return unit.vault.tag("outbox-recipient", platform, id)


def put(unit: Unit, platform: str, answers: Sequence[Answer], group: int, now: datetime, random: Random) -> list[bytes]:
    """Enter the answers to one person's decision, each under a key of its own, and return their ids.

    They take the place of what waits for the same person about the same group: no older answer may tell of what is
    gone. A unit that erases in all groups (`group` 0) leaves of this person only what is about no group, and what the
    doorkeeper shall do: a withdrawal takes back no entry and no release.
    """
    if not answers:
        return []
    to = answers[0].to.id
    person = recipient(unit, platform, to)
    about = _about(unit, platform, to, group)
    if unit.erasing and group == EVERY_GROUP:
        # What others decided for somebody is no answer to what they take back.
        news = [_about(unit, platform, to, number, _NEWS) for number, _ in unit.vault.find_everywhere(platform, to)]
        _drop_answers(unit, person, (_about(unit, platform, to, NOT_A_GROUP), *news))
    else:
        _drop(unit, _ABOUT, {"person": person, "of": about})
    return _enter(unit, {"platform": platform, "recipient": person, "about": about}, answers, now, random)


def put_news(unit: Unit, news: Whisper, group: int, now: datetime, random: Random) -> None:
    """Enter what others have decided for somebody: it waits beside the answers to their own acts, whichever come."""
    platform, to = news.to.platform, news.to.id
    about = _about(unit, platform, to, group, _NEWS)
    shared = {"platform": platform, "recipient": recipient(unit, platform, to), "about": about}
    _enter(unit, shared, (news,), now, random)


def news(unit: Unit, who: Actor, group: int) -> list[bytes]:
    """Return the ids of what others have decided for somebody in a group, as far as it waits."""
    of = _about(unit, who.platform, who.id, group, _NEWS)
    return [bytes(row.id) for row in unit.read(_WAITS, {"person": recipient(unit, who.platform, who.id), "of": of})]


def drop_news(unit: Unit, who: Actor, group: int) -> None:
    """Delete what others have decided for somebody in a group, who has it all erased."""
    about = _about(unit, who.platform, who.id, group, _NEWS)
    _drop(unit, _ABOUT, {"person": recipient(unit, who.platform, who.id), "of": about})


def put_doors(unit: Unit, doors: Sequence[Door], group: int, now: datetime, random: Random) -> list[bytes]:
    """Enter what the doorkeeper shall do in a group and return the ids.

    Each takes the place of what waits about the same person: of holding them, or of their entry.
    """
    entered = []
    for door in doors:
        person = recipient(unit, door.who.platform, door.who.id)
        about = _about(unit, door.who.platform, door.who.id, group, _ABOUT_DOORS[type(door)])
        _drop(unit, _ABOUT, {"person": person, "of": about})
        shared = {"platform": door.who.platform, "recipient": person, "about": about}
        entered += _enter(unit, shared, (door,), now, random)
    return entered


def held_back(unit: Unit, who: Actor, group: int) -> tuple[bytes, Item | None] | None:
    """Return the restriction of this person, or its release, that waits to be performed, with its id."""
    of = _about(unit, who.platform, who.id, group, _HOLD)
    for row in unit.read(_WAITS, {"person": recipient(unit, who.platform, who.id), "of": of}):
        return bytes(row.id), find(unit, bytes(row.id))
    return None


def due(unit: Unit, platform: str, now: datetime) -> list[bytes]:
    """Return the ids of what is to be delivered on a platform by now, oldest first."""
    return [bytes(row.id) for row in unit.read(_DUE, {"on": platform, "by": int(now.timestamp())})]


def find(unit: Unit, row_id: bytes) -> Item | None:
    """Return what waits, None when it is delivered, overtaken, or opens no more."""
    for row in unit.read(_FIND, {"row": row_id}):
        entry = _opened(unit, row)
        return None if entry is None else _DECODERS[entry.kind].decode(entry.effect)
    return None


def given_up(unit: Unit, now: datetime) -> list[Door]:
    """Return what the doorkeeper was to do and has waited for as long as anything waits; the next sweep deletes it.

    What cannot be opened is left out: it goes like the others.
    """
    found: list[Door] = []
    for row in unit.read(_OVER, {"hour": int(now.timestamp()) // _HOUR}):
        item = find(unit, bytes(row.id))
        found += [item] if isinstance(item, Door) else []
    return found


def done(unit: Unit, row_id: bytes) -> None:
    """Delete a delivered answer; its key is shredded after the commit."""
    _drop(unit, _ROW, {"row": row_id})


def erase(unit: Unit, person: bytes) -> None:
    """Delete all answers that wait for the person with this tag; what the doorkeeper shall do is none."""
    _drop_answers(unit, person, ())


def erase_about(unit: Unit, group: int) -> None:
    """Delete all that waits about a group, and shred its keys in this very unit.

    Each answer has to be opened for it: no tag of a group stands beside them, lest they could be counted by group. What
    opens no more may have been about this one, and could never be delivered: it goes, too.
    """
    mine = [row for row in unit.read(_ALL) if _is_about(unit, row, group)]
    if mine:
        unit.vault.shred([bytes(row.key_id) for row in mine])
        unit.write(_GONE, [{"row": bytes(row.id)} for row in mine])


def export(unit: Unit, _group: int, person: bytes) -> list[dict[str, Any]]:
    """Return of what kind each waiting answer of a person is, and until when it waits at most."""
    rows = unit.read(_FIND_ALL, {"person": person})
    found = [(_opened(unit, row), datetime.fromtimestamp(row.ends_hour * _HOUR, UTC)) for row in rows]
    return [{"kind": entry.kind, "until": until.isoformat()} for entry, until in found if entry is not None]


def postpone(unit: Unit, row_id: bytes, now: datetime, retry_after: float) -> None:
    """Put a delivery off, each time for longer, and never sooner than the platform asks."""
    for row in unit.read(_ATTEMPTS, {"row": row_id}):
        # What waits longer than it is kept need not say how much longer.
        asked = min(retry_after, timedelta(hours=OUTBOX_HOURS).total_seconds())
        wait = max(asked, min(2 ** min(row.attempts, _DOUBLINGS), _LONGEST_WAIT))
        later = {"attempts": row.attempts + 1, "due_at": _minute(now.timestamp() + wait)}
        unit.write(_LATER, {"row": row_id, **later})


def _enter(unit: Unit, shared: dict[str, Any], items: Sequence[Item], now: datetime, random: Random) -> list[bytes]:
    timed = {
        **shared,
        "due_at": _minute(now.timestamp()),
        "attempts": 0,
        "ends_hour": int(now.timestamp()) // _HOUR + OUTBOX_HOURS,
    }
    entered = [random.bytes(16) for _ in items]
    pairs = zip(entered, items, strict=True)
    unit.enter(_NEW, *[{**timed, "id": row_id, **_sealed(unit, row_id, item)} for row_id, item in pairs])
    return entered


def _sealed(unit: Unit, row_id: bytes, item: Item) -> dict[str, bytes]:
    kind = next(kind for kind, type_ in _KINDS.items() if isinstance(item, type_))
    # Its delivery does not need the name that its reader goes by.
    unnamed = replace(_whose(item), name="")
    nameless = replace(item, to=unnamed) if isinstance(item, Whisper | Hand) else replace(item, who=unnamed)
    plain = msgspec.json.encode({"kind": kind, "effect": nameless})
    key_id, sealed = unit.vault.seal_new(DEPLOYMENT, "outbox", _cell(row_id), plain)
    return {"key_id": key_id, "sealed": sealed}


def _opened(unit: Unit, row: sa.Row[Any]) -> _Entry | None:
    plain = opened(unit, _cell(bytes(row.id)), row)
    return None if plain is None else _ENTRY.decode(plain)


def _is_about(unit: Unit, row: sa.Row[Any], group: int) -> bool:
    entry = _opened(unit, row)
    if entry is None:
        return True
    item = _DECODERS[entry.kind].decode(entry.effect)
    of = ((_ABOUT_DOORS[type(item)],),) if isinstance(item, Door) else ((), (_NEWS,))
    return bytes(row.about) in [_about(unit, row.platform, _whose(item).id, group, *more) for more in of]


def _drop_answers(unit: Unit, person: bytes, spared: Collection[bytes]) -> None:
    for row in unit.read(_FIND_ALL, {"person": person}):
        if bytes(row.about) not in spared and not _is_door(unit, row):
            _drop(unit, _ROW, {"row": bytes(row.id)})


def _is_door(unit: Unit, row: sa.Row[Any]) -> bool:
    entry = _opened(unit, row)
    return entry is not None and issubclass(_KINDS[entry.kind], Door)


def _whose(item: Item) -> Actor:
    return item.to if isinstance(item, Whisper | Hand) else item.who


def _about(unit: Unit, platform: str, to: str, group: int, *door: str) -> bytes:
    return unit.vault.tag("outbox-about", platform, to, str(group), *door)


def _drop(unit: Unit, some: Taking, values: dict[str, bytes]) -> None:
    unit.supersede(unit.take(some, values))


def _cell(row_id: bytes) -> Cell:
    return Cell("outbox", row_id, "sealed")


def _minute(second: float) -> int:
    """Return the next full minute: the second of a decision is nobody's business."""
    return math.ceil(second / 60) * 60
