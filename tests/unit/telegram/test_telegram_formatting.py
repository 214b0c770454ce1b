"""Content in the Bot API's terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.formatting import entities, keyboard, show, units
from groupbot.content import Button, Content, Rich, Span, SpanKind


@given(st.text(max_size=30), st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_a_span_marks_the_same_letters_in_utf16(before: str, name: str, after: str) -> None:
    """REQUIRES that cutting the UTF-16 text by the entity gives exactly the spanned letters, whatever they are."""
    (entity,) = entities(Rich(before + name + after, (Span(SpanKind.CODE, len(before), len(name)),)))
    wide = (before + name + after).encode("utf-16-le", "surrogatepass")
    cut = wide[2 * entity.offset : 2 * (entity.offset + entity.length)]
    assert cut == name.encode("utf-16-le", "surrogatepass")
    assert entity.type == "code"


def test_an_empty_span_is_left_out() -> None:
    """REQUIRES no entity of length 0, which Telegram refuses."""
    assert entities(Rich("x", (Span(SpanKind.BOLD, 0, 0),))) == ()


def test_pages_are_measured_in_utf16() -> None:
    """REQUIRES that 4,096 units pass and one more, or none, is refused as our own defect."""
    assert units("🙂a") == 3
    assert show(Content(Rich("🙂" * 2048))).text
    for text in ("🙂" * 2048 + "a", ""):
        with pytest.raises(AssertionError, match="page_limit"):
            show(Content(Rich(text)))


def rows(*labels: str) -> list[list[str]]:
    markup = keyboard((tuple(Button(label, "t") for label in labels),))
    return [[button.text for button in row] for row in markup.inline_keyboard] if markup else []


def test_long_labels_get_room() -> None:
    """REQUIRES short labels in one row, medium ones two by two, long ones alone, so that small phones show them."""
    assert rows("Yes", "No", "Later") == [["Yes", "No", "Later"]]
    assert rows("None of these", "Save", "More") == [["None of these", "Save"], ["More"]]
    assert rows("Keine davon annehmen", "Ja") == [["Keine davon annehmen"], ["Ja"]]
    assert rows() == []


def test_a_button_is_a_token_or_a_link() -> None:
    """REQUIRES tokens of 1 to 64 bytes as callback data, and links as links."""
    markup = keyboard(((Button("Go", url="https://meta.wikimedia.org/"), Button("On", "t" * 64)),))
    assert markup is not None
    link, press = markup.inline_keyboard[0]
    assert (link.url, link.callback_data, press.callback_data) == ("https://meta.wikimedia.org/", None, "t" * 64)
    for token in ("", "t" * 65, "é" * 33):
        with pytest.raises(AssertionError, match="64 bytes"):
            keyboard(((Button("On", token),),))
