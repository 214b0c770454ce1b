"""What the move of a group has made of its settings, entered as any change is, so that admins can read and undo it."""

from groupbot.groups import own
from groupbot.groups.model import Law, Moved
from groupbot.policy.difference import differences
from groupbot.ports import Random
from groupbot.setup import aside, history
from groupbot.setup.aside import Kind
from groupbot.setup.change import MODE
from groupbot.setup.history import Changed, Entry, Role, noted
from groupbot.store.unit import Unit


def enter(unit: Unit, moved: Moved, before: Law, wish: Law | None, today: int, random: Random) -> None:
    """Enter what differs between two laws, and lay aside what was set before; `wish` is None where it is not sound."""
    former, number = moved.former, moved.group.number
    if former is None:
        return
    held = own.load(unit, number)
    if former.text != held.text:
        aside.lay(unit, number, Kind.FORMER, former.text, today)
    # It was written over settings that are no more.
    aside.drop(unit, number, Kind.DRAFT)
    what = tuple(noted(each) for each in differences(before.policy, wish.policy)) if wish else ()
    if former.mode is not moved.group.card.mode:
        what += (Changed(MODE, str(former.mode), str(moved.group.card.mode)),)
    if what:
        history.enter(unit, number, Entry(held.version, today, Role.MOVE, what), random)
