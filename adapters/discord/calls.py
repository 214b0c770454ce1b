"""Every call to Discord goes through here: bounded patience, and errors told by their number."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
from discord.errors import DiscordServerError, HTTPException, RateLimited
from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter

from adapters.discord.breaker import Breaker
from groupbot.ports import Unavailable

PATIENCE = 5.0
RUNNING_AT_MOST = 256
ANSWER_SECONDS = 30.0
# The same arguments are called otherwise in discord.py's layer for webhooks.
WEBHOOK_WORDS = {"json": "payload", "form": "multipart"}
SHUT_OUT = 60.0
# What Discord calls a refusal though the same call is taken a little later: messages, direct messages and
# servers that are written to too fast, slow mode, and its own overload.
LATER = frozenset({20016, 20028, 20029, 40003, 110000, 130000})

UNKNOWN_CHANNEL = 10003
UNKNOWN_GUILD = 10004
UNKNOWN_MEMBER = 10007
UNKNOWN_MESSAGE = 10008
UNKNOWN_ROLE = 10011
UNKNOWN_USER = 10013
MISSING_ACCESS = 50001
CLOSED_TO_US = 50007
MISSING_RIGHT = 50013
THREAD_ARCHIVED = 50083
THREAD_LOCKED = 160005
NOTHING_SHARED = 50278
TOKEN_OF_INTERACTION = 50027

REMEDIES = {
    MISSING_ACCESS: "the bot cannot see that place: give its role View Channel there",
    MISSING_RIGHT: "a permission is missing there: look at the bot's role and at the channel's own permissions",
    THREAD_ARCHIVED: "the thread is closed: open it, or choose another channel with /here",
    THREAD_LOCKED: "the thread is locked: unlock it, or choose another channel with /here",
    UNKNOWN_CHANNEL: "the channel is gone: choose another one with /here",
}
log = logging.getLogger(__name__)


class Refused(Exception):  # noqa: N818  (an answer of the outside, not a mistake)
    """Discord refused the call and will refuse it again; `code` is its own number, 0 when it gave none.

    Source: Discord's documentation, Opcodes and Status Codes, JSON Error Codes.
    """

    def __init__(self, code: int, status: int) -> None:
        super().__init__(f"Discord refused with {status}, code {code}")
        self.code = code
        self.status = status


def note_refusal(refused: Refused, doing: str) -> None:
    """Log a refusal in one line with what an admin can do; Discord's own words may quote ours and are left out."""
    remedy = REMEDIES.get(refused.code)
    if remedy is not None:
        log.warning("Discord refused %s (code %d): %s", doing, refused.code, remedy)
    else:
        log.warning("Discord refused %s (status %d, code %d)", doing, refused.status, refused.code)


class Calls:
    """Calls Discord through discord.py's HTTP layer, which keeps its limits; a call that takes long is left alone.

    discord.py sleeps a limit out (at most its max_ratelimit_timeout) and repeats what a server in trouble did not
    take. Such a call must not be cancelled: cancelled in the middle of a global limit, it would hold up every later
    call for ever. So after `patience` seconds we stop waiting and let it end by itself; too many of those, and no more
    are begun.
    """

    def __init__(
        self,
        http: HTTPClient | Callable[[], HTTPClient],
        breaker: Breaker | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._http: Callable[[], HTTPClient] = (lambda: http) if isinstance(http, HTTPClient) else http
        self._breaker = breaker or Breaker()
        self._patience = patience
        self._running: set[asyncio.Task[Any]] = set()
        self._webhooks = AsyncWebhookAdapter()  # type: ignore[no-untyped-call]  # discord.py leaves it untyped
        self._session: aiohttp.ClientSession | None = None

    async def request(self, route: Route, **body: Any) -> Any:
        """Return Discord's answer.

        Raises Refused when asking again is useless, ports.Unavailable (with seconds) when it is not. A wait of up
        to 5 s is waited here.
        """
        if (wait := self._breaker.wait()) > 0:
            raise Unavailable("Discord refused very many calls; the bot is silent so as not to be shut out", wait)
        if self._http().token is None:
            raise Unavailable("Discord is not connected yet")
        return await self._patiently(self._http().request(route, **body))

    async def answer(self, route: Route, **body: Any) -> Any:
        """Answer an interaction; raises as `request` does.

        It needs no token of ours and is not bound to the bot's global limit (Discord, Receiving and Responding), so it
        goes beside discord.py's own queue and beside our breaker: three seconds leave no time to stand in either.
        """
        named = {WEBHOOK_WORDS.get(name, name): given for name, given in body.items()}
        return await self._patiently(self._answer(route, named))

    async def close(self) -> None:
        """Give up the calls that nobody waits for any more, at the end of the process."""
        left = tuple(self._running)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _answer(self, route: Route, body: dict[str, Any]) -> Any:
        # Here discord.py sleeps for as long as it is told, and nobody else waits for what it holds meanwhile.
        async with asyncio.timeout(ANSWER_SECONDS):
            return await self._webhooks.request(route, self._beside(), **body)

    def _beside(self) -> aiohttp.ClientSession:
        if self._session is None:
            agent = {"User-Agent": self._http().user_agent}
            self._session = aiohttp.ClientSession(headers=agent, cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    async def _patiently(self, call: Coroutine[Any, Any, Any]) -> Any:
        if len(self._running) >= RUNNING_AT_MOST:
            call.close()
            raise Unavailable("very many calls wait for Discord; that passes", self._patience)
        task = asyncio.ensure_future(self._attempt(call))
        self._running.add(task)
        task.add_done_callback(self._ended)
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        if not done:
            raise Unavailable("Discord keeps the call waiting, by its limits or in trouble; that passes", PATIENCE)
        return task.result()

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._running.discard(task)
        if not task.cancelled():
            _ = task.exception()  # taken note of, so that asyncio does not report a call that nobody waits for

    async def _attempt(self, call: Coroutine[Any, Any, Any]) -> Any:
        try:
            return await call
        except RateLimited as limited:
            self._breaker.note()
            raise Unavailable("Discord asks for patience (429); that passes", limited.retry_after) from None
        except DiscordServerError as error:
            raise Unavailable(f"Discord is in trouble ({error.status}); that passes", PATIENCE) from None
        except HTTPException as error:
            raise self._judged(error) from None
        # Without a session, as before connecting and after closing, the HTTP layer raises RuntimeError.
        except (aiohttp.ClientError, OSError, RuntimeError) as error:
            raise Unavailable(f"Discord did not take the call ({type(error).__name__})") from None

    def _judged(self, error: HTTPException) -> Exception:
        if error.status in (401, 403, 429):
            self._breaker.note()
        if error.status == 401 and error.code != TOKEN_OF_INTERACTION:  # noqa: PLR2004  (HTTP's own number)
            return Unavailable("Discord does not take the token any more: give the bot its new one", SHUT_OUT)
        if error.status == 429 or error.code in LATER:  # noqa: PLR2004  (HTTP's own number)
            return Unavailable("Discord asks for patience; that passes", SHUT_OUT)
        return Refused(error.code, error.status)
