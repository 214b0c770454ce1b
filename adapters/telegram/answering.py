"""Turns what a person writes or uploads in private after a question into its answer."""

from telegram import Message
from telegram.constants import ChatType

from adapters.telegram.files import Files
from adapters.telegram.questions import Question, Questions
from adapters.telegram.senders import origin_of
from groupbot.events import Event, MessagePosted, TextGiven


class Answering:
    """Knows the open questions, and fetches a file where one answers."""

    def __init__(self, questions: Questions, files: Files) -> None:
        self._questions = questions
        self._files = files

    async def recognised(self, message: Message | None, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """Return the events of a new message, with an answer in the place of mere words; commands stay commands."""
        if message is None or message.chat.type != ChatType.PRIVATE or len(events) != 1:
            return events
        (posted,) = events
        question = self._questions.answered_by(message) if isinstance(posted, MessagePosted) else None
        text = None if question is None else await self._given(message, question)
        if question is None or text is None:
            return events
        given = TextGiven(posted.key, posted.at, posted.place, posted.actor, question.token, text, origin_of(message))
        return (given,)

    def done(self, event: Event) -> None:
        """Take note that an event is committed."""
        self._questions.done(event)

    async def _given(self, message: Message, question: Question) -> str | None:
        """Return the words, or those in the file; None for what answers nothing, such as a picture."""
        if message.text is not None:
            return message.text
        if message.document is not None and question.file:
            return await self._files.text(message.document)
        return None
