"""Words that admins write into the set-up: hostile ones are refused plainly or stand there literally, never half."""

from collections.abc import Iterator
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.actions import Action
from tests.property.hostile import bar_ms, least, texts
from tests.unit.setup.office import Office

ASKED = {
    "wikis": Action.ASK_WIKI,
    "zone": Action.ASK_ZONE,
    "controller": Action.ASK_CONTROLLER,
}
KINDS = st.sampled_from([*ASKED, "contact"])
WRITTEN = st.integers(0, 300).flatmap(texts)


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """Return one admin for all words: what was refused has changed nothing that the next would meet."""
    opened = Office()
    yield opened
    opened.close()


def gives(office: Office, kind: str, words: str) -> None:
    """Write words where they are asked for; a slash would be a command, which is no answer."""
    office.asks("controller" if kind == "contact" else kind)
    office.presses(Action.ASK_CONTACT if kind == "contact" else ASKED[kind])
    office.writes(words if not words.startswith("/") else f" {words}")


@given(KINDS, WRITTEN)
def test_hostile_words_are_whole_or_nothing(office: Office, kind: str, words: str) -> None:
    """REQUIRES of any words that the policy stays sound, and that whoever wrote them sees the question again or why."""
    before = office.policy
    gives(office, kind, words)
    assert office.buttons, "the way on stays"
    after = office.policy
    if after != before and kind in ("controller", "contact"):
        kept = after.controller.name if kind == "controller" else after.controller.contact
        assert kept.split() == normalize("NFC", words).split()


@pytest.mark.parametrize("kind", [*ASKED, "contact"])
def test_a_hundred_thousand_characters(office: Office, kind: str) -> None:
    """REQUIRES that 10^5 characters are refused with a short word, and at once."""
    before = office.policy
    took = least(lambda: gives(office, kind, "x" * 100_000), tries=2)
    assert office.policy == before
    assert len(office.screen.content.body.text) < 2_000
    assert took < 50 * bar_ms()
