"""Commands in right-to-left texts."""

import re

import pytest

from groupbot.content import Text
from groupbot.i18n.bidi import FSI, PDI
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer

MESSAGES = Messages.load()


@pytest.mark.parametrize("code", [code for code in MESSAGES.languages if code in {"he", "ar"}])
@pytest.mark.parametrize("key", ["start-commands", "refused", "notice-withdraw", "notice-rights", "button-expired"])
def test_a_command_keeps_its_slash_in_front(code: str, key: str) -> None:
    """REQUIRES that each /command in Hebrew and Arabic stands isolated, so that it is shown as it is typed."""
    shown = Renderer(MESSAGES).rich(code, Text(key)).text
    commands = re.findall(r"/[a-z]+", shown)
    assert commands
    assert re.findall(f"{FSI}(/[a-z]+){PDI}", shown) == commands
