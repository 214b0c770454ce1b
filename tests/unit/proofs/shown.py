"""What may be shown to /verify: entries of a town with the real bot in it, and four ways not to match there."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from groupbot.actions import Action
from groupbot.engine import Handled
from groupbot.groups.model import Group
from groupbot.ledger import opening, proof, views
from groupbot.ledger.opening import Opening
from groupbot.people import Actor
from groupbot.store.unit import Unit
from tests.property.pressable import newest
from tests.property.test_two_histories import consents
from tests.property.town import START, Town

UNTIL = START + timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Show:
    """An entry as its member can show it: its code and its proof file, here as text."""

    code: str
    file: str

    @property
    def opening(self) -> Opening:
        """Return what the code opens."""
        return opening.from_code(self.code)


def is_held(town: Town, *who: str) -> None:
    """Let members agree to a record, an admin keep them from writing, and the day go by on which that is logged."""
    for each in who:
        consents(town, each)
        town.handle(town.world.restricts("ada", each, UNTIL))
    town.forward(timedelta(days=1))


def show(town: Town, who: str, *, person: bool = False, place: bool = False) -> Show:
    """Return somebody's first entry, opened as to whom and where or not."""
    actor = town.world.person(who).actor
    group = town.house.directory.numbered(town.number("group"))
    return town.read(lambda unit: _shown(unit, actor, group, person=person, place=place))


def _shown(unit: Unit, actor: Actor, group: Group | None, *, person: bool, place: bool) -> Show:
    ((_, handle),) = [found for found in unit.vault.find_everywhere(actor.platform, actor.id) if found[0]]
    kept = views.entries_of(unit, handle)[0]
    opened = kept.opened(actor if person else None, group if place else None)
    return Show(opened.code, views.proved(unit, kept, opened).decode())


def failing(town: Town) -> Mapping[str, Show]:
    """Return four things that do not match in this town: wrong, changed, erased, and of another bot."""
    is_held(town, "noa", "dan")
    live, erased = show(town, "dan"), show(town, "noa")
    presses(town, "noa", "/withdraw", Action.WITHDRAW)
    other = Town("noa")
    is_held(other, "noa")
    foreign = show(other, "noa")
    other.close()
    ours, path = live.opening, proof.read(live.file.encode())
    wrong = Opening(os.urandom(32), ours.payload)
    changed = Opening(ours.salt, ours.payload.replace(ours.entry.happened.day.encode(), b"2026-11-01"))
    made = {"wrong": wrong, "changed": changed}
    shows = {name: Show(each.code, bytes(replace(path, opening=each)).decode()) for name, each in made.items()}
    return {**shows, "erased": erased, "foreign": foreign}


def presses(town: Town, who: str, command: str, action: Action) -> Handled:
    """Give a command in private and press the button of its answer."""
    town.handle(town.world.writes(who, command))
    button = next(button for button in newest(town.world, who) if button.action == action)
    return town.handle(town.world.presses(who, button.message, button.token))
