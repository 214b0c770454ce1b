"""What the smallest bots show: our own screen of toggles, its words made once, before any press."""

from dataclasses import dataclass

from groupbot.consent.model import Purpose
from groupbot.consent.screens import choice
from groupbot.content import Button, Choice, Content, Rich
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer

ALL = (1 << len(Purpose)) - 1


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words: the text where nothing is chosen and where something is, and each toggle off and on."""

    nothing: Rich
    something: Rich
    toggles: tuple[tuple[str, str], ...]
    below: tuple[str, ...]

    def text(self, chosen: int) -> Rich:
        """Return the text that stands over a choice."""
        return self.something if chosen else self.nothing

    def labels(self, chosen: int) -> list[str]:
        """Return the toggles' labels as they stand at a choice."""
        return [on if chosen & 1 << place else off for place, (off, on) in enumerate(self.toggles)]


def words(language: str) -> Words:
    """Return our words in a language."""
    renderer = Renderer(Messages.load())

    def shown(chosen: frozenset[Purpose]) -> Content:
        return renderer.screen(language, choice(tuple(Purpose), chosen, 0), _unbound)

    off, on = shown(frozenset()), shown(frozenset(Purpose))
    *rows, last = zip(off.rows, on.rows, strict=True)
    toggles = tuple((without[0].label, with_[0].label) for without, with_ in rows)
    return Words(off.body, on.body, toggles, tuple(button.label for button in last[0]))


def _unbound(_choice: Choice) -> Button:
    return Button("")
