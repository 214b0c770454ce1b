"""Reads a text file that somebody sent, from Discord's own file host and no other (law L15), bounded in size."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp

FILE_LIMIT = 256 * 1024
SECONDS = 20.0
HOSTS = ("https://cdn.discordapp.com", "https://media.discordapp.net")
# What is given where there is no text to give: a character that no text has, and more of it than a file may hold. The
# reader of settings refuses both, each with its reason, and neither passes for an empty file.
UNREADABLE = "\0"
OVERLONG = UNREADABLE * (FILE_LIMIT + 1)
EMPTY = "\n"
Fetch = Callable[[str], Awaitable[bytes]]
log = logging.getLogger(__name__)


async def text_of(attachment: Mapping[str, Any], fetch: Fetch, hosts: tuple[str, ...] = HOSTS) -> str:
    """Return a file's text; bytes that are no UTF-8 become lone surrogates, so that a reader can say where.

    UNREADABLE where Discord does not give it, OVERLONG above 256 KiB, one empty line for an empty file: that is not the
    same as none.
    """
    address = urlsplit(str(attachment.get("url") or ""))
    if int(attachment.get("size") or 0) > FILE_LIMIT:
        return OVERLONG
    if f"{address.scheme}://{address.netloc}" not in hosts:
        log.warning("a file was named that does not lie with Discord; it is not fetched")
        return UNREADABLE
    try:
        async with asyncio.timeout(SECONDS):
            body = await fetch(address.geturl())
    except Exception as error:  # noqa: BLE001  (whatever it is, who waits for an answer gets one)
        log.warning("a file could not be fetched from Discord (%s)", type(error).__name__)
        return UNREADABLE
    if len(body) > FILE_LIMIT:
        return OVERLONG
    return body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape") or EMPTY


async def fetched(url: str) -> bytes:
    """Read a file, one byte more than is allowed at most; no redirect is followed. Raises what aiohttp raises."""
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
        session.get(url, allow_redirects=False) as answer,
    ):
        if answer.status != HTTPStatus.OK:
            raise aiohttp.ClientError
        body = bytearray()
        async for piece in answer.content.iter_chunked(FILE_LIMIT):
            body += piece
            if len(body) > FILE_LIMIT:
                break
    return bytes(body)
