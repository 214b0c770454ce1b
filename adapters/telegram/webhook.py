"""Receives updates by webhook: a small web server behind the public address, which a reverse proxy holds."""

import asyncio
import contextlib
import hmac
import json
import logging
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from adapters.telegram.intake import Intake, Outcome
from adapters.telegram.lanes import Lanes
from adapters.telegram.patience import Patient
from groupbot.ports import Impossible
from groupbot.text.patterns import Pattern

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the header's name, not a secret)
SECRET = Pattern("[A-Za-z0-9_-]{16,256}")
BODY_LIMIT = 1024 * 1024
BODY_SECONDS = 10.0
CONNECTIONS = 40
FINISH_SECONDS = 0.5
ANSWERS = {Outcome.COMMITTED: 200, Outcome.SET_ASIDE: 200, Outcome.FAILED: 500, Outcome.POSTPONED: 503}
log = logging.getLogger(__name__)


class WebhookImpossible(Impossible):
    """The webhook cannot be served as set; the text says what to change."""


class _Unread(Exception):  # noqa: N818  (an answer, not a mistake)
    """The request is answered with `status` before it was read to its end."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Webhook:
    """Setting: the public https address, the secret that Telegram repeats, and where the server listens.

    `ip_address` is where Telegram shall find the public address, instead of by its name (Bot API, setWebhook).
    """

    url: str
    secret: str = field(repr=False)
    port: int = 8443
    listen: str = "127.0.0.1"
    ip_address: str = ""


class _Server(uvicorn.Server):
    """uvicorn without its signal handling: signals belong to the process, which sets our stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class WebhookServer:
    """Answers 200 only after the commit; 500 and 503 make Telegram deliver again (Bot API, setWebhook).

    The secret alone says that it is Telegram. By what path, host name or forwarded address a request came is the
    proxy's affair: nothing here depends on it.
    """

    def __init__(self, setting: Webhook, intake: Intake, lanes: Lanes) -> None:
        if not SECRET.fullmatch(setting.secret):
            raise WebhookImpossible("The webhook secret needs 16 to 256 characters out of A-Z, a-z, 0-9, _ and -.")
        self._setting = setting
        self._intake = intake
        self._lanes = lanes
        self._stopping = False

    def bind(self) -> socket.socket:
        """Listen already; connections wait until `run`. Raises WebhookImpossible when the address cannot be had."""
        listen, port = self._setting.listen, self._setting.port
        family, where = (socket.AF_INET6, f"[{listen}]") if ":" in listen else (socket.AF_INET, listen)
        try:
            return socket.create_server((listen, port), family=family)
        except OSError as error:
            known = not isinstance(error, socket.gaierror) and error.errno
            why = os.strerror(known) if known else "no such address"
            raise WebhookImpossible(
                f"Cannot listen on {where}:{port} ({why}). "
                "Choose another webhook port or address, or stop what uses it."
            ) from error

    async def run(self, stop: asyncio.Event, bound: socket.socket) -> None:
        """Serve on a bound socket until `stop`, and end within a second."""
        config = uvicorn.Config(
            self._answer,
            interface="asgi3",
            http=Patient,
            ws="none",
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=2 * CONNECTIONS,
            timeout_graceful_shutdown=1,
        )
        server = _Server(config)
        serving = asyncio.ensure_future(server.serve(sockets=[bound]))
        stopped = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait((serving, stopped), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._stopping = True
            stopped.cancel()
            await self._lanes.finish(FINISH_SECONDS)
            server.should_exit = True
            await serving

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; what is refused unread is not read later either: its connection ends."""
        try:
            answer = Response(status_code=await self._receive(Request(scope, receive)))
        except _Unread as refused:
            answer = Response(status_code=refused.status, headers={"Connection": "close"})
        await answer(scope, receive, send)

    async def _receive(self, request: Request) -> int:
        """Take one update; who does not know the secret is answered before a byte of the body is read."""
        if request.method != "POST":
            # To the proxy this says that we live, to anybody else nothing.
            raise _Unread(404)
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._setting.secret.encode()):
            raise _Unread(401)
        if request.headers.get("Content-Type", "").partition(";")[0].strip().casefold() != "application/json":
            raise _Unread(415)
        if self._stopping:
            raise _Unread(503)
        raw = _update(await _body(request))
        if raw is None:
            log.warning("the webhook received something that is no update")
            return 400
        return ANSWERS[await self._take(raw)]

    async def _take(self, raw: dict[str, Any]) -> Outcome:
        """Handle an update in its chat's lane; cancelled work is delivered again."""
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

        async def job() -> None:
            outcome = Outcome.POSTPONED
            try:
                outcome = await self._intake.take(raw)
            finally:
                if not answer.done():
                    answer.set_result(outcome)

        self._lanes.put(raw, job)
        return await answer


async def _body(request: Request) -> bytes:
    """Read a body of at most 1 MiB in at most 10 s, whatever length its header claims."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > BODY_LIMIT:
                    raise _Unread(413)
    except (TimeoutError, ClientDisconnect):
        raise _Unread(408) from None
    return bytes(body)


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) and isinstance(raw.get("update_id"), int) else None
