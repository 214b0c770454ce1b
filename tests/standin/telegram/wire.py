"""From aiogram's types to the JSON that Telegram sends, proven on its way out."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from aiogram.client.default import Default
from pydantic import BaseModel, TypeAdapter


def dump(value: Any) -> Any:
    """Return plain JSON values under the API's own names; what is absent stays absent."""
    if isinstance(value, BaseModel):
        return dump(value.model_dump(by_alias=True, exclude_none=True))
    if isinstance(value, dict):
        return {key: dump(item) for key, item in value.items() if not isinstance(item, Default)}
    if isinstance(value, list | tuple):
        return [dump(item) for item in value]
    return value


def proven(kind: Any, value: Any) -> Any:
    """Return the JSON of a value, read back once as what the API promises; raise where it is not that.

    An edited message is a copy that no model has checked, so that only this notices a mistake of the stand-in.
    """
    plain = dump(value)
    for path in strangers(_adapter(kind).validate_python(plain)):
        raise LookupError(f'the stand-in made the key "{path}" up: Bot API 10.3 has no such key there')
    return plain


def strangers(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every key, at any depth, that no model knows."""
    if isinstance(value, BaseModel):
        yield from (f"{path}{key}" for key in value.model_extra or {})
        for key in value.model_fields_set & set(type(value).model_fields):
            yield from strangers(getattr(value, key), f"{path}{key}.")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from strangers(item, f"{path}{index}.")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
