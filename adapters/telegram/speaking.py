"""Posts the group's standing line, silently, takes the line before it away, and removes what Telegram posted."""

import logging

from telegram import Bot, Message

from adapters.telegram.calls import Calls, Refused
from adapters.telegram.formatting import Shown, show
from adapters.telegram.private import NO_PREVIEW, note_refusal
from groupbot.effects import Remove, Say
from groupbot.people import MessageRef
from groupbot.ports import Unavailable
from groupbot.text.patterns import Pattern

# A topic's id is a message's id, a number of 32 bits; what a setting says may be anything.
TOPIC = Pattern("[1-9][0-9]{0,9}")
log = logging.getLogger(__name__)


class GroupVoice:
    """Speaks in groups."""

    def __init__(self, bot: Bot, calls: Calls) -> None:
        self._bot = bot
        self._calls = calls

    async def say(self, effect: Say) -> MessageRef | None:
        """Post without notification; once the new line stands, remove the one it replaces.

        It stands in the topic that is asked for, wherever the one before stood, and in the general one where that
        topic is closed, deleted or none. Returns None when Telegram refuses: not in the group, no right to write,
        group gone.
        """
        shown = show(effect.content)
        thread = int(effect.thread) if TOPIC.fullmatch(effect.thread) else None
        try:
            sent = await self._post(int(effect.chat.id), shown, thread)
        except Refused as refused:
            note_refusal(refused, "a line in a group")
            return None
        # A migrated group counts its messages anew: the old number may be a member's message by now.
        if effect.replaces is not None and effect.replaces.chat == str(sent.chat.id):
            await self._remove(sent.chat.id, int(effect.replaces.message))
        where = str(sent.message_thread_id) if sent.is_topic_message else ""
        return MessageRef(str(sent.chat.id), str(sent.message_id), where)

    async def _post(self, chat: int, shown: Shown, thread: int | None) -> Message:
        async def post(where: int) -> Message:
            return await self._bot.send_message(
                where,
                shown.text,
                entities=shown.entities,
                reply_markup=shown.keyboard,
                link_preview_options=NO_PREVIEW,
                disable_notification=True,
                message_thread_id=thread,
            )

        try:
            return await self._calls.call(chat, post)
        except Refused as refused:
            # A topic may have been closed or deleted since; the line then stands in the general one.
            if thread is None or not ("thread" in refused.reason or "topic" in refused.reason):
                raise
        return await self._post(chat, shown, None)

    async def remove(self, effect: Remove) -> bool:
        """Delete a service message or a member's command; True also where it is gone, False where the bot may not.

        Raises Unavailable when Telegram does not answer. Source: Bot API, deleteMessage.
        """
        try:
            return await self._delete(int(effect.message.chat), int(effect.message.message))
        except Refused as refused:
            # Telegram says both of a message that is gone: in its place nothing is left to take away.
            gone = "to delete not found" in refused.reason or "message_id_invalid" in refused.reason
            if not gone:
                log.info("a message could not be removed: the bot lacks the right to delete any, or it is too old")
            return gone

    async def _delete(self, chat: int, message: int) -> bool:
        async def delete(where: int) -> bool:
            # A migrated group counts its messages anew: under this number stands something else there.
            return where == chat and await self._bot.delete_message(chat, message)

        return await self._calls.call(chat, delete)

    async def _remove(self, chat: int, message: int) -> None:
        """Delete a line; where that is refused (after 48 h, no right) take its buttons away instead.

        Never fails: the new line stands already, and posting it again would make two. Follows no migration.
        """
        try:
            await self._delete(chat, message)
        except Refused as refused:
            if "not found" not in refused.reason:
                await self._disarm(chat, message)
        except Unavailable:
            log.info("an old line could not be removed now; it stays")

    async def _disarm(self, chat: int, message: int) -> None:
        try:
            await self._calls.call(chat, lambda _: self._bot.edit_message_reply_markup(chat, message))
        except (Refused, Unavailable):
            log.info("an old line could neither be deleted nor disarmed; it stays")
