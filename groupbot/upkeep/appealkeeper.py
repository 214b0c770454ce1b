"""Appeals that nobody has answered: the admins of each group are reminded once a week, for as long as one waits."""

from datetime import timedelta
from functools import partial

from groupbot import dispatch
from groupbot.appeals import views as appeals
from groupbot.case import Desk
from groupbot.content import Screen, Text
from groupbot.effects import TellAdmins
from groupbot.performer import Performer
from groupbot.ports import Clock
from groupbot.store import lease
from groupbot.store.store import Store

JOB = "appeals"
LOOK_EVERY = timedelta(hours=1)


class AppealKeeper:
    """Reminds admins of what waits."""

    def __init__(self, store: Store, desk: Desk, performer: Performer, clock: Clock, owner: bytes) -> None:
        self._store = store
        self._desk = desk
        self._performer = performer
        self._clock = clock
        self._owner = owner

    async def tick(self) -> None:
        """Remind the admins of each group in which that is due; one that cannot be reached now is tried in an hour."""
        now = self._clock.now()
        today = now.date().toordinal()
        if not await self._store.read(partial(appeals.to_recall, today=today)):
            return
        claim = partial(lease.claim, key=JOB, owner=self._owner, now=now, first=now, every=LOOK_EVERY)
        if not (await self._store.write(claim)).result:
            return
        for number in await self._store.read(partial(appeals.to_recall, today=today)):
            if await self._recalled(number):
                await self._store.write(partial(appeals.recalled, group=number, today=today))
        following = now + LOOK_EVERY
        await self._store.write(partial(lease.complete, key=JOB, owner=self._owner, following=following))

    async def _recalled(self, number: int) -> bool:
        group = self._desk.directory.numbered(number)
        if group is None or group.card.chat.platform not in self._performer.platforms:
            return False
        language = self._desk.directory.law(number).policy.languages[0]
        screen = Screen((Text("told-appeals-wait"),))
        content = self._desk.renderer.screen(language, screen, dispatch.no_buttons)
        return await self._performer.promptly(group.card.chat.platform, (TellAdmins(group.card.chat, content),))
