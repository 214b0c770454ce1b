"""Whenever an admin reads anything about a member, the member sees that: first, what admins read at all is declared."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from groupbot.actions import Action
from groupbot.buttons import Press
from groupbot.duties import DUTIES
from groupbot.events import ButtonPressed, Event, TextGiven
from groupbot.people import Origin, Place
from groupbot.ports import Standing
from groupbot.routes import ACTIONS, ANSWERS, COMMANDS
from groupbot.vault.vault import Cell, Vault
from tests.property.town import Town
from tests.unit.store.shelf import agree, speak

# Through the outbox go the admin's own answers.
ABOUT_PERSONS = {duty.table.name for duty in DUTIES if duty.person} - {"outbox"}
DECLARED = {duty.table.name for duty in DUTIES if duty.admins}
VALUES = range(4)
# What takes a group away is tried last, or nothing would be left to be read.
ENDING = (Action.PAUSE, Action.RESUME, Action.LEAVE, Action.PANIC)


@pytest.fixture
def town() -> Iterator[Town]:
    """Return a town in which noa, a member, has agreed to everything, and ada is an admin of whom nothing is kept."""
    with closing(Town("noa", fresh=True)) as made:
        made.world.group().standings["noa"] = Standing.MEMBER
        noa, number = made.world.person("noa").actor, made.number("group")
        made.run(made.house.store.write(lambda unit: agree(unit, number, noa)))
        made.run(made.house.store.write(lambda unit: speak(unit, noa)))
        yield made


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the tables about persons of which a row was opened since."""
    opened: set[str] = set()
    genuine = Vault.open_sealed

    def watched(self: Vault, key_id: bytes, cell: Cell, sealed: bytes) -> bytes:
        opened.update({cell.table} & ABOUT_PERSONS)
        return genuine(self, key_id, cell, sealed)

    monkeypatch.setattr(Vault, "open_sealed", watched)
    return opened


def presses(town: Town, number: int, action: int, value: int) -> Event:
    """Return ada's press of a genuine button, or her answer to the question that it asked."""
    world = town.world
    who = world.person("ada")
    token = town.house.engine._buttons.make(Press(action, number, value), world.clock.now(), who.actor)
    key, origin = f"press:{world.number()}", Origin("press", who.id, "1")
    if action in ANSWERS:
        return TextGiven(key, world.clock.now(), Place(), who.actor, token, "words", origin)
    return ButtonPressed(key, world.clock.now(), Place(), who.actor, token, origin)


def test_what_admins_read_about_members_is_declared(town: Town, read: set[str]) -> None:
    """REQUIRES that whatever an admin asks for opens no row about anybody but in tables that declare it."""
    for command in [name for name, route in COMMANDS.items() if route.admins]:
        town.handle(town.world.says("ada", f"/{command}"))
    number = town.number("group")
    actions = [action for action, route in ACTIONS.items() if route.admins]
    for action in sorted(actions, key=lambda action: action in ENDING):
        for value in VALUES if action not in ENDING else VALUES[:1]:
            town.handle(presses(town, number, action, value))
    assert read - DECLARED == set()


def test_a_member_reads_their_own(town: Town, read: set[str]) -> None:
    """REQUIRES that it is seen when a row about somebody is opened, as it is when noa asks for her own."""
    town.handle(town.world.says("noa", "/mydata"))
    assert {"consent_record", "consent_grant", "language_choice"} <= read
