"""What Telegram demands of texts and buttons beyond their types."""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from tests.standin.telegram.entities import formatted, units
from tests.standin.telegram.refusal import bad

if TYPE_CHECKING:
    from tests.standin.telegram.world import World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ANSWER_LIMIT = 200
DATA_LIMIT = 64
BUTTON_LIMIT = 100
START = re.compile(r"[A-Za-z0-9_-]{1,64}")
ACTIONS = frozenset(InlineKeyboardButton.model_fields) - {"text", "icon_custom_emoji_id", "style"}


def text(raw: str | None, entities: list[MessageEntity] | None) -> tuple[str, list[MessageEntity]]:
    """Return text and entities as shown: 1 to 4,096 UTF-16 units."""
    if not raw:
        raise bad("message text is empty")
    try:
        raw.encode()
    except UnicodeEncodeError as error:
        raise bad("strings must be encoded in UTF-8") from error
    shown, marked = formatted(raw, entities)
    if not shown.strip():
        raise bad("text must be non-empty")
    if units(shown) > TEXT_LIMIT:
        raise bad("message is too long")
    return shown, marked


def caption(raw: str | None, entities: list[MessageEntity] | None) -> tuple[str | None, list[MessageEntity] | None]:
    """Return caption and entities as shown: at most 1,024 UTF-16 units."""
    if not raw:
        return None, None
    shown, marked = formatted(raw, entities)
    if units(shown) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    return shown, marked or None


def keyboard(world: "World", markup: Any) -> InlineKeyboardMarkup | None:
    """Return the inline keyboard that a message will carry, its buttons checked."""
    if not isinstance(markup, InlineKeyboardMarkup):
        return None
    rows = markup.inline_keyboard
    if sum(len(row) for row in rows) > BUTTON_LIMIT:
        raise bad("reply markup is too long")
    for row in rows:
        for button in row:
            _button(world, button)
    return markup if any(rows) else None


def _button(world: "World", button: InlineKeyboardButton) -> None:
    if not button.text.strip():
        raise bad("inline keyboard button text must be non-empty")
    actions = [name for name in ACTIONS if getattr(button, name) is not None]
    if len(actions) != 1:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if button.callback_data is not None and not 1 <= len(button.callback_data.encode()) <= DATA_LIMIT:
        raise bad("BUTTON_DATA_INVALID")
    if button.url is not None:
        _address(world, button.url)


def _address(world: "World", url: str) -> None:
    parts = urlsplit(url)
    invalid = f"inline keyboard button URL '{url}' is invalid"
    if parts.scheme not in ("http", "https", "tg", ""):
        raise bad(f"{invalid}: Unsupported URL protocol")
    if parts.scheme != "tg" and "." not in (parts.hostname or ""):
        # Telegram opens nothing on the reader's own machine: localhost is refused like a broken address.
        raise bad(f"{invalid}: Wrong HTTP URL")
    if is_own_link(world, url) and "start" in parse_qs(parts.query, keep_blank_values=True):
        start_parameter(url)


def is_own_link(world: "World", url: str) -> bool:
    """Return whether a URL opens the bot's own private chat."""
    parts = urlsplit(url)
    return parts.netloc in ("t.me", "telegram.me") and parts.path.strip("/").lower() == world.bot.username.lower()


def start_parameter(url: str) -> str:
    """Return what a deep link carries: 1 to 64 of A-Z, a-z, 0-9, _ and -."""
    values = parse_qs(urlsplit(url).query, keep_blank_values=True).get("start", [])
    if len(values) != 1 or not START.fullmatch(values[0]):
        raise bad("START_PARAM_INVALID: 1-64 characters of A-Z, a-z, 0-9, _ and -")
    return values[0]
