"""From aiogram's types to the JSON that Telegram sends."""

from typing import Any

from aiogram.client.default import Default
from pydantic import BaseModel


def dump(value: Any) -> Any:
    """Return plain JSON values under the API's own names; what is absent stays absent."""
    if isinstance(value, BaseModel):
        return dump(value.model_dump(by_alias=True, exclude_none=True))
    if isinstance(value, dict):
        return {key: dump(item) for key, item in value.items() if not isinstance(item, Default)}
    if isinstance(value, list | tuple):
        return [dump(item) for item in value]
    return value
