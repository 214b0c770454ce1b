"""One call of the Bot API, from the HTTP request to the HTTP answer."""

import asyncio
import inspect
from typing import TYPE_CHECKING, Any

from aiogram.methods import GetUpdates
from aiohttp import web

from tests.standin.telegram.decode import decode
from tests.standin.telegram.faults import Fault
from tests.standin.telegram.methods import METHODS
from tests.standin.telegram.record import Call
from tests.standin.telegram.refusal import Refusal
from tests.standin.telegram.validate import build
from tests.standin.telegram.wire import proven

if TYPE_CHECKING:
    from tests.standin.telegram.world import World

UNPLAYED = "Not Implemented: Telegram has this method, the stand-in does not act it out"


class Dropped(Exception):  # noqa: N818  (what a test asked for, not a mistake)
    """The connection is to be cut without an answer."""


async def answer(world: "World", request: web.Request, token: str) -> web.StreamResponse:
    """Perform one call and answer as Telegram does, or fail as a test asked."""
    try:
        result = await _listen(world, request, token)
    except Dropped:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()
    except Refusal as refusal:
        return _no(refusal)
    return web.json_response({"ok": True, "result": result})


async def _listen(world: "World", request: web.Request, token: str) -> Any:
    if world.faults.refusing:
        raise Dropped
    if request.match_info["token"] != token:
        raise Refusal(401, "Unauthorized")
    name = request.match_info["method"]
    given = await decode(request)
    call = world.record.begin(name, given.values, tuple(given.files))
    fault = world.faults.next(name, given.values) or Fault()
    await asyncio.sleep(fault.delay)
    if fault.drop == "before":
        raise Dropped
    try:
        if fault.refusal is not None:
            raise fault.refusal
        result = await perform(world, name, given, call)
    except Refusal as refusal:
        call.code, call.description = refusal.code, refusal.description
        raise
    if fault.drop == "after":
        raise Dropped
    call.code = 200
    return result


async def perform(world: "World", name: str, given: Any, call: Call) -> Any:
    """Validate and act out one call; return the JSON of its result."""
    model = build(name, given)
    handler = METHODS.get(model.__api_method__)
    if handler is None:
        raise Refusal(501, UNPLAYED)
    result = handler(world, model)
    if inspect.isawaitable(result):
        result = await result
    # Updates were proven when they happened, save those that a test made unreadable on purpose.
    promised = Any if isinstance(model, GetUpdates) else type(model).__returning__
    call.performed, call.result = True, proven(promised, result)
    return call.result


def _no(refusal: Refusal) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.code)
