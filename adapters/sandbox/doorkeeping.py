"""Holding people and letting them in on the simulated platform, which refuses what real ones refuse."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from groupbot.deeds import Deed
from groupbot.effects import Admit, Decline, Door, Release, Restrict
from groupbot.ports import Right, Standing, Unavailable

from .state import Delivery, Group, Person
from .world import World


class SandboxDoor:
    """Implements groupbot.ports.Doorkeeper over a World; an end in `Group.held` that is not the bot's is an admin's."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def restrict(self, effect: Restrict, ours: AbstractSet[datetime]) -> Deed:
        """Let a member write nothing until the end."""
        group, person, refused = self._at(effect, Right.HOLD)
        if refused is not None or group is None or person is None:
            return refused or Deed.GONE
        if self._stands(group, person) not in {None, *ours}:
            return Deed.HELD
        group.held[person.key] = effect.until
        return Deed.DONE

    async def release(self, effect: Release, ours: AbstractSet[datetime]) -> Deed:
        """Let a member write again whom the bot holds."""
        group, person, refused = self._at(effect, Right.HOLD)
        if group is None or person is None:
            return refused or Deed.GONE
        stands = self._stands(group, person)
        if stands is None:
            return Deed.DONE
        if refused is not None or stands not in ours:
            return refused or Deed.NOT_OURS
        del group.held[person.key]
        return Deed.DONE

    async def admit(self, effect: Admit) -> Deed:
        """Let somebody in who asked."""
        group, person, refused = self._at(effect, Right.ADMIT)
        if refused is not None or group is None or person is None:
            return refused or Deed.GONE
        if group.standing(person.key) is not Standing.OUTSIDE:
            return Deed.DONE
        if person.key not in group.requests:
            return Deed.GONE
        group.requests.discard(person.key)
        group.standings[person.key] = Standing.MEMBER
        return Deed.DONE

    async def decline(self, effect: Decline) -> Deed:
        """Turn somebody away who asked."""
        group, person, refused = self._at(effect, Right.ADMIT)
        if refused is not None or group is None or person is None:
            return refused or Deed.GONE
        asked = person.key in group.requests
        group.requests.discard(person.key)
        return Deed.DONE if asked else Deed.GONE

    def _stands(self, group: Group, person: Person) -> datetime | None:
        """Return the end of what somebody is held by, None where it is over: platforms let go without a word."""
        end = group.held.get(person.key)
        return end if end is not None and end > self._world.clock.now() else None

    def _at(self, effect: Door, right: Right) -> tuple[Group | None, Person | None, Deed | None]:
        """Find whom it is about, and what is against it."""
        if self._world.delivery is Delivery.UNAVAILABLE:
            raise Unavailable("the simulated platform is switched to unavailable", retry_after=1.0)
        group, person = self._world.groups.get(effect.chat.id), self._world.by_actor(effect.who)
        if group is None or person is None or not group.bot_inside:
            return None, None, Deed.GONE
        if group.standing(person.key) is Standing.ADMIN:
            return None, None, Deed.ADMIN
        return group, person, None if right in group.rights else Deed.NO_RIGHT
