"""Law L11: what acts on a person comes from a route that writes, whichever route that is, or not at all."""

from dataclasses import replace

import pytest

from groupbot import routes
from groupbot.buttons import Buttons, Press
from groupbot.case import Case
from groupbot.decision import Decision
from groupbot.effects import Release
from groupbot.events import (
    BotAdded,
    ButtonPressed,
    CommandGiven,
    Event,
    JoinNoticed,
    MemberJoined,
    RightsChanged,
    TextGiven,
)
from groupbot.people import Chat, MessageRef, Origin
from groupbot.routes import Route
from groupbot.store.unit import Unit
from groupbot.vault.root import RootSource, read_root_key
from tests.property.beat import Beat, beat
from tests.property.doorman import GROUP

READING = {
    **{f"/{name}": route for name, route in routes.COMMANDS.items() if not route.writes},
    **{f"button {action}": route for action, route in routes.ACTIONS.items() if not route.writes},
    **{kind.__name__: route for kind, route in routes.HAPPENINGS.items() if not route.writes},
}


def lifting(_unit: Unit, case: Case) -> Decision:
    """Ask for an act on whoever it is."""
    group = case.group
    chat = group.card.chat if group else Chat(case.event.actor.platform, GROUP)
    return Decision(door=(Release(chat, case.event.actor),))


def happening(street: Beat, name: str) -> Event:
    """Return an event that this route answers."""
    world, now = street.world, street.town.clock.now()
    shared = world.says("ada", "hello")
    base = (f"event:{name}", now, shared.place, shared.actor)
    if name.startswith("/"):
        return CommandGiven(*base, command=name[1:])
    if name.startswith("button "):
        press = Press(int(name.removeprefix("button ")), street.town.number(GROUP))
        root = read_root_key(RootSource(street.town.site.root_key))
        token = Buttons(root.subkey("buttons")).make(press, now, shared.actor)
        if press.action in routes.ANSWERS:
            return TextGiven(*base, token=token, text="words")
        return ButtonPressed(*base, token=token, origin=Origin("press:1", GROUP, "1"))
    if name == JoinNoticed.__name__:
        return JoinNoticed(*base, message=MessageRef(GROUP, "1"))
    return {kind.__name__: kind for kind in (MemberJoined, RightsChanged, BotAdded)}[name](*base)


def test_no_route_that_only_reads_acts_on_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES of every route that does not write that an act it decides on is an error, and no rehearsal."""
    assert set(READING) > {"/start", "MemberJoined"}
    with beat() as street, monkeypatch.context() as patch:
        for table in ("COMMANDS", "ACTIONS", "HAPPENINGS"):
            acting = {key: replace(route, answer=lifting) for key, route in getattr(routes, table).items()}
            patch.setattr(routes, table, acting)
        for name in READING:
            with pytest.raises(ValueError, match="has to write"):
                street.town.handle(happening(street, name))
        assert street.witness.deeds == []


def test_an_act_in_no_group_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that what is decided of a person in private, of no group, is an error too."""
    with beat() as street, monkeypatch.context() as patch:
        patch.setattr(routes, "COMMANDS", {"start": Route(lifting, writes=True, always=True)})
        with pytest.raises(ValueError, match="the group at hand"):
            street.town.handle(street.world.writes("ada", "/start"))
