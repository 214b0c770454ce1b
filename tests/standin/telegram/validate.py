"""Whether a call has the form that Bot API 10.3 gives it, judged by aiogram's models."""

import inspect
import json
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from aiogram import methods
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile, InputFile
from pydantic import BaseModel, ValidationError

from tests.standin.telegram.decode import Parameters, Upload
from tests.standin.telegram.refusal import Refusal, bad
from tests.standin.telegram.wire import strangers

MODELS: dict[str, type[TelegramMethod[Any]]] = {
    model.__api_method__.lower(): model
    for _, model in inspect.getmembers(methods, inspect.isclass)
    if model is not TelegramMethod and issubclass(model, TelegramMethod)
}
"""The model of every method by its name in lower case, for Telegram does not mind the case."""

MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
}
"""Telegram's own words for the parameters that are forgotten most."""


def build(name: str, given: Parameters) -> TelegramMethod[Any]:
    """Return the call as a model, or raise the Refusal that names what is wrong and where."""
    model = MODELS.get(name.lower())
    if model is None:
        raise Refusal(404, "Not Found: method not found")
    _refuse_strangers(model, {*given.values, *given.files})
    values = {key: _parsed(model, key, value) for key, value in given.values.items()}
    values = {key: _attached(value, given.files) for key, value in values.items()}
    direct = {key: _input_file(upload) for key, upload in given.files.items() if key in model.model_fields}
    try:
        call = model.model_validate(values | direct)
    except ValidationError as error:
        raise bad(_complaint(error)) from error
    for path in strangers(call):
        raise bad(f'unknown key "{path}" in {model.__api_method__}')
    return call


def _refuse_strangers(model: type[TelegramMethod[Any]], names: set[str]) -> None:
    for key in sorted(names):
        spec = model.model_fields.get(key)
        if spec is None and not key.startswith("attached"):
            raise bad(f'unknown parameter "{key}" in {model.__api_method__}')
        if spec is not None and isinstance(spec.json_schema_extra, dict) and spec.json_schema_extra.get("deprecated"):
            raise bad(f'deprecated parameter "{key}" in {model.__api_method__}: use what replaced it')
        if key.endswith("parse_mode"):
            raise bad(f'"{key}" is refused: this project marks text by entities only')


def _parsed(model: type[TelegramMethod[Any]], key: str, value: Any) -> Any:
    spec = model.model_fields.get(key)
    if spec is None or not isinstance(value, str) or not _structured(spec.annotation):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad(f"can't parse {key} JSON object") from error


def _structured(annotation: Any) -> bool:
    kinds = set(_flat(annotation))
    structured = any(kind is list or (inspect.isclass(kind) and issubclass(kind, BaseModel)) for kind in kinds)
    return structured and str not in kinds


def _flat(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is list:
        yield list
    elif origin is None:
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _flat(part)


def _attached(value: Any, files: dict[str, Upload]) -> Any:
    if isinstance(value, dict):
        return {key: _attached(item, files) for key, item in value.items()}
    if isinstance(value, list):
        return [_attached(item, files) for item in value]
    if isinstance(value, str) and value.startswith("attach://"):
        upload = files.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad("can't find the attached file: no part of that name came with the request")
        return _input_file(upload)
    return value


def _input_file(upload: Upload) -> InputFile:
    return BufferedInputFile(upload.body, upload.filename)


def _complaint(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return MISSING.get(where, f'parameter "{where}" is required')
    return f'wrong value of "{where}": {first["msg"]}'
