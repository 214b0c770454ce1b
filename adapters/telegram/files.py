"""Reads a text file that somebody sent, from Telegram's own file host and no other (law L15), bounded in size."""

import asyncio
import logging
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from telegram import Bot, Document
from telegram.error import NetworkError, TelegramError

from adapters.telegram.calls import FILES, Calls, Refused
from groupbot.ports import Unavailable

if TYPE_CHECKING:
    from adapters.telegram.bot import DiscreetRequest

FILE_LIMIT = 256 * 1024
SECONDS = 20.0
# What is given where there is no text to give: a character that no text has, and more of it than a file may hold. The
# reader of settings refuses both, each with its reason, and neither passes for an empty file.
UNREADABLE = "\0"
OVERLONG = UNREADABLE * (FILE_LIMIT + 1)
log = logging.getLogger(__name__)


class Files:
    """Fetches by getFile; neither a file's name nor what is in it reaches a log."""

    def __init__(self, bot: Bot, calls: Calls) -> None:
        self._bot = bot
        self._calls = calls

    async def text(self, document: Document) -> str:
        """Return a file's text; bytes that are no UTF-8 become lone surrogates, so that a reader can say where.

        UNREADABLE where Telegram does not give it, OVERLONG above 256 KiB: who waits for an answer gets one, and one
        person's file that cannot be had holds up nothing. Source: Bot API, getFile.
        """
        if (document.file_size or 0) > FILE_LIMIT:
            return OVERLONG
        try:
            async with asyncio.timeout(SECONDS):
                path = await self._calls.call(FILES, lambda _: self._path(document.file_id))
                body = await self._fetch(path)
        except (Refused, Unavailable, TelegramError, TimeoutError) as error:
            log.warning("a file could not be fetched from Telegram (%s)", type(error).__name__)
            return UNREADABLE
        if len(body) > FILE_LIMIT:
            return OVERLONG
        return body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")

    async def _path(self, file_id: str) -> str:
        host = f"{self._bot.base_file_url}/"
        whole = (await self._bot.get_file(file_id)).file_path or ""
        path = whole.removeprefix(host)
        # A server of one's own may name a file of its disk instead (Bot API, "Using a Local Bot API Server").
        if not whole.startswith(host) or not path or path.startswith("/") or ".." in path.split("/"):
            raise NetworkError("no path within the file host")
        return path

    async def _fetch(self, path: str) -> bytes:
        request = cast("DiscreetRequest", self._bot.request)
        return await request.fetch(f"{self._bot.base_file_url}/{quote(path)}", FILE_LIMIT + 1)
