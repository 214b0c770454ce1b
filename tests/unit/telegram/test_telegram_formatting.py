"""Content in the Bot API's terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.formatting import entities, show, units
from groupbot.content import Content, Rich, Span, SpanKind


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
