"""Messages in a group that one member alone sees (Bot API 10.3): delivery is not guaranteed, failure is invisible."""

import logging
from typing import Any

from telegram import Bot, Message
from telegram.error import TelegramError

from adapters.telegram.calls import Calls, Refused
from adapters.telegram.formatting import Shown, show
from adapters.telegram.private import NO_PREVIEW, note_refusal
from adapters.telegram.recent import Recent
from adapters.telegram.roster import TelegramRoster
from groupbot.content import Content
from groupbot.people import Origin

log = logging.getLogger(__name__)


class EphemeralMessages:
    """Shows a member a screen in the group, where Telegram allows it: to an admin bot, or within 15 s of a press."""

    def __init__(self, bot: Bot, calls: Calls, recent: Recent, roster: TelegramRoster) -> None:
        self._bot = bot
        self._calls = calls
        self._recent = recent
        self._roster = roster
        self._understood = True

    async def replace(self, person: int, origin: Origin, content: Content) -> bool:
        """Turn the pressed ephemeral screen into another."""
        shown = show(content)
        arguments = {
            "receiver_user_id": person,
            "ephemeral_message_id": int(origin.message),
            "text": shown.text,
            "entities": shown.entities,
            "reply_markup": shown.keyboard,
            "link_preview_options": NO_PREVIEW,
        }
        try:
            await self._calls.call(
                int(origin.chat),
                lambda chat: self._bot.do_api_request(
                    "editEphemeralMessageText", api_kwargs={"chat_id": chat, **arguments}
                ),
            )
        except Refused as refused:
            return "message is not modified" in refused.reason
        return True

    async def show(self, person: int, group: int, origin: Origin | None, content: Content) -> bool:
        """Send a new ephemeral message; False when it is not allowed here or was refused."""
        if not self._understood:
            return False
        fresh = origin is not None and origin.chat == str(group) and self._recent.allows_ephemeral(origin)
        if not fresh and not await self._roster.we_are_admin(group):
            return False
        extra = _parameters(person, origin if fresh else None)
        shown, thread = show(content), self._thread(origin)
        try:
            sent = await self._calls.call(group, lambda chat: self._send(chat, shown, thread, extra))
        except Refused as refused:
            note_refusal(refused, "an ephemeral message")
            return False
        return await self._stayed_private(sent)

    def _thread(self, origin: Origin | None) -> int | None:
        """Find the topic in which a member looks for the answer; None is the general one, and any other chat."""
        asked = self._recent.get(origin) if origin is not None else None
        return int(asked.thread) if asked is not None and asked.thread else None

    async def _send(self, chat: int, shown: Shown, thread: int | None, extra: dict[str, Any]) -> Message:
        return await self._bot.send_message(
            chat,
            shown.text,
            entities=shown.entities,
            reply_markup=shown.keyboard,
            link_preview_options=NO_PREVIEW,
            message_thread_id=thread,
            api_kwargs=extra,
        )

    async def _stayed_private(self, sent: Message) -> bool:
        """Take back a message that an older Bot API server posted for everybody, and never try again."""
        if "ephemeral_message_id" in sent.api_kwargs:
            return True
        self._understood = False
        log.error("this Bot API server knows no ephemeral messages: it posted one openly. It is deleted; none follows")
        try:
            await self._bot.delete_message(sent.chat.id, sent.message_id)
        except TelegramError as error:
            log.error("the message could not be deleted (%s): delete it by hand", type(error).__name__)  # noqa: TRY400  (a traceback may hold words)
        return False


def _parameters(person: int, origin: Origin | None) -> dict[str, Any]:
    """Name the receiver and what is answered: a press, or the member's own ephemeral command."""
    receiver: dict[str, Any] = {"receiver_user_id": person}
    if origin is not None and origin.press:
        receiver["callback_query_id"] = origin.press
    extra: dict[str, Any] = {"ephemeral_message_parameters": receiver}
    if origin is not None and origin.ephemeral and not origin.press:
        extra["reply_parameters"] = {"ephemeral_message_id": int(origin.message)}
    return extra
