"""A request that carries a file, in the form that discord.py's HTTP layers take."""

import json
from io import BytesIO
from typing import Any

import discord

from adapters.discord.formatting import Body

File = tuple[str, bytes]


def carried(body: Body | None, file: File | None) -> dict[str, Any]:
    """Return the arguments of a request: JSON, or a form where a file goes along (Discord, Uploading Files)."""
    if file is None:
        return {} if body is None else {"json": body}
    name, content = file
    sent = discord.File(BytesIO(content), filename=name)
    parts = [
        {"name": "payload_json", "value": json.dumps(_described(body or {}, name))},
        {"name": "files[0]", "value": sent.fp, "filename": name, "content_type": "application/octet-stream"},
    ]
    return {"form": parts, "files": [sent]}


def _described(body: Body, name: str) -> Body:
    """Add the file to the message, which in the first answer to an interaction stands one level deeper."""
    attachments = [{"id": 0, "filename": name}]
    if "type" in body and "data" in body:
        return {**body, "data": {**body["data"], "attachments": attachments}}
    return {**body, "attachments": attachments}
