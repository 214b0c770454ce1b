"""The words that /setup puts together from what it finds: none of them is missing."""

from typing import get_args

import pytest

from groupbot.effects import Ask, Effect, Leave
from groupbot.i18n.catalogue import Messages
from groupbot.ports import Right
from groupbot.setup.modules import MODULES
from groupbot.setup.questions import QUESTIONS

MESSAGES = Messages.load()
# Asking and leaving follow presses and commands of admins alone, which are never rehearsed.
NEVER_REHEARSED = {Ask, Leave}
NEEDED = {right for module in MODULES.values() for right in module.needs | module.better} | {Right.REMOVE}
KEYS = [
    *(f"setup-{part}-{question.name}" for question in QUESTIONS for part in ("ask", "name")),
    *(f"module-{name}" for name in MODULES),
    *(f"act-{effect.__name__.lower()}" for effect in get_args(Effect) if effect not in NEVER_REHEARSED),
    *(f"right-{platform}-{right}" for platform in ("telegram", "discord", "sandbox") for right in NEEDED),
]


@pytest.mark.parametrize("key", KEYS)
def test_there_are_words_for_it(key: str) -> None:
    """REQUIRES words for each question, module, act that is counted, and right that is needed, on each platform."""
    assert MESSAGES.find("en", key) is not None
