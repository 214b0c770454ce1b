"""A request's body, taken apart: JSON, or a form with `payload_json` and files."""

import io
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from aiohttp import BodyPartReader, web

MAX_BODY = 26 * 1024 * 1024


@dataclass(slots=True)
class Upload:
    """A file of a form, in the shape that simcord reads."""

    field: str
    filename: str
    fp: io.BytesIO
    description: str | None = None


async def read(request: web.Request) -> tuple[Any, list[Upload]]:
    """Return JSON and files; raise ValueError where the body is neither JSON nor a form."""
    if request.content_type != "multipart/form-data":
        raw = await request.read()
        if raw and request.content_type != "application/json":
            raise ValueError(f"Content-Type {request.content_type!r} with a body: use application/json")
        return (json.loads(raw) if raw else None), []
    payload: Any = None
    files: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise TypeError("a form within a form")
        content = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            payload = json.loads(content)
        elif part.filename:
            files.append(Upload(part.name or "", unquote(part.filename), io.BytesIO(content)))
        else:
            raise ValueError(f"part {part.name!r} of the form is neither payload_json nor a file")
    for described in (payload or {}).get("attachments", []):
        for file in files:
            if file.field == f"files[{described.get('id')}]":
                file.description = described.get("description")
                file.filename = described.get("filename") or file.filename
    return payload, files
