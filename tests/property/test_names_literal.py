"""Law L15 for names: whatever somebody calls themself, or a group, is shown letter by letter and does nothing."""

import io
import json
import logging
import sys
from unittest import mock

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from groupbot.consent import screens
from groupbot.consent.model import Purpose
from groupbot.consent.notice import parts
from groupbot.consent.screens import Held
from groupbot.content import Button, Choice, Lines, Rich, SpanKind, Text
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.language.service import LANGUAGES
from groupbot.process.logs import configure
from groupbot.text.clean import clean_name
from tests.unit.consent.samples import policy

RENDERER = Renderer(Messages.load())
HOSTILE = [
    "*bold* _under_ `code` [link](tg://user?id=1)",
    "<b>bold</b><a href='https://evil.example'>x</a>",
    "@everyone @here @admin",
    "tg://resolve?domain=evil",
    "https://evil.example/?q=1",
    "/withdraw",
    "$1 {{PLURAL:$1|a|b}} '''x'''",
    "\u202egnp.exe\u202c",
    "a\u200bb\u200dc\ufeffd",
    "line\nbreak\r\n\u2028more",
    "\u2068\u2068\u2069\u2069",
    "\x00\x1b[31mred",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 40,
]
names = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=80))


def _bound(choice: Choice) -> Button:
    return Button("", token="bound")


def literal(shown: Rich, name: str) -> bool:
    """Tell whether a name stands in a text as it is, inside one code span and nowhere else."""
    spans = [span for span in shown.spans if span.kind is SpanKind.CODE]
    return any(shown.text[span.offset : span.offset + span.length] == name for span in spans)


@pytest.mark.parametrize("language", LANGUAGES)
@given(name=names)
def test_a_groups_title_in_a_screen(language: str, name: str) -> None:
    """A group's title in a screen is one code span that holds the cleaned title, on one line, and no other markup."""
    content = RENDERER.screen(language, screens.asked_anew(name, 1), _bound)
    assert literal(content.body, clean_name(name, 64))
    assert "\n" not in clean_name(name, 64)
    assert sum(span.kind is SpanKind.CODE for span in content.body.spans) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@given(name=names)
def test_a_groups_title_on_a_button(language: str, name: str) -> None:
    """A title on a button is plain text on one line, without control characters, and short enough to be a label."""
    held = [Held(1, name, frozenset({Purpose.EVENTS}))]
    for screen in (screens.everywhere(held, 0), *screens.withdrawn_everywhere(held, 740_000)):
        label = RENDERER.screen(language, screen, _bound).rows[0][0].label
        assert len(label) <= 64
        assert not any(ord(character) < 32 or character in "\u202d\u202e\u2028" for character in label)


@given(name=names)
def test_names_in_a_notice(name: str) -> None:
    """Names that a policy's author chose are code spans too, wherever the notice puts them."""
    changed = policy().model_copy(update={"controller": policy().controller.model_copy(update={"name": name})})
    texts = [text for part in parts(changed, "en") for text in (part.items if isinstance(part, Lines) else (part,))]
    who = next(text for text in texts if isinstance(text, Text) and text.key == "notice-who")
    assert literal(RENDERER.rich("en", who), clean_name(name, 200))


@given(name=names)
def test_a_log_line_stays_one_line(name: str) -> None:
    """Whatever reaches the log is one line of JSON, line breaks and control characters escaped."""
    log = io.StringIO()
    root, known = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    try:
        with mock.patch.object(sys, "stderr", log):
            configure("INFO")
        logging.getLogger("elsewhere").warning("somebody is called %s", name)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.configure(**known)
    (line,) = log.getvalue().split("\n")[:-1]
    assert json.loads(line)["event"].startswith("somebody is called")
