"""Sends to one person's private chat, which only the person can have opened."""

import logging

from telegram import Bot, InputFile, LinkPreviewOptions

from adapters.telegram.calls import Calls, Refused
from adapters.telegram.formatting import CAPTION_LIMIT, show, units
from groupbot.content import Content

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What a 400 says when there is nobody to write to; any other 400 is a defect of ours and is logged as such.
NOBODY = ("chat not found", "peer_id_invalid", "user is deactivated", "user not found", "have no rights to send")
log = logging.getLogger(__name__)


def note_refusal(refused: Refused, doing: str) -> None:
    """Log a refusal that is not simply an absent person; Telegram's descriptions quote no text of ours."""
    if not refused.forbidden and not any(known in refused.reason for known in NOBODY):
        log.warning("Telegram refused %s: %s", doing, refused.reason)


class PrivateChats:
    """Delivers to private chats; that one is closed is remembered nowhere, each try asks Telegram anew."""

    def __init__(self, bot: Bot, calls: Calls) -> None:
        self._bot = bot
        self._calls = calls

    async def send(self, person: int, content: Content) -> int | None:
        """Send a new message and return its number; None when nobody is there: never started, blocked, or gone."""
        shown = show(content)
        try:
            sent = await self._calls.call(
                person,
                lambda chat: self._bot.send_message(
                    chat,
                    shown.text,
                    entities=shown.entities,
                    reply_markup=shown.keyboard,
                    link_preview_options=NO_PREVIEW,
                ),
            )
        except Refused as refused:
            note_refusal(refused, "a private message")
            return None
        return sent.message_id

    async def replace(self, person: int, message: int, content: Content) -> bool:
        """Turn a screen of ours into another; False when it is gone or can no longer be edited."""
        shown = show(content)
        try:
            await self._calls.call(
                person,
                lambda chat: self._bot.edit_message_text(
                    shown.text,
                    chat,
                    message,
                    entities=shown.entities,
                    reply_markup=shown.keyboard,
                    link_preview_options=NO_PREVIEW,
                ),
            )
        except Refused as refused:
            return "message is not modified" in refused.reason
        return True

    async def hand(self, person: int, filename: str, body: bytes, content: Content) -> bool:
        """Send a file with its words; words too long for a caption (1,024 units) go before it."""
        shown = show(content)
        captioned = units(shown.text) <= CAPTION_LIMIT
        if not captioned and await self.send(person, content) is None:
            return False
        try:
            await self._calls.call(
                person,
                lambda chat: self._bot.send_document(
                    chat,
                    InputFile(body, filename=filename),
                    caption=shown.text if captioned else None,
                    caption_entities=shown.entities if captioned else None,
                    reply_markup=shown.keyboard if captioned else None,
                    disable_content_type_detection=True,
                ),
            )
        except Refused as refused:
            note_refusal(refused, "a file")
            return False
        return True
