"""What the rest of the house asks for: texts, screens and pages in a reader's language."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from groupbot.content import Button, Choice, Content, Lines, Rich, Screen, Text
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.formatter import MessageError, render
from groupbot.i18n.labels import label
from groupbot.i18n.language import is_rtl, negotiate
from groupbot.i18n.pages import join, paginate

__all__ = ["MessageError", "Renderer"]

# Nine languages, and what a screen of each feature says.
KEPT = 4096


class Renderer:
    """Turns keys and arguments into what a person reads; every method takes any language tag and never fails on it.

    MessageError where a Text does not fit the catalogue, which is a mistake of ours and not of the reader.
    """

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._ours = lru_cache(KEPT)(partial(render, messages))
        self._labels = lru_cache(KEPT)(self._label)
        self._bodies = lru_cache(KEPT)(self._body)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the MediaWiki codes of the languages there are."""
        return self._messages.languages

    def speaks(self, language: str, key: str) -> bool:
        """Tell whether a text stands in this very language, not in one that it falls back to."""
        message = self._messages.find(language, key)
        return message is not None and message.language.code == language

    def rich(self, language: str, text: Text) -> Rich:
        """Return one text, each of its lines set in the direction of its language."""
        return self._ours(language, text) if _is_ours(text) else render(self._messages, language, text)

    def label(self, language: str, text: Text) -> str:
        """Return one text as a button's label: plain, one line, 64 characters at most."""
        return self._labels(language, text) if _is_ours(text) else self._label(language, text)

    def screen(self, language: str, screen: Screen, bind: Callable[[Choice], Button]) -> Content:
        """Return a whole screen as one message; `bind` makes a button of a choice, its label is set here."""
        spoken = self._spoken(language)
        rows = tuple(
            tuple(_labelled(bind(choice), self.label(spoken, choice.label)) for choice in row) for row in screen.rows
        )
        ours = all(isinstance(part, Text) and _is_ours(part) for part in screen.parts)
        body = self._bodies(spoken, screen.parts) if ours else self._body(spoken, screen.parts)
        return Content(body, rows, spoken, is_rtl(spoken))

    def pages(self, language: str, parts: Sequence[Text | Lines | Rich], limit: int) -> tuple[Rich, ...]:
        """Return the parts, as paragraphs, in pages of at most `limit` UTF-16 code units; ValueError below 64."""
        spoken = self._spoken(language)
        return tuple(paginate([(self._shown(spoken, part), self._runs_rtl(spoken, part)) for part in parts], limit))

    def _label(self, language: str, text: Text) -> str:
        return label(self.rich(language, text), rtl=self._runs_rtl(language, text))

    def _body(self, language: str, parts: tuple[Text | Lines | Rich, ...]) -> Rich:
        return join([self._shown(language, part) for part in parts])

    def _spoken(self, language: str) -> str:
        return language if language in self._messages.languages else negotiate(language, self._messages.languages)

    def _shown(self, language: str, part: Text | Lines | Rich) -> Rich:
        match part:
            case Rich():
                return part
            case Lines():
                return join([self.rich(language, item) for item in part.items], "\n")
        return self.rich(language, part)

    def _runs_rtl(self, language: str, part: Text | Lines | Rich) -> bool:
        if not isinstance(part, Text):
            return is_rtl(language)
        message = self._messages.find(language, part.key)
        return message is not None and message.language.rtl


def _labelled(button: Button, label: str) -> Button:
    # Made anew, since dataclasses.replace takes thrice as long, for each button of each screen.
    return Button(label, button.token, button.url)


def _is_ours(text: Text) -> bool:
    """Tell whether a text holds nothing but words of the catalogues: what somebody else chose is never kept."""
    return not text.args or all(isinstance(arg, Text) and _is_ours(arg) for arg in text.args)
