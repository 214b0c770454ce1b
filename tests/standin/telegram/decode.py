"""From an HTTP request to the parameters of a call, in the three encodings that the Bot API reads."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.standin.telegram.refusal import bad

MAX_BODY = 64 * 1024 * 1024
"""Bytes that a request may have: above the 50 MB that a bot may upload."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    filename: str
    body: bytes = field(repr=False)
    content_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a caller sent: values by name (text unless the body was JSON) and files by part name."""

    values: dict[str, Any]
    files: dict[str, Upload]


async def decode(request: web.Request) -> Parameters:
    """Read query, JSON, urlencoded or multipart; JSON that is no object is refused."""
    values: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= _object(await request.text())
    elif request.method == "POST":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = Upload(value.filename, value.file.read(), value.content_type)
            else:
                values[name] = value if isinstance(value, str) else bytes(value).decode()
    return Parameters(values, files)


def _object(body: str) -> dict[str, Any]:
    try:
        parsed = json.loads(body or "{}")
    except (ValueError, RecursionError) as error:
        raise bad(f"can't parse JSON body: {error}") from error
    if not isinstance(parsed, dict):
        raise bad("JSON body must be an object")
    return parsed
