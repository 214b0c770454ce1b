"""Receives updates by webhook: a small web server on the loopback, behind the public address."""

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
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.telegram.intake import Intake, Outcome
from adapters.telegram.lanes import Lanes
from groupbot.ports import Impossible
from groupbot.text.patterns import Pattern

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the header's name, not a secret)
SECRET = Pattern("[A-Za-z0-9_-]{16,256}")
BODY_LIMIT = 1024 * 1024
CONNECTIONS = 40
FINISH_SECONDS = 0.5
ANSWERS = {Outcome.COMMITTED: 200, Outcome.SET_ASIDE: 200, Outcome.FAILED: 500, Outcome.POSTPONED: 503}
log = logging.getLogger(__name__)


class WebhookImpossible(Impossible):
    """The webhook cannot be served as set; the text says what to change."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Setting: the public https address, the secret that Telegram repeats, and where the server listens."""

    url: str
    secret: str = field(repr=False)
    port: int = 8443
    host: str = "127.0.0.1"


class _Server(uvicorn.Server):
    """uvicorn without its signal handling: signals belong to the process, which sets our stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class WebhookServer:
    """Answers 200 only after the commit; 500 and 503 make Telegram deliver again (Bot API, setWebhook)."""

    def __init__(self, setting: Webhook, intake: Intake) -> None:
        if not SECRET.fullmatch(setting.secret):
            raise WebhookImpossible("The webhook secret needs 16 to 256 characters out of A-Z, a-z, 0-9, _ and -.")
        self._setting = setting
        self._intake = intake
        self._lanes = Lanes()
        self._stopping = False
        route = Route(urlsplit(setting.url).path or "/", self._receive, methods=["POST"])
        self._app = Starlette(routes=[route])

    def bind(self) -> socket.socket:
        """Listen already; connections wait until `run`. Raises WebhookImpossible when the address is taken."""
        try:
            return socket.create_server((self._setting.host, self._setting.port))
        except OSError as error:
            where, why = f"{self._setting.host}:{self._setting.port}", os.strerror(error.errno or 0)
            raise WebhookImpossible(
                f"Cannot listen on {where} ({why}). Choose another webhook port, or stop what uses it."
            ) from error

    async def run(self, stop: asyncio.Event, bound: socket.socket) -> None:
        """Serve on a bound socket until `stop`, and end within a second."""
        config = uvicorn.Config(
            self._app,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
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

    async def _receive(self, request: Request) -> Response:
        """Take one update; who does not know the secret is answered before a byte of the body is read."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._setting.secret.encode()):
            return Response(status_code=401)
        if self._stopping:
            return Response(status_code=503)
        body = await _bounded(request)
        if body is None:
            return Response(status_code=413)
        raw = _update(body)
        if raw is None:
            log.warning("the webhook received something that is no update")
            return Response(status_code=400)
        return Response(status_code=ANSWERS[await self._take(raw)])

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


async def _bounded(request: Request) -> bytes | None:
    """Read a body of at most 1 MiB, whatever length its header claims."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            return None
    return bytes(body)


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) and isinstance(raw.get("update_id"), int) else None
