"""Groups that the bot is out of, which a refused call alone made known: the update was missed."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from adapters.telegram.intake import Handler
from adapters.telegram.lanes import Lanes
from adapters.telegram.members import is_inside
from adapters.telegram.senders import PLATFORM
from groupbot.events import BotRemoved
from groupbot.people import Actor, ActorKind, Chat, Place
from groupbot.ports import Unavailable

log = logging.getLogger(__name__)


class Removals:
    """Tells the engine of a removal in the group's own lane, behind whatever waits there.

    The refused call may itself be part of something that is being handled there, so nobody waits for it.
    """

    def __init__(self, bot: Bot, handler: Handler, lanes: Lanes, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._handler = handler
        self._lanes = lanes
        self._now = now
        self._noticed: set[Chat] = set()

    def notice(self, group: Chat) -> None:
        """Take note that a call was refused because the bot is out; several of them are told as one."""
        if group not in self._noticed:
            self._noticed.add(group)
            self._lanes.put_for(int(group.id), partial(self._tell, group))

    async def _tell(self, group: Chat) -> None:
        self._noticed.discard(group)
        try:
            if await self._is_out(group):
                at = self._now()
                key = f"removed:{group.id}:{int(at.timestamp())}"
                await self._handler.handle(BotRemoved(key, at, Place(group), Actor(PLATFORM, "", ActorKind.BOT)))
        except (TelegramError, Unavailable) as error:
            # The next refused call tells it anew.
            log.warning("the bot was removed from a group, and that could not be noted: %s", type(error).__name__)

    async def _is_out(self, group: Chat) -> bool:
        """Look anew: an update that waited before this may have told that the bot was let in again."""
        try:
            return not is_inside(await self._bot.get_chat_member(int(group.id), self._bot.id))
        except (Forbidden, BadRequest):
            return True
