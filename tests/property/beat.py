"""A town with a doorman in it, whose admins and members do what they like meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from adapters.sandbox.state import Delivery, WorldError
from adapters.sandbox.world import World
from groupbot.events import Event
from groupbot.ports import Ports, Standing
from groupbot.restraint import records
from tests.property.doorman import GROUP, Witness, deciding
from tests.property.town import Town

PEOPLE = ("noa", "omar")


class Beat:
    """A town with a doorman in it. A human admin's end is no end of the bot's, as in life: those differ by a second."""

    def __init__(self, *, new: bool = False) -> None:
        self.witnesses: list[Witness] = []
        self.town = Town(*PEOPLE, new=new, ports=self._ports)
        self.world = self.town.world
        for who in PEOPLE:
            self.town.handle(self.world.joins(who))

    @property
    def witness(self) -> Witness:
        """Return the ports that the bot has now."""
        return self.witnesses[-1]

    def step(self, verb: str, who: str, choice: int) -> None:
        """Let one thing happen; the bot hears of an admin's act by name, without it, or never."""
        event = self.happens(verb, who, choice)
        if event is not None and choice % 3:
            self.town.handle(event)

    def happens(self, verb: str, who: str, choice: int) -> Event | None:
        """Change the world as platforms do, and return what they tell of it."""
        group, world = self.world.group(), self.world
        try:
            match verb:
                case "hold" | "free":
                    self.command(verb, who, 30 + choice)
                case "restricts" | "lifts":
                    end = self.town.clock.now() + timedelta(minutes=30 + choice, seconds=1)
                    event = world.restricts("ada", who, end if verb == "restricts" else None, named=choice % 3 == 1)
                    self.witness.setter[who] = "ada"
                    return event
                case "promotes" if group.standing(who) is Standing.MEMBER:
                    event = world.restricts("ada", who, None, named=choice % 3 == 1)
                    group.standings[who] = Standing.ADMIN
                    return event
                case "demotes" if group.standing(who) is Standing.ADMIN:
                    group.standings[who] = Standing.MEMBER
                case "leaves":
                    return world.leaves(who)
                case "joins":
                    return world.joins(who)
                case _:
                    self._passes(verb, choice)
        except WorldError:
            pass
        return None

    def _passes(self, verb: str, choice: int) -> None:
        """Let time pass, the platform go down or come back, or the bot start anew."""
        match verb:
            case "waits":
                self.town.forward(timedelta(minutes=choice * 7))
                self.expire()
            case "outage":
                self.world.delivery = Delivery.UNAVAILABLE
            case "repaired":
                self.world.delivery = Delivery.WORKS
                self.town.forward(timedelta(minutes=2))
            case "restarts":
                self.town.restart()

    def command(self, verb: str, who: str, minutes: int = 60) -> None:
        """Let the feature decide something, and look what came of it."""
        self.town.handle(self.world.says("ada", f"/{verb} {self.world.person(who).id} {minutes}"))

    def expire(self) -> None:
        """Let what has reached its end be over, which platforms tell nobody."""
        held, now = self.world.group().held, self.town.clock.now()
        for who in [who for who, end in held.items() if end <= now]:
            del held[who]
            self.witness.setter.pop(who, None)

    def ours(self, who: str) -> records.Ends:
        """Return what the bot takes for its own."""
        number = self.town.number(GROUP)
        return self.town.read(partial(records.ends, group=number, who=self.world.person(who).actor))

    def _ports(self, world: World) -> Ports:
        made = Witness(world)
        if self.witnesses:
            made.setter = self.witness.setter
        self.witnesses.append(made)
        return made


@contextmanager
def beat(*, new: bool = False) -> Iterator[Beat]:
    """Open a beat; in a `new` town the group only rehearses."""
    with deciding():
        made = Beat(new=new)
        try:
            yield made
        finally:
            made.town.close()
