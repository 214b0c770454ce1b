"""Law L14: whatever is refused says why, in the reader's language, and what to do next."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from groupbot.buttons import Refusal
from groupbot.consent import rules, screens
from groupbot.consent.model import NOBODY, Consents, Purpose
from groupbot.consent.notice import render
from groupbot.content import Button, Choice, Rich, Screen, Text
from groupbot.decision import Decision
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.language.service import LANGUAGES
from groupbot.reports import screens as reports
from tests.unit.consent.samples import TERMS, agreed, policy

RENDERER = Renderer(Messages.load())
COMMAND = re.compile(r"/[a-z]+")


def _bound(_choice: Choice) -> Button:
    return Button("", token="bound")


def refusals(language: str) -> Iterator[tuple[str, Decision]]:
    """Yield every refusal there is on the consent screens, as the reader of a language meets it."""
    notice = render(RENDERER, language, policy(), 4096)
    held = agreed(Purpose.EVENTS)
    other = replace(notice, digest="0" * 64)
    yield "too young", rules.too_young(NOBODY, TERMS)
    yield "too young after all", rules.too_young(held, TERMS)
    yield "none of these", rules.refuse(NOBODY, TERMS.today)
    yield "saved with all off", rules.save(NOBODY, TERMS, notice, 0, notice.fingerprint, "id")
    yield "other notice", rules.save(NOBODY, TERMS, notice, 1, other.fingerprint, "id")
    yield "nothing to withdraw", rules.withdraw(Consents(), 0, TERMS.today)
    yield "ended", rules.overview(held, replace(TERMS, material="other"), notice)


SHOWN = {
    "not a member": screens.not_a_member(),
    "which group": screens.which_group(),
    "group left": screens.group_left(),
    "nothing held": screens.nothing_held(),
    "needs private": Screen((Text("needs-private"),)),
    **{key: reports.said(f"report-{key}") for key in ("nowhere", "enough", "gone", "not-waiting", "taken", "stands")},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_told_in_the_readers_language(language: str) -> None:
    """Each refusal shows a screen whose every text stands in that language, and gives its reasons in it."""
    for name, decision in refusals(language):
        assert decision.show is not None, name
        assert decision.why or decision.why_not, name
        texts = [part for part in decision.show.parts if isinstance(part, Text)]
        assert all(RENDERER.speaks(language, text.key) for text in texts), name
        assert all(RENDERER.rich(language, text).text for text in (*decision.why, *decision.why_not)), name
    for name, screen in SHOWN.items():
        assert all(RENDERER.speaks(language, part.key) for part in screen.parts if isinstance(part, Text)), name


# These say the next step in words: when to come back, which button of the group to press, to open the private chat;
# and where nothing is kept, there is nothing to do.
IN_WORDS = {"too young", "which group", "needs private", "nothing held", "nothing to withdraw"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_a_next_step(language: str) -> None:
    """Each refusal carries a button or names a command, but for those few that say the next step in words."""
    shown = [(name, decision.show) for name, decision in refusals(language) if decision.show]
    for name, screen in (*shown, *SHOWN.items()):
        content = RENDERER.screen(language, screen, _bound)
        leads_on = bool(content.rows or COMMAND.search(content.body.text))
        assert leads_on != (name in IN_WORDS), (name, content.body.text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", list(Refusal))
def test_a_dead_button_says_where_a_living_one_is(language: str, refusal: Refusal) -> None:
    """The note on a forged or old button stands in the reader's language, names a command and fits in a note."""
    note: Rich = RENDERER.rich(language, Text(f"button-{refusal}"))
    assert RENDERER.speaks(language, f"button-{refusal}")
    assert "/consent" in note.text
    assert len(note.text) <= 200
