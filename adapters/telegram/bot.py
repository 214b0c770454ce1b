"""Makes the client of the Bot API: python-telegram-bot's Bot, over a transport whose errors tell no secrets."""

import json
import ssl
from functools import cache
from typing import Any

import httpx
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from adapters.telegram.quiet import quiet
from groupbot.ports import Impossible
from groupbot.text.patterns import Pattern

CLOUD = "https://api.telegram.org"
TOKEN = Pattern("[0-9]{1,20}:[A-Za-z0-9_-]{1,200}")


class TokenRefused(Impossible):
    """The bot token is malformed or Telegram does not know it; the text never repeats it."""


class DiscreetRequest(HTTPXRequest):
    """HTTP to the Bot API; failures carry neither the URL (it holds the token) nor the body that was received."""

    __slots__ = ()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Perform one request; raises TimedOut or NetworkError with the cause's class name only."""
        failure: TelegramError
        try:
            code, payload = await super().do_request(*args, **kwargs)
        except TimedOut:
            failure = TimedOut()
        except Exception as error:  # noqa: BLE001  (whatever it is, its words may hold the URL)
            failure = NetworkError(f"no answer ({type(error.__cause__ or error).__name__})")
        else:
            return code, _readable(code, payload)
        # Raised outside the except block, so that the telling error does not travel along as its context.
        raise failure

    async def fetch(self, url: str, most: int) -> bytes:
        """Read at most `most` bytes of a file; raises NetworkError with a status or a class name only.

        No redirect is followed, and nothing compressed is taken: a small answer cannot become a large one.
        """
        code, body = 0, bytearray()
        plain = {"Accept-Encoding": "identity"}
        try:
            async with self._client.stream("GET", url, headers=plain, follow_redirects=False) as answer:
                code = (
                    httpx.codes.UNSUPPORTED_MEDIA_TYPE if "Content-Encoding" in answer.headers else answer.status_code
                )
                async for chunk in answer.aiter_raw():
                    body += chunk
                    if code != httpx.codes.OK or len(body) >= most:
                        break
        except Exception as error:  # noqa: BLE001  (whatever it is, its words may hold the URL)
            failure = NetworkError(f"no file ({type(error).__name__})")
        else:
            if code == httpx.codes.OK:
                return bytes(body[:most])
            failure = NetworkError(f"no file (HTTP {code})")
        # As above: outside of the except block.
        raise failure


def _readable(code: int, payload: bytes) -> bytes:
    """Pass JSON objects through; PTB would log and quote anything else, such as a proxy's page."""
    try:
        known = isinstance(json.loads(payload), dict)
    except (ValueError, RecursionError):
        known = False
    if known:
        return payload
    if httpx.codes.is_success(code):
        raise NetworkError("the answer was not the Bot API's")
    return json.dumps({"ok": False, "error_code": code, "description": f"HTTP {code}"}).encode()


def build_bot(token: str, base_url: str | None = None) -> Bot:
    """Make a Bot for `token`, talking to Telegram or to the Bot API server at `base_url` ("http://127.0.0.1:8081").

    Raises TokenRefused when the token is not shaped like one. Source: Bot API, "Authorizing your bot".
    """
    quiet()
    if not TOKEN.fullmatch(token):
        raise TokenRefused(
            "The Telegram bot token is not of the form 123456:letters-and-digits. Copy it anew from @BotFather."
        )
    root = (base_url or CLOUD).rstrip("/").removesuffix("/bot")
    return Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=DiscreetRequest(connection_pool_size=64, read_timeout=15.0, pool_timeout=10.0, httpx_kwargs=_tls()),
        get_updates_request=DiscreetRequest(connection_pool_size=1, pool_timeout=10.0, httpx_kwargs=_tls()),
    )


@cache
def _tls() -> dict[str, ssl.SSLContext]:
    """Read the machine's certificates once: each reading costs some 40 ms, and every client would do it anew."""
    return {"verify": httpx.create_ssl_context()}


async def introduce(bot: Bot) -> None:
    """Ask Telegram who we are; raises TokenRefused, or TelegramError when there is no answer."""
    refused = False
    try:
        await bot.initialize()
    except InvalidToken:
        refused = True
    if refused:
        raise TokenRefused("Telegram does not accept the bot token. Copy it anew from @BotFather, or make a new one.")
