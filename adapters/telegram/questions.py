"""Which question a person has before them, so that what they write next in private is its answer.

A question is remembered in memory for minutes. Its own button carries it too: a reply to the question is recognised by
that for as long as the core takes the token, also after a restart.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from telegram import Message

from groupbot.content import Button, Content
from groupbot.effects import Ask
from groupbot.events import ButtonPressed, Event, TextGiven

KEPT_SECONDS = 15 * 60.0
KEPT_AT_MOST = 4096
# Tokens are base64url, in which neither occurs: they tell the button of a question from all others.
WORDS, WORDS_OR_FILE = "?", "!"


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the token that goes back with the answer, and whether a file answers as well."""

    token: str = field(repr=False)
    file: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    question: Question
    message: int
    since: float


def marked(effect: Ask) -> Content:
    """Return the question's content with its own button marked as one; other buttons stay as they are."""
    mark = WORDS_OR_FILE if effect.file else WORDS

    def bound(button: Button) -> Button:
        return replace(button, token=mark + button.token) if button.token == effect.token else button

    return replace(effect.content, rows=tuple(tuple(bound(button) for button in row) for row in effect.content.rows))


def unmarked(data: str) -> str:
    """Return the token that a button of ours carries."""
    return data[1:] if data[:1] in (WORDS, WORDS_OR_FILE) else data


class Questions:
    """The questions of the last minutes, one per person; nothing of it reaches a disk."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._open: OrderedDict[int, _Open] = OrderedDict()

    def asked(self, person: int, message: int, question: Question) -> None:
        """Note that a question stands in somebody's private chat, instead of the one before."""
        self._open.pop(person, None)
        self._open[person] = _Open(question, message, self._now())
        while len(self._open) > KEPT_AT_MOST or self._is_over(next(iter(self._open.values()))):
            self._open.popitem(last=False)

    def answered_by(self, message: Message) -> Question | None:
        """Find the question that a private message answers: the one it replies to, else the one that is open.

        What was written before the question stood there, and is only delivered after it, answers nothing.
        """
        replied = _replied_to(message)
        if replied is not None:
            return replied
        held = self._open.get(message.chat.id)
        if held is None or self._is_over(held) or message.message_id <= held.message:
            return None
        return held.question

    def done(self, event: Event) -> None:
        """Close the question that a committed event answered or called off; one asked anew since stays open."""
        if not isinstance(event, TextGiven | ButtonPressed) or event.place.chat is not None:
            return
        held = self._open.get(int(event.actor.id))
        if held is not None and held.question.token == event.token and held.message <= int(event.origin.message):
            del self._open[int(event.actor.id)]

    def _is_over(self, held: _Open) -> bool:
        return self._now() - held.since >= KEPT_SECONDS


def _replied_to(message: Message) -> Question | None:
    """Read the question off the message that is replied to: Telegram gives its buttons along (Bot API, Message)."""
    asked = message.reply_to_message
    # In a private chat the only bot is ourselves; what a person sends by help of another is from the person.
    if asked is None or asked.reply_markup is None or asked.from_user is None or not asked.from_user.is_bot:
        return None
    carried = (button.callback_data for row in asked.reply_markup.inline_keyboard for button in row)
    for data in carried:
        if isinstance(data, str) and data[:1] in (WORDS, WORDS_OR_FILE):
            return Question(data[1:], file=data[0] == WORDS_OR_FILE)
    return None
