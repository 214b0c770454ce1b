"""No argument reaches out of its place: whatever it holds, the sentence around it stays the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.content import Arg, Count, Name, Rich, SpanKind, Text
from groupbot.i18n.bidi import FSI, LRM, PDI, RLM, directed, needs_mark
from groupbot.i18n.render import Renderer

KEYS = ("i18n-hello", "i18n-first", "i18n-heading", "i18n-only-english", "i18n-gender")
LANGUAGES = ("en", "he", "ar", "zh-hant", "ru")
CONTROLS = frozenset("\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067")
PIECES = (
    *"\u202e\u2066\u2067\u2068\u2069\u200f\n\u2029\x85\x1c\ud800אa",
    *("{{PLURAL:$1|a|b}}", "'''", "$1", "$2", "|", "}}", "<b>", "`", "@you", "/start", "https://example.org"),
)
HOSTILE = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=100),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)


def skeleton(rich: Rich) -> str:
    """Return the text with each isolate made empty and the marks at line starts left out."""
    return re.sub(f"{FSI}[^{PDI}]*{PDI}", "*", rich.text).replace(RLM, "").replace(LRM, "")


@given(st.sampled_from(KEYS), st.sampled_from(LANGUAGES), HOSTILE, HOSTILE)
def test_the_sentence_does_not_depend_on_its_arguments(
    renderer: Renderer, key: str, language: str, first: str, second: str
) -> None:
    """Around hostile names stands exactly what stands around a harmless one, with exactly as many spans."""
    rich = renderer.rich(language, Text(key, (Name(first), second)))
    harmless = renderer.rich(language, Text(key, (Name("x"), "y")))
    assert skeleton(rich) == skeleton(harmless)
    assert [span.kind for span in rich.spans] == [span.kind for span in harmless.spans]


@given(st.sampled_from(KEYS), st.sampled_from(LANGUAGES), HOSTILE, HOSTILE)
def test_isolates_are_balanced_in_each_line(
    renderer: Renderer, key: str, language: str, first: str, second: str
) -> None:
    """Every FSI has its PDI in the same line and no other direction control is left but a mark at a line's start."""
    rich = renderer.rich(language, Text("i18n-first", (Text(key, (Name(first), Name(second))),)))
    assert not CONTROLS & set(rich.text)
    for line in rich.text.split("\n"):
        depth = 0
        for at, char in enumerate(line):
            depth += (char == FSI) - (char == PDI)
            assert depth >= 0
            assert char not in (RLM, LRM) or at == 0
        assert depth == 0


@given(st.sampled_from(KEYS), st.sampled_from(LANGUAGES), HOSTILE)
def test_spans_hold_what_they_are_for(renderer: Renderer, key: str, language: str, name: str) -> None:
    """Spans are in order, apart, never empty, and a CODE span is exactly the inside of an isolate."""
    rich = renderer.rich(language, Text(key, (Name(name), Name(name))))
    end = 0
    for span in rich.spans:
        assert span.offset >= end
        assert span.length > 0
        end = span.offset + span.length
        assert end <= len(rich.text)
        if span.kind is SpanKind.CODE:
            assert (rich.text[span.offset - 1], rich.text[end]) == (FSI, PDI)


@pytest.mark.parametrize("hostile", ["{{PLURAL:$1|a|b}}", "'''bold'''", "$2", "{{GENDER:$1|x}}"])
def test_syntax_in_an_argument_is_literal(renderer: Renderer, hostile: str) -> None:
    """What looks like our syntax in a name is shown as it was written."""
    rich = renderer.rich("en", Text("i18n-first", (Name(hostile),)))
    assert rich.text == f"{FSI}{hostile}{PDI} joined."
    assert len(rich.spans) == 1


@pytest.mark.parametrize(
    ("line", "rtl", "expected"),
    [
        ("שלום", True, False),
        ("Wikipedia שלום", True, True),
        ("12 דקות", True, False),
        ("12", True, True),
        ("• שלום", True, False),
        (f"{FSI}Dana{PDI} שלום", True, True),
        (f"{FSI}דנה{PDI} שלום", True, False),
        ("", True, False),
        ("hello", False, False),
        ("12", False, False),
        (f"{FSI}דנה{PDI} joined", False, True),
        (f"{FSI}12{PDI} joined", False, False),
        ("שלום is a word", False, True),
        (f"{PDI}שלום", True, False),
    ],
)
def test_a_mark_stands_where_a_line_would_start_wrongly(line: str, rtl: bool, expected: bool) -> None:  # noqa: FBT001  (a table's column)
    """A client that guesses by the first strong character, with or without isolates, sets each line rightly."""
    assert needs_mark(line, rtl=rtl) is expected


def test_marks_move_the_spans(renderer: Renderer) -> None:
    """Each line is marked on its own and every span still covers its words."""
    rich = renderer.rich("he", Text("i18n-heading", (Name("Foo"),)))
    assert rich.text == f"{RLM}Wikipedia {FSI}Foo{PDI}\nלכולם"
    assert [rich.text[span.offset : span.offset + span.length] for span in rich.spans] == ["Wikipedia ", "Foo"]


def test_an_arabic_line_begins_on_the_right_with_a_latin_name(renderer: Renderer) -> None:
    """A line of Arabic that begins with a Latin name begins with a mark; a Hebrew name in English likewise."""
    assert renderer.rich("ar", Text("i18n-first", (Name("Dana"),))).text[0] == RLM
    assert renderer.rich("en", Text("i18n-first", (Name("דנה"),))).text[0] == LRM
    assert renderer.rich("en", Text("i18n-first", (Name("Dana"),))).text[0] == FSI


@given(HOSTILE, st.booleans())
def test_marking_twice_changes_nothing(text: str, rtl: bool) -> None:  # noqa: FBT001  (drawn by Hypothesis)
    """Text that is marked already gets no second mark."""
    once = directed(Rich(text), rtl=rtl)
    assert directed(once, rtl=rtl) == once


def test_a_count_needs_no_isolate(renderer: Renderer) -> None:
    """Our own numbers stand in the sentence as they are."""
    args: tuple[Arg, ...] = (Count(7),)
    assert renderer.rich("en", Text("i18n-words", args)).text == "7 words"
