"""Content -> what the Bot API takes: plain text, entities counted in UTF-16 units, an inline keyboard."""

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, MessageEntity

from adapters.telegram.keyboards import keyboard
from groupbot.content import Content, Rich

PAGE_LIMIT = 4096
CAPTION_LIMIT = 1024


@dataclass(frozen=True, slots=True)
class Shown:
    """A message in the Bot API's terms."""

    text: str
    entities: tuple[MessageEntity, ...]
    keyboard: InlineKeyboardMarkup | None


def units(text: str) -> int:
    """Count UTF-16 code units, in which Telegram measures text (Bot API, MessageEntity)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def entities(rich: Rich) -> tuple[MessageEntity, ...]:
    """Set the spans as entities; no parse_mode is ever used, so that no text can become markup."""
    return tuple(
        MessageEntity(
            type=span.kind.value,
            offset=units(rich.text[: span.offset]),
            length=units(rich.text[span.offset : span.offset + span.length]),
        )
        for span in rich.spans
        if span.length > 0
    )


def show(content: Content) -> Shown:
    """Translate one page; the core pages to 4,096 UTF-16 units, so a longer or empty one is a defect of ours."""
    if not 1 <= units(content.body.text) <= PAGE_LIMIT:
        raise AssertionError(f"a page has 1 to {PAGE_LIMIT} UTF-16 units: page it to capabilities.page_limit")
    return Shown(content.body.text, entities(content.body), keyboard(content.rows))
