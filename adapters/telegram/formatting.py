"""Content -> what the Bot API takes: plain text, entities counted in UTF-16 units, an inline keyboard."""

from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from groupbot.content import Button, Content, Rich

PAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
TOKEN_BYTES = 64
# Widths in code points at which a small phone (320 px) still shows a whole label, two or three buttons side by side.
THREE_ABREAST = 9
TWO_ABREAST = 17


@dataclass(frozen=True, slots=True)
class Shown:
    """A message in the Bot API's terms."""

    text: str
    entities: tuple[MessageEntity, ...]
    keyboard: InlineKeyboardMarkup | None


def units(text: str) -> int:
    """Count UTF-16 code units, in which Telegram measures text (Bot API, MessageEntity)."""
    return len(text) + sum(character > "\uffff" for character in text)


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


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    if not 1 <= len(button.token.encode()) <= TOKEN_BYTES:
        raise AssertionError(f"a button's token has 1 to {TOKEN_BYTES} bytes: make it shorter where it is bound")
    return InlineKeyboardButton(button.label, callback_data=button.token)


def _abreast(row: tuple[Button, ...]) -> int:
    longest = max(len(button.label) for button in row)
    if longest <= THREE_ABREAST:
        return 4
    return 2 if longest <= TWO_ABREAST else 1


def keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """Lay out the buttons so that small phones show their labels whole: rows with long labels are broken."""
    laid = [
        [_button(button) for button in row[start : start + _abreast(row)]]
        for row in rows
        if row
        for start in range(0, len(row), _abreast(row))
    ]
    return InlineKeyboardMarkup(laid) if laid else None


def show(content: Content) -> Shown:
    """Translate one page; the core pages to 4,096 UTF-16 units, so a longer or empty one is a defect of ours."""
    if not 1 <= units(content.body.text) <= PAGE_LIMIT:
        raise AssertionError(f"a page has 1 to {PAGE_LIMIT} UTF-16 units: page it to capabilities.page_limit")
    return Shown(content.body.text, entities(content.body), keyboard(content.rows))
