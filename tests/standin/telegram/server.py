"""The stand-in for Telegram: a Bot API on 127.0.0.1 with a world of its own behind it."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import Self

from aiohttp import web

from tests.standin.telegram.api import answer
from tests.standin.telegram.clock import Clock
from tests.standin.telegram.control import Control, explain
from tests.standin.telegram.decode import MAX_BODY
from tests.standin.telegram.methods_files import download
from tests.standin.telegram.world import World


class StandIn:
    """Use as `async with StandIn() as tg`; `start` makes its time stand still until it is advanced."""

    def __init__(self, token: str = "42:TEST", *, start: datetime | None = None, port: int = 0) -> None:  # noqa: S107  (opens nothing)
        self.token = token
        self.port = port
        self.clock = Clock(start)
        self.world = World(int(token.partition(":")[0]), self.clock)
        self.app = web.Application(client_max_size=MAX_BODY, middlewares=[explain])
        self.app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self.app.router.add_route("GET", "/file/bot{token}/documents/{file}", self._download)
        self.app.router.add_routes(Control(self).routes())
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    @property
    def base_url(self) -> str:
        """Return the address to which a client appends token and method."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def control_url(self) -> str:
        """Return the address of the control API."""
        return f"http://127.0.0.1:{self.port}/control"

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(self.app, access_log=None, handler_cancellation=True, shutdown_timeout=0.5)
        await self._runner.setup()
        await self.accept_connections()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.world.updates.wake("closing")
        await self.world.webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def accept_connections(self) -> None:
        """Listen, again on the same port after a refusal."""
        if self._runner is None:
            raise RuntimeError("the stand-in was not entered: use `async with`")
        self.world.faults.refusing = False
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await self._site.start()
        self.port = int(self._runner.addresses[0][1])

    async def refuse_connections(self) -> None:
        """Be unreachable: nobody listens, and open connections are cut at their next call."""
        self.world.faults.refusing = True
        self.world.updates.wake("closing")
        if self._site is not None:
            await self._site.stop()

    async def until(self, holds: Callable[[], object], seconds: float = 2.0) -> None:
        """Wait in real time until something holds; raise TimeoutError with what was called when it does not."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                seen = [f"{call.method} {call.code} {call.description}".strip() for call in self.world.record.calls]
                raise TimeoutError(f"did not come true within {seconds} s; the bot called: {seen[-12:]}")
            await asyncio.sleep(0.003)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        return await answer(self.world, request, self.token)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        return download(self.world, request, self.token)
