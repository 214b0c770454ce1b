"""Groups that get another address, and groups that end."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from groupbot.groups import own, register
from groupbot.groups.model import Card, Former, Group, Mode, Moved
from groupbot.groups.own import Own
from groupbot.groups.tables import KEPT_AFTER_LEAVING_DAYS, group
from groupbot.groups.terms import CountRecords
from groupbot.people import Chat
from groupbot.store.unit import Unit

_DUE_NOW = 0


def move(unit: Unit, old: Chat, successor: Chat, today: date, count_bound: CountRecords) -> Moved | None:
    """Give the group at `old` its new address; the old one stays an alias, so that what comes late is understood.

    None when there is no such group, or when it is there already. Where the bot met the successor first, as a group
    of its own, one of the two ends: the newcomer, unless there is something in it alone that binds the bot to its
    members: a consent, or what waits for an answer or an end. Where there is in both, the older group lives on, and the
    newcomer ends as if the bot had left it: its members withdraw for the declared time, are asked anew, and hear of an
    appeal that nobody answers. What the operator refused is refused at every address.
    What the admins of either had set holds for both; where they differ, the newer word of those in the new chat. Of a
    group that only rehearses nothing is taken over into one that does not: nobody has let it hold yet.
    """
    row, other = register.at(unit, old), register.at(unit, successor)
    card = register.opened(unit, row) if row else None
    if row is None or card is None or card.chat != old:
        return None
    if other is not None and other.number == row.number:
        return None
    newcomer = register.opened(unit, other) if other else None
    if other is None or newcomer is None:
        return Moved(_readdress(unit, row.number, successor))
    theirs, ours = count_bound(unit, other.number), count_bound(unit, row.number)
    joined = _joined(unit, row.number, card, other.number, newcomer)
    if theirs and not ours:
        # The newcomer lives on as it is; the old address leads there from now on.
        register.name(unit, old, other.number)
        _end(unit, row.number)
        inherited = _inherit(unit, other.number, successor, refused=not row.accepted)
        return _with(unit, Moved(inherited, row.number), successor, joined)
    if theirs:
        _leave(unit, other.number, today)
    else:
        _end(unit, other.number)
    moved = _readdress(unit, row.number, successor)
    # The newcomer's line names a group that is no more: it is replaced at the next opportunity.
    found = register.at(unit, successor)
    if found is not None and newcomer.line is not None:
        moved = register.keep(unit, found, replace(moved.card, line=newcomer.line, line_at=_DUE_NOW))
    return _with(unit, Moved(moved, other.number), successor, joined)


def leave(unit: Unit, chat: Chat, today: date) -> int | None:
    """Let the group at its present address end and return its number.

    Its rows live on for the declared time, so that members can still withdraw. None for an address that is no
    group's any more: a platform tells late that a bot is no longer where a group once was.
    """
    row = register.at(unit, chat)
    card = register.opened(unit, row) if row else None
    if row is None or card is None or card.chat != chat or row.ends_on is not None:
        return None
    _leave(unit, row.number, today)
    return int(row.number)


def left(unit: Unit, number: int) -> bool:
    """Tell whether the bot has left a group of which rows are still kept."""
    return bool(unit.read(sa.select(group.c.number).where(group.c.number == number, group.c.ends_on.is_not(None))))


@dataclass(frozen=True, slots=True)
class _Joined:
    """What two groups become together; `dropped` says that something of either's is gone with that."""

    mode: Mode
    own: Own
    dropped: bool


def _joined(unit: Unit, older: int, former: Card, newer: int, newcomer: Card) -> _Joined:
    before, since = own.load(unit, older), own.load(unit, newer)
    text = since.text or before.text
    mode = (newcomer if since.version else former).mode
    if Mode.DRY in (former.mode, newcomer.mode):
        # Who has not gone live has decided nothing.
        mode = (newcomer if former.mode is Mode.DRY else former).mode
        if former.mode is not newcomer.mode:
            text = (since if former.mode is Mode.DRY else before).text
    dropped = any(each.text not in ("", text) for each in (before, since))
    dropped = dropped or (former.mode is Mode.PAUSED and mode is not Mode.PAUSED)
    return _Joined(mode, Own(text, max(before.version, since.version) + 1), dropped)


def _with(unit: Unit, moved: Moved, chat: Chat, joined: _Joined) -> Moved:
    """Let the group that lives on have what both become together, and say whether that is news to its admins."""
    group = moved.group
    former = Former(own.load(unit, group.number).text, group.card.mode)
    if former == Former(joined.own.text, joined.mode):
        return replace(moved, joined=joined.dropped)
    own.keep(unit, group.number, joined.own)
    if group.card.mode is not joined.mode:
        row, card = _present(unit, group.number, chat)
        group = register.keep(unit, row, replace(card, mode=joined.mode, line_at=_DUE_NOW))
    return replace(moved, group=group, joined=True, former=former)


def _leave(unit: Unit, number: int, today: date) -> None:
    ends_on = today.toordinal() + KEPT_AFTER_LEAVING_DAYS
    unit.write(group.update().where(group.c.number == number).values(ends_on=ends_on))


def _end(unit: Unit, number: int) -> None:
    """Take a group's row away, its addresses with it, and all its keys after the commit."""
    unit.write(group.delete().where(group.c.number == number))
    unit.end_group(number)


def _inherit(unit: Unit, number: int, chat: Chat, *, refused: bool) -> Group:
    """Let the newcomer be what the older group was: of a refused one the line changes as well."""
    values: dict[str, Any] = {"ends_on": None} | ({"accepted": False} if refused else {})
    unit.write(group.update().where(group.c.number == number).values(**values))
    row, card = _present(unit, number, chat)
    changed = replace(card, line_at=_DUE_NOW) if refused else card
    return register.keep(unit, row, changed)


def _readdress(unit: Unit, number: int, chat: Chat) -> Group:
    register.name(unit, chat, number)
    # The platform tells of the old address's end too, and that may have come first.
    unit.write(group.update().where(group.c.number == number).values(ends_on=None))
    row, card = _present(unit, number, chat)
    return register.keep(unit, row, replace(card, chat=chat, line=None, former=(*card.former, card.chat)))


def _present(unit: Unit, number: int, chat: Chat) -> tuple[sa.Row[Any], Card]:
    row = register.at(unit, chat)
    card = register.opened(unit, row) if row else None
    if row is None or card is None:
        msg = f"group {number} is gone"
        raise ValueError(msg)
    return row, card
