"""Between what was decided and the platform: nobody in office is acted on, and nothing lifted that others set."""

from datetime import timedelta
from functools import partial

import structlog

from groupbot.case import Desk
from groupbot.deeds import Deed
from groupbot.effects import Admit, Decline, Door, Release, Restrict
from groupbot.groups import register
from groupbot.people import ActorKind
from groupbot.ports import Clock, Ports, Standing
from groupbot.restraint import records, settling
from groupbot.restraint.logged import Hold
from groupbot.restraint.records import Ends
from groupbot.store.store import Store
from groupbot.store.unit import Unit

log = structlog.get_logger()

# Less is not worth an act, and on Telegram an end within half a minute would mean for ever.
SHORTEST = timedelta(minutes=1)


class Doorkeeping:
    """Performs what was decided of a person, on what holds at the moment of the act (law L11)."""

    def __init__(self, store: Store, desk: Desk, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._clock = clock

    async def perform(self, ports: Ports, effect: Door) -> Deed:
        """Do it, or return why not; raises Unavailable when it may be done later."""
        ours = await self._store.read(partial(_ends, effect=effect))
        deed = await self._deed(ports, effect, ours)
        now = self._clock.now()
        if deed is Deed.DONE and isinstance(effect, Restrict):
            self._desk.acts.came_through(effect, now)
        if ours and isinstance(effect, Restrict | Release):
            if deed is Deed.DONE:
                await self._store.write(partial(settling.done, desk=self._desk, act=effect, ours=ours, now=now))
            elif _ends_ours(effect, deed):
                await self._store.write(partial(settling.undone, act=effect, newest=ours[-1]))
        if deed is not Deed.DONE:
            log.warning("an act on a member was left undone", act=type(effect).__name__.lower(), why=deed)
        return deed

    async def _deed(self, ports: Ports, effect: Door, ours: Ends) -> Deed:
        if effect.who.kind is not ActorKind.PERSON:
            return Deed.UNKNOWN
        standing = await ports.standing(effect.chat, effect.who)
        if standing in (Standing.ADMIN, Standing.HELD, Standing.UNKNOWN):
            return Deed.ADMIN if standing is Standing.ADMIN else Deed.UNKNOWN
        match effect:
            case Admit():
                return await ports.admit(effect)
            case Decline():
                return await ports.decline(effect)
            case Release():
                # Asked also where nothing is ours: whether anything stands decides what members and admins hear.
                return await ports.release(effect, frozenset(ours))
            case Restrict():
                return self._idle(ports, effect, standing, ours) or await ports.restrict(effect, frozenset(ours))

    def _idle(self, ports: Ports, effect: Restrict, standing: Standing, ours: Ends) -> Deed | None:
        """Return why a restriction is not even asked for."""
        if not ours or ours[-1] != effect.until:
            return Deed.OVERTAKEN
        if standing is Standing.OUTSIDE:
            return Deed.GONE
        left = effect.until - self._clock.now()
        if left < SHORTEST:
            return Deed.OVER
        return Deed.BEYOND if left > ports.capabilities.longest_hold else None


def _ends_ours(effect: Hold, deed: Deed) -> bool:
    """Tell whether an act that was left undone leaves nothing of the bot's behind it."""
    if isinstance(effect, Release):
        # Not GONE: who leaves takes a restriction along and comes back with it, on Discord as on Telegram.
        return deed is Deed.NOT_OURS
    return deed is not Deed.OVERTAKEN


def _ends(unit: Unit, effect: Door) -> Ends:
    row = register.at(unit, effect.chat)
    return () if row is None else records.ends(unit, row.number, effect.who)
