"""Choosing a language: one tap, sealed, and as easily forgotten."""

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Screen, Text
from groupbot.decision import Decision
from groupbot.i18n.language import autonym
from groupbot.language import records
from groupbot.store.unit import Unit

LANGUAGES = ("en", "he", "ar", "zh-hans", "zh-hant", "de", "fr", "es", "ru")  # append only: buttons carry positions
_PLATFORM = 0


def offer(_unit: Unit, case: Case) -> Decision:
    """Answer /language with one button per language, each in its own name."""
    return Decision(show=_screen("language", case), why=(Text("why-asked-for-language"),))


def choose(unit: Unit, case: Case) -> Decision:
    """Keep the language that was pressed, or forget the choice."""
    value = case.press.value if case.press else _PLATFORM
    if value == _PLATFORM or value > len(LANGUAGES):
        why = "why-language-forgotten" if records.drop(unit, case.event.actor) else "why-language-of-platform"
        return Decision(show=_screen("language-forgotten", case), why=(Text(why),))
    code = LANGUAGES[value - 1]
    records.put(unit, case.event.actor, code, case.today)
    return Decision(show=_screen("language-kept", case), language=code, why=(Text("why-language-kept"),))


def _screen(key: str, case: Case) -> Screen:
    group = case.group.number if case.group else 0
    buttons = [
        Choice(Text("autonym", (autonym(code),)), Action.LANGUAGE, position, group=group)
        for position, code in enumerate(LANGUAGES, 1)
    ]
    rows = tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))
    platform = Choice(Text("button-language-platform"), Action.LANGUAGE, _PLATFORM, group=group)
    return Screen((Text(key),), (*rows, (platform,)))
