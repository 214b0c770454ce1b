"""A feature that decides on people as it is told, and a platform that knows who set what: the ground of law L11."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import MappingProxyType
from unittest.mock import patch

from adapters.sandbox.outbound import SandboxPorts
from adapters.sandbox.state import PLATFORM, Delivery
from adapters.sandbox.world import World
from groupbot import routes
from groupbot.case import Case
from groupbot.decision import Decision
from groupbot.deeds import Deed
from groupbot.effects import Admit, Decline, Door, Release, Restrict
from groupbot.people import Actor, Chat
from groupbot.ports import Standing, Unavailable
from groupbot.routes import Route
from groupbot.store.unit import Unit

GROUP = "group"


def _decided(make: Callable[[Chat, Actor, datetime], Door], case: Case, id_: str, minutes: str) -> Decision:
    assert case.group is not None
    until = case.now.replace(microsecond=0) + timedelta(minutes=int(minutes or 60))
    return Decision(door=(make(case.group.card.chat, Actor(PLATFORM, id_, name="Zebulon"), until),))


def route(make: Callable[[Chat, Actor, datetime], Door]) -> Route:
    """Return the route of a command that asks for one act on the person whom it names."""

    def answer(_unit: Unit, case: Case) -> Decision:
        id_, _, minutes = getattr(case.event, "argument", "").partition(" ")
        return _decided(make, case, id_, minutes)

    return Route(answer, writes=True)


COMMANDS = {
    "hold": route(Restrict),
    "free": route(lambda chat, who, _until: Release(chat, who)),
    "admit": route(lambda chat, who, _until: Admit(chat, who)),
    "decline": route(lambda chat, who, _until: Decline(chat, who)),
}


@contextmanager
def deciding() -> Iterator[None]:
    """Let a command `/hold ID MINUTES` and its like stand where a feature will decide."""
    with patch.object(routes, "COMMANDS", MappingProxyType({**routes.COMMANDS, **COMMANDS})):
        yield


class Witness(SandboxPorts):
    """Watches each act of the bot's on a member, and lets others act at the worst moment.

    `setter` says whose each restriction is that stands: "bot", or the admin's key. `meanwhile` happens once, between
    the bot's asking who somebody is and its act. `deeds` are what came of its acts; an outage is told as one.
    """

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.setter: dict[str, str] = {}
        self.meanwhile: Callable[[], object] | None = None
        self.deeds: list[Deed] = []

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Answer, and let happen what happens meanwhile."""
        if self._world.delivery is Delivery.UNAVAILABLE:
            raise Unavailable("an outage")
        found = await super().standing(chat, actor)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        return found

    async def restrict(self, effect: Restrict, ours: AbstractSet[datetime]) -> Deed:
        """Act, and look at whom."""
        key, held, office = self._before(effect)
        deed = await super().restrict(effect, ours)
        if self._world.group().held != held:
            assert office is not Standing.ADMIN, "an admin was restricted"
            assert self.setter.get(key, "bot") == "bot" or key not in held, "a restriction of others was overwritten"
            self.setter[key] = "bot"
        self.deeds.append(deed)
        return deed

    async def release(self, effect: Release, ours: AbstractSet[datetime]) -> Deed:
        """Act, and look what was lifted."""
        key, held, office = self._before(effect)
        deed = await super().release(effect, ours)
        if self._world.group().held != held:
            assert office is not Standing.ADMIN, "an admin was acted on"
            assert self.setter.pop(key) == "bot", "a restriction of others was lifted"
        self.deeds.append(deed)
        return deed

    def _before(self, effect: Door) -> tuple[str, dict[str, datetime], Standing]:
        person = self._world.by_actor(effect.who)
        assert person is not None
        group = self._world.group()
        return person.key, dict(group.held), group.standing(person.key)
