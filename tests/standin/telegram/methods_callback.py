"""answerCallbackQuery."""

from typing import TYPE_CHECKING

from aiogram.methods import AnswerCallbackQuery

from tests.standin.telegram import checks
from tests.standin.telegram.entities import units
from tests.standin.telegram.refusal import bad

if TYPE_CHECKING:
    from tests.standin.telegram.world import World

ANSWERABLE = 150
"""Seconds for which Telegram keeps a press open."""

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: "World", call: AnswerCallbackQuery) -> bool:
    """End the waiting of a pressed button."""
    press = world.live_press(call.callback_query_id, ANSWERABLE)
    if press is None or press.answered:
        raise bad(TOO_OLD)
    if call.text and units(call.text) > checks.ANSWER_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    if call.url:
        if not checks.is_own_link(world, call.url):
            raise bad("URL_INVALID")
        checks.start_parameter(call.url)
    press.answered = True
    press.text, press.alert, press.url = call.text or "", bool(call.show_alert), call.url or ""
    return True
