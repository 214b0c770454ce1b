"""Performing effects: at once or lost for what nobody decided, through the outbox for answers to a decision."""

from collections.abc import Iterable, Mapping
from functools import partial

import structlog

from groupbot.case import Desk
from groupbot.content import Text
from groupbot.deeds import Deed
from groupbot.departures import Departures
from groupbot.effects import (
    Acknowledge,
    Ask,
    Door,
    Effect,
    Hand,
    Leave,
    Release,
    Remove,
    Say,
    TellAdmins,
    Telling,
    Whisper,
)
from groupbot.groups import register
from groupbot.groups.model import Group
from groupbot.people import Actor
from groupbot.ports import Clock, Ports, Reach, Unavailable
from groupbot.restraint import undone
from groupbot.restraint.doorkeeping import Doorkeeping
from groupbot.soon import Soon
from groupbot.store import outbox
from groupbot.store.store import Store

log = structlog.get_logger()

_AFTER_A_DEFECT = 60.0


class Performer:
    """Carries effects to the platforms' ports: to those `unmet` only once we `meet` the bot there, and no other one."""

    def __init__(
        self, store: Store, desk: Desk, ports: Mapping[str, Ports], clock: Clock, unmet: Iterable[str] = ()
    ) -> None:
        self.store = store
        self.desk = desk
        self.ports = ports
        self.clock = clock
        self.departures = Departures(clock)
        self._unmet = set(unmet)
        self._in_hand: set[bytes] = set()
        self._door = Doorkeeping(store, desk, clock)
        self._soon = Soon()

    @property
    def platforms(self) -> tuple[str, ...]:
        """Return the platforms that effects can be performed on."""
        return tuple(platform for platform in self.ports if platform not in self._unmet)

    def meet(self, platform: str) -> None:
        """Act on a platform from now on: the account there is the bot's."""
        self._unmet.discard(platform)

    async def promptly(
        self,
        platform: str,
        effects: Iterable[Effect],
        group: Group | None = None,
        why: tuple[Text, ...] = (),  # noqa: ARG002  (who only rehearses counts by reason)
    ) -> bool:
        """Perform effects now; what the platform does not take may not be written down.

        An answer is tried again for two minutes, everything else is lost. Returns whether the platform took them all.
        """
        taken, effects = True, tuple(effects)
        self._soon.forget(platform, (effect.to for effect in effects if isinstance(effect, Whisper | Hand)))
        for effect in effects:
            try:
                await self._perform(platform, effect, group)
            except Unavailable as error:
                taken = False
                told = "effect lost"
                if isinstance(effect, Whisper | Hand):
                    told = "answer put off"
                    self._soon.keep(platform, effect, self.clock.now(), error.retry_after)
                log.warning(told, kind=type(effect).__name__, why=str(error), retry_after=error.retry_after)
        return taken

    async def tell_admins(self, told: TellAdmins) -> bool:
        """Tell a group's admins now and return whether any was reached; what the platform does not take is lost."""
        try:
            return await self.ports[told.chat.platform].tell_admins(told) > 0
        except Unavailable as error:
            log.warning("effect lost", kind="TellAdmins", why=str(error), retry_after=error.retry_after)
            return False

    def lose(self, platform: str, who: Actor) -> None:
        """Try nothing again that somebody could not be shown just now: it may be taken back before they are."""
        self._soon.forget(platform, (who,))

    async def deliver(self, platform: str, waiting: Iterable[bytes], *, fresh: bool = True) -> int:
        """Deliver effects of the outbox and forget them; returns how many have to wait.

        What is `fresh` is newer than whatever its reader asked for before.
        """
        reasons: list[str] = []
        # What another task of ours is delivering at this moment is not delivered a second time.
        mine = [row_id for row_id in waiting if row_id not in self._in_hand]
        self._in_hand.update(mine)
        try:
            for row_id in mine:
                reasons += await self._deliver(platform, row_id, fresh=fresh)
        finally:
            self._in_hand.difference_update(mine)
        if reasons:
            log.warning("answers wait", platform=platform, count=len(reasons), why=reasons[-1])
        return len(reasons)

    async def _deliver(self, platform: str, row_id: bytes, *, fresh: bool) -> tuple[str, ...]:
        """Deliver one effect and return nothing, or the reason why it waits."""
        try:
            effect = await self.store.read(partial(outbox.find, row_id=row_id))
            if fresh and isinstance(effect, Whisper | Hand):
                self._soon.forget(platform, (effect.to,))
            if effect is not None:
                await self._perform(platform, effect, None)
        except Unavailable as error:
            later = partial(outbox.postpone, row_id=row_id, now=self.clock.now(), retry_after=error.retry_after)
            await self.store.write(later)
            self._soon.keep_row(platform, row_id, self.clock.now(), error.retry_after, fresh=fresh)
            return (str(error),)
        except Exception as error:  # noqa: BLE001  (one that meets a defect of ours must not hold up those behind it)
            log.error("an answer failed", platform=platform, kind=type(error).__name__)  # noqa: TRY400  (the same)
            later = partial(outbox.postpone, row_id=row_id, now=self.clock.now(), retry_after=_AFTER_A_DEFECT)
            await self.store.write(later)
            return (type(error).__name__,)
        self._soon.done(row_id)
        await self.store.write(partial(outbox.done, row_id=row_id))
        return ()

    async def drain(self, platform: str) -> int:
        """Deliver all that is due on a platform or was put off just now, and go out of groups that are to be left."""
        if platform in self._unmet:
            return 0
        await self.departures.due(self.ports[platform], platform)
        now = self.clock.now()
        waiting = await self.store.read(partial(outbox.due, platform=platform, now=now))
        put_off = [row_id for row_id in self._soon.rows(platform, now) if row_id not in waiting]
        count = await self.deliver(platform, (*waiting, *put_off), fresh=False)
        for answer, since in self._soon.due(platform, now):
            # Each as its turn comes: those before it may take a while, and its reader be answered anew meanwhile.
            if not self._soon.claim(platform, answer):
                continue
            try:
                await self._perform(platform, answer, None)
            except Unavailable as error:
                self._soon.keep(platform, answer, now, error.retry_after, since)
        return count

    async def _perform(self, platform: str, effect: Effect, group: Group | None) -> None:
        if platform in self._unmet:
            raise Unavailable("the platform has not said yet who the bot is there")
        ports = self.ports[platform]
        if not isinstance(effect, Door):
            await self._tell(ports, effect, group)
            return
        deed = await self._door.perform(ports, effect)
        if isinstance(effect, Release) and deed is not Deed.DONE:
            await self.left_undone(effect, deed)

    async def left_undone(self, effect: Release, deed: Deed | None) -> None:
        """Tell admins and member that a restriction may still stand; raises Unavailable while admins cannot be told.

        Without a `deed` the platform did not take it for as long as it waited.
        """
        platform, told = effect.chat.platform, undone.told(self.desk, effect, deed)
        if told is None or platform not in self.platforms:
            return
        await self.ports[platform].tell_admins(told.admins)
        # First what was decided, then what came of it, though a decision waits for the next full minute. Not by
        # `deliver`: this release may be one of a round that has the decision in hand and comes to it later.
        for row_id in await self.store.read(partial(outbox.news, who=effect.who, group=told.group)):
            await self._deliver(platform, row_id, fresh=False)
        # Only now, and lost where it is not taken: it must not have the admins told again and again.
        await self.promptly(platform, (told.member,))

    async def _tell(self, ports: Ports, effect: Telling, group: Group | None) -> None:
        match effect:
            case Whisper():
                await ports.whisper(effect)
            case Hand():
                if await ports.hand(effect) is Reach.NOWHERE and effect.otherwise is not None:
                    await ports.whisper(Whisper(effect.to, effect.otherwise, effect.near, effect.origin))
            case Acknowledge():
                await ports.acknowledge(effect)
            case Ask():
                await ports.ask(effect)
            case TellAdmins():
                await ports.tell_admins(effect)
            case Remove():
                await ports.remove(effect)
            case Leave():
                await self.departures.leave(ports, effect.chat)
            case Say():
                await self._say(ports, effect, group)

    async def _say(self, ports: Ports, effect: Say, group: Group | None) -> None:
        line = await ports.say(effect)
        if line is None or group is None or not effect.stands:
            return
        at = int(self.clock.now().timestamp())
        stand = partial(register.stand, number=group.number, line=line, at=at, served=group.served)
        done = await self.store.write(stand)
        if done.result is not None:
            self.desk.directory.keep(done.result)
