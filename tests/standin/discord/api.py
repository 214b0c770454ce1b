"""One request from its arrival to its answer: record, who asks, faults, schema, rules, the act itself."""

import asyncio
import traceback
from typing import Any

from aiohttp import web
from simcord.backend.errors import BackendError
from simcord.http import RouteNotImplemented, UnsupportedField

from tests.standin.discord import body
from tests.standin.discord.act import Act
from tests.standin.discord.faults import Fault
from tests.standin.discord.record import Call
from tests.standin.discord.routes import perform
from tests.standin.discord.rules import check
from tests.standin.discord.schema import complaint
from tests.standin.discord.wire import outgoing
from tests.standin.discord.world import World

PREFIX = "/api/v10"
GENEROUS = {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "49", "X-RateLimit-Reset-After": "1"}
# discord.py takes an answer for JSON only when the header is exactly this, and a 429 for Discord's only with Via.
HEADERS = {"Content-Type": "application/json", "Via": "1.1 google"}


def reply(status: int, payload: Any, headers: dict[str, str] | None = None) -> web.Response:
    """Return an answer as Discord writes it; 204 carries nothing."""
    given = {**GENEROUS, **HEADERS, **(headers or {})}
    if status == 204:
        return web.Response(status=204, headers={k: v for k, v in given.items() if k != "Content-Type"})
    return web.Response(status=status, body=web.json_response(payload).body, headers=given)


class Refusal(Exception):  # noqa: N818  (it is an answer, not an error of ours)
    """What is answered instead of the act."""

    def __init__(self, status: int, error: int, message: str, details: Any = None) -> None:
        super().__init__(message)
        self.status = status
        self.payload = {"code": error, "message": message, **({"errors": details} if details else {})}


class Api:
    """The HTTP side of the stand-in."""

    def __init__(self, world: World, token: str) -> None:
        self.world = world
        self.token = token

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, and note how."""
        path = request.path.removeprefix(PREFIX)
        call = Call(request.method, path, self.world.clock.now(), dict(request.query))
        self.world.record.calls.append(call)
        fault = self.world.faults.next(call.method, path)
        try:
            return await self._guarded(request, call, fault)
        finally:
            call.done = True

    async def _guarded(self, request: web.Request, call: Call, fault: Fault | None) -> web.Response:
        if fault is not None:
            await asyncio.sleep(fault.delay)
            if fault.drop == "before":
                return self._cut(request)
            if fault.status:
                return self._close(call, reply(fault.status, fault.body, fault.headers), fault.body)
        try:
            result = await self._perform(request, call)
        except Refusal as no:
            return self._close(call, reply(no.status, no.payload), no.payload)
        except (RouteNotImplemented, UnsupportedField) as gap:
            self.world.record.violations.append(f"{call.method} {call.path}: the stand-in cannot do this: {gap}")
            return self._close(call, reply(501, {"code": 0, "message": str(gap)}), None)
        except BackendError as no:
            return self._close(call, reply(no.status, no.to_json()), no.to_json())
        except Exception:  # noqa: BLE001  (a fault of the stand-in must fail the test, not hang the bot)
            self.world.record.violations.append(f"{call.method} {call.path} broke:\n{traceback.format_exc()}")
            return self._close(call, reply(501, {"code": 0, "message": "the stand-in broke"}), None)
        if fault is not None and fault.drop == "after":
            return self._cut(request)
        call.result = result
        return self._close(call, reply(204 if result is None else 200, result), None)

    async def _perform(self, request: web.Request, call: Call) -> Any:
        by_token = call.path.startswith(("/interactions/", "/webhooks/"))
        if not by_token and request.headers.get("Authorization") != f"Bot {self.token}":
            raise Refusal(401, 0, "401: Unauthorized")
        try:
            call.body, files = await body.read(request)
        except (ValueError, TypeError) as wrong:
            raise Refusal(400, 50109, f"The request body contains invalid JSON: {wrong}") from wrong
        call.files = tuple(file.filename for file in files)
        wrong_body = complaint(call.method, call.path, call.body)
        if wrong_body:
            self.world.record.violations.append(f"{call.method} {call.path}: {wrong_body}")
            raise Refusal(400, 50035, f"Invalid Form Body: {wrong_body}")
        act = Act(self.world, call, files, request.headers.get("X-Audit-Log-Reason"))
        check(act)
        return outgoing(perform(act), self.world.hub.cdn)

    @staticmethod
    def _close(call: Call, response: web.Response, refused: Any) -> web.Response:
        call.code = response.status
        call.error = int((refused or {}).get("code") or 0)
        return response

    @staticmethod
    def _cut(request: web.Request) -> web.Response:
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)
