"""Updates as Telegram writes them, made from a few words."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from adapters.telegram.identity import Ourselves
from adapters.telegram.inbound import translate
from groupbot.events import Event

AT = 1_795_000_000
NOW = datetime.fromtimestamp(AT + 60, UTC)
US = Ourselves(42, "our_bot")
ADA: dict[str, Any] = {
    "id": 5_000_000_001,
    "is_bot": False,
    "first_name": "Ada",
    "last_name": "L",
    "language_code": "he",
}
GROUP: dict[str, Any] = {"id": -1_001, "type": "supergroup", "title": "Readers"}
Translate = Callable[..., tuple[Event, ...]]
Say = Callable[..., dict[str, Any]]


def update(kind: str, body: dict[str, Any], *, number: int = 7) -> dict[str, Any]:
    """Return a raw update."""
    return {"update_id": number, kind: body}


def message(text: str | None = None, **more: Any) -> dict[str, Any]:
    """Return a raw message of Ada's in the group; a leading slash makes the command entity, as Telegram does."""
    body: dict[str, Any] = {"message_id": 3, "date": AT, "chat": GROUP, "from": ADA} | more
    if text is not None:
        body["text"] = text
        if text.startswith("/"):
            body["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    return body


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def say() -> Say:
    """Return what makes a raw message."""
    return message


@pytest.fixture
def translated() -> Translate:
    """Return what turns a kind and a body into events, as the adapter would."""

    def of(kind: str, body: dict[str, Any], *, hears: bool = False, number: int = 7) -> tuple[Event, ...]:
        parsed = Update.de_json(update(kind, body, number=number), None)
        return translate(parsed, US, NOW, hears_members=hears)

    return of
