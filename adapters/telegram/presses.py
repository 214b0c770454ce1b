"""Answers pressed buttons: with a word, or by sending the presser to the private chat."""

from telegram import Bot

from adapters.telegram.calls import PRESSES, Calls, Refused
from adapters.telegram.private import note_refusal
from adapters.telegram.recent import Recent
from groupbot.effects import Acknowledge
from groupbot.people import Origin
from groupbot.text.patterns import Pattern

NOTE_LIMIT = 200
START_PARAMETER = Pattern("[A-Za-z0-9_-]{1,64}")


class Presses:
    """Answers each press once; one too old to be answered (150 s) is no error."""

    def __init__(self, bot: Bot, calls: Calls, recent: Recent) -> None:
        self._bot = bot
        self._calls = calls
        self._recent = recent

    async def acknowledge(self, effect: Acknowledge) -> None:
        """End the waiting state of a press; a note of more than 200 characters is a defect of ours."""
        if len(effect.note) > NOTE_LIMIT:
            raise AssertionError(f"a note on a button has at most {NOTE_LIMIT} characters: shorten the message")
        if effect.origin.press:
            await self._answer(effect.origin, text=effect.note or None)

    async def invite(self, origin: Origin) -> bool:
        """Send the presser to the private chat by t.me/<bot>?start=<token>, where Start shows the same screen.

        False when the press cannot be answered so: too old, answered already, or its token fits no link.
        Source: Bot API, answerCallbackQuery (url).
        """
        interaction = self._recent.get(origin)
        if not origin.press or interaction is None or interaction.answered:
            return False
        if not START_PARAMETER.fullmatch(interaction.token):
            return False
        return await self._answer(origin, url=f"https://t.me/{self._bot.username}?start={interaction.token}")

    async def _answer(self, origin: Origin, *, text: str | None = None, url: str | None = None) -> bool:
        interaction = self._recent.get(origin)
        if interaction is not None and interaction.answered:
            return False
        try:
            await self._calls.call(PRESSES, lambda _: self._bot.answer_callback_query(origin.press, text=text, url=url))
        except Refused as refused:
            if "query is too old" not in refused.reason:
                note_refusal(refused, "the answer to a press")
            return False
        if interaction is not None:
            interaction.answered = True
        return True
