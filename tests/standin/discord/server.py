"""The stand-in for Discord: HTTP and gateway on 127.0.0.1, with a world of its own behind them."""

import asyncio
import time
from collections.abc import Callable
from typing import Self

from aiohttp import web
from simcord.backend.cdn import CDN_BASE

from tests.standin.discord import gateway
from tests.standin.discord.api import PREFIX, Api
from tests.standin.discord.body import MAX_BODY
from tests.standin.discord.control import Control, explain
from tests.standin.discord.world import World


class DiscordStandIn:
    """Use as `async with DiscordStandIn() as dc`; leaving it raises AssertionError after what Discord cannot read."""

    def __init__(self, token: str = "TEST.TEST.TEST", *, port: int = 0) -> None:  # noqa: S107  (opens nothing)
        self.token = token
        self.port = port
        self.world = World()
        self.api = Api(self.world, token)
        self.app = web.Application(client_max_size=MAX_BODY, middlewares=[explain])
        self.app.router.add_get("/gateway/", self._gateway)
        self.app.router.add_route("*", PREFIX + "/{path:.*}", self.api.answer)
        self.app.router.add_get("/cdn/{path:.*}", self._file)
        self.app.router.add_routes(Control(self).routes())
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """Return what `discord.http.Route.BASE` must be."""
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """Return what `DiscordWebSocket.DEFAULT_GATEWAY` must be, as a yarl.URL."""
        return f"ws://127.0.0.1:{self.port}/gateway/"

    @property
    def cdn_url(self) -> str:
        """Return where attachments lie."""
        return f"http://127.0.0.1:{self.port}/cdn"

    @property
    def control_url(self) -> str:
        """Return the address of the control API."""
        return f"http://127.0.0.1:{self.port}/control"

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(self.app, access_log=None, handler_cancellation=True, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = int(self._runner.addresses[0][1])
        self.world.hub.url, self.world.hub.cdn = self.gateway_url, self.cdn_url
        return self

    async def __aexit__(self, kind: object, *_: object) -> None:
        self.world.hub.drop(code=1001)
        if self._runner is not None:
            await self._runner.cleanup()
        if kind is None and self.world.record.violations:
            raise AssertionError("requests that Discord would not take:\n" + "\n".join(self.world.record.violations))

    async def until(self, holds: Callable[[], object], seconds: float = 2.0) -> None:
        """Wait in real time until something holds; raise TimeoutError with what was asked when it does not."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                seen = [f"{c.method} {c.path} {c.code} {c.error or ''}".strip() for c in self.world.record.calls]
                wrong = self.world.record.violations
                raise TimeoutError(f"did not come true within {seconds} s; wrong: {wrong}; the bot asked: {seen[-12:]}")
            await asyncio.sleep(0.003)

    async def settled(self, seconds: float = 3.5) -> None:
        """Wait until the bot has received all events, acknowledged all interactions and asks nothing any more."""
        asked = -1
        while asked != len(self.world.record.calls):
            asked = len(self.world.record.calls)
            await self.until(self._heard, seconds)
            await self.until(lambda: all(press.acknowledged for press in self.world.presses), seconds)
            await self.until(lambda: not self.world.record.running, seconds)
            await asyncio.sleep(0.02)

    def _heard(self) -> bool:
        """Ask for heartbeats, which carry the number of the last event received; return whether all are there."""
        behind = [session for session in self.world.hub.linked() if session.heard < session.seq]
        for session in behind:
            if session.link is not None and session.asked < session.seq:
                session.asked = session.seq
                session.link.send(1, None)
        return not behind and not any(session.awaited for session in self.world.hub.sessions.values())

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        return await gateway.serve(self.world.hub, self.token, request)

    async def _file(self, request: web.Request) -> web.Response:
        found = self.world.backend.cdn.get(f"{CDN_BASE}/{request.match_info['path']}")
        return web.Response(body=found) if found is not None else web.Response(status=404)
