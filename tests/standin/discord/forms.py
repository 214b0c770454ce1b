"""A form that is filled in and sent."""

from collections.abc import Iterator
from typing import Any

from simcord.backend.state import Backend
from simcord.enums import ComponentType
from simcord.interactions import store_interaction_attachment

from tests.standin.discord.post import components

File = tuple[str, bytes]


def filled(
    backend: Backend,
    channel_id: int,
    modal: dict[str, Any],
    texts: tuple[str, ...],
    values: dict[str, str],
    file: File | None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a client sends and the files it uploaded; raise ValueError where the client would not let it go."""
    fields = [n["custom_id"] for n in components(modal["components"]) if n["type"] == ComponentType.TEXT_INPUT]
    if len(texts) > len(fields) or not set(values) <= set(fields):
        raise ValueError(f"the form has the text fields {fields}")
    given = {**dict(zip(fields, texts, strict=False)), **values}
    resolved: dict[str, Any] = {}
    uploads = [n for n in components(modal["components"]) if n["type"] == ComponentType.FILE_UPLOAD]
    if file is not None and not uploads:
        raise ValueError("the form takes no file")
    uploaded = [store_interaction_attachment(backend, channel_id, *file, resolved)] if file is not None else []

    def walk(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for node in nodes:
            base = {"type": node["type"], "id": node.get("id", 0)}
            if "component" in node:
                yield {**base, "component": next(walk([node["component"]]))}
            elif "components" in node:
                yield {**base, "components": list(walk(node["components"]))}
            elif node["type"] == ComponentType.TEXT_INPUT:
                yield {**base, "custom_id": node["custom_id"], "value": _text(node, given.get(node["custom_id"]))}
            elif node["type"] == ComponentType.FILE_UPLOAD:
                if node.get("required", True) and not uploaded:
                    raise ValueError("the form wants a file")
                yield {**base, "custom_id": node["custom_id"], "values": uploaded}
            else:
                yield base

    return {"custom_id": modal["custom_id"], "components": list(walk(modal["components"]))}, resolved


def _text(field: dict[str, Any], given: str | None) -> str:
    text = field.get("value") or "" if given is None else given
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if (field.get("required", True) and not text) or (text and len(text) < least) or len(text) > most:
        raise ValueError(f"the field takes {least} to {most} characters, not {len(text)}")
    return text
