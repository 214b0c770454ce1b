"""getFile, and the host from which the file then comes."""

from typing import TYPE_CHECKING

from aiogram.methods import GetFile
from aiogram.types import File
from aiohttp import web

from tests.standin.telegram.refusal import bad

if TYPE_CHECKING:
    from tests.standin.telegram.world import World

MOST = 20 * 1024 * 1024
"""Bytes that a bot may download (Bot API, getFile)."""


def get_file(world: "World", call: GetFile) -> File:
    """Say where a file can be had."""
    body = world.files.get(call.file_id)
    if body is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(body) > MOST:
        raise bad("file is too big")
    path = f"documents/{call.file_id}"
    return File(file_id=call.file_id, file_unique_id=f"u-{call.file_id}", file_size=len(body), file_path=path)


def download(world: "World", request: web.Request, token: str) -> web.Response:
    """Give a file's bytes to whoever knows the token."""
    body = world.files.get(request.match_info["file"])
    if request.match_info["token"] != token or body is None:
        return web.Response(status=404)
    world.record.begin("file", {"path": request.path.partition(token)[2]}).code = 200
    return web.Response(body=body)
