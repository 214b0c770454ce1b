"""Texts and spans in Discord's Markdown, read back as a client reads it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adapters.discord.formatting import MESSAGE_LIMIT, pieces
from adapters.discord.markdown import render
from groupbot.content import Rich, Span, SpanKind
from groupbot.i18n.bidi import FSI, LRM, PDI, RLM
from groupbot.i18n.pages import units
from tests.property.hostile import UNITS
from tests.unit.discord.reading import read

SIGNS = [
    *("*", "**", "_", "__", "~~", "||", "`", "```", "\\", "[a](https://x.org)", "<@1>", "<@&2>", "<#3>", "@everyone"),
    *("@here", "<t:1:R>", "<:a:1>", ":smile:", "https://x.org", "discord.gg/x", "mailto:a@b.c", "</a b:1>", "<id:x>"),
    *("# ", "> ", ">>> ", "- ", "-# ", "1. ", "+ ", "\n", "\r", "\u2028", " ", "\u200b", "a", "1", ".", ":", "/", "@"),
]
TEXTS = st.lists(st.sampled_from([*SIGNS, *UNITS]) | st.text(max_size=3), max_size=12).map("".join)


@st.composite
def riches(draw: st.DrawFn) -> Rich:
    text = draw(TEXTS)
    spans = []
    for _ in range(draw(st.integers(0, 3))):
        offset = draw(st.integers(0, len(text)))
        kind = draw(st.sampled_from(SpanKind))
        spans.append(Span(kind, offset, draw(st.integers(0, len(text) - offset))))
    return Rich(text, tuple(spans))


@given(rich=riches())
@example(rich=Rich("**a**", (Span(SpanKind.BOLD, 0, 5),)))
@example(rich=Rich("`", (Span(SpanKind.CODE, 0, 1),)))
@example(rich=Rich("a\\", (Span(SpanKind.CODE, 0, 2),)))
@example(rich=Rich("\u200b# x"))
@example(rich=Rich("<t:1:R> w", (Span(SpanKind.CODE, 3, 1),)))
@example(rich=Rich("a-# b", (Span(SpanKind.CODE, 0, 1),)))
@example(rich=Rich(" # x", (Span(SpanKind.CODE, 0, 1),)))
@example(rich=Rich("a\n > x", (Span(SpanKind.CODE, 0, 3),)))
def test_whatever_stands_there_is_literal(rich: Rich) -> None:
    """REQUIRES that a client shows the very text, and makes nothing of it but our own bold and code."""
    found = read(render(rich))
    assert found.harms == []
    assert found.text == rich.text


@pytest.mark.parametrize("name", ["Ada", "a_b", "*x*", "<@1>", "@everyone", "https://x.org", "a\\", " a", "\u202ex"])
def test_a_name_is_code(name: str) -> None:
    """REQUIRES that a name in a code span is one piece of code, whatever it holds beside backticks."""
    found = read(render(Rich(f"by {name}!", (Span(SpanKind.CODE, 3, len(name)),))))
    assert (found.code, found.text) == ([name], f"by {name}!")


def test_bold_is_bold() -> None:
    """REQUIRES that bold words are bold, line by line, with signs in them as they are."""
    found = read(render(Rich("a *b* \nc d", (Span(SpanKind.BOLD, 2, 6),))))
    assert (found.bold, found.harms) == (["*b*", "c"], [])


@settings(max_examples=40)
@given(rich=riches(), times=st.integers(1, 400), rtl=st.booleans())
@example(rich=Rich("\U0001f468\u200d\U0001f469\u200d\U0001f466 ", (Span(SpanKind.BOLD, 0, 6),)), times=400, rtl=True)
def test_no_piece_is_too_long_and_nothing_is_lost(rich: Rich, times: int, rtl: bool) -> None:  # noqa: FBT001  (drawn)
    """REQUIRES pieces of at most 2,000 UTF-16 units that hold every sign of the text, and our spans in them."""
    long = Rich(f"{rich.text} w\n" * times, rich.spans)
    parts = list(pieces(long, rtl=rtl))
    assert all(units(part) <= MESSAGE_LIMIT for part in parts)
    assert all(read(part).harms == [] for part in parts)
    kept = "".join(read(part).text for part in parts)
    assert words(kept) == words(long.text)


def words(text: str) -> str:
    """Return a text without blanks and without what a cut may add: direction marks and isolates."""
    return "".join("".join(char for char in text if char not in f"{FSI}{PDI}{LRM}{RLM}").split())


@pytest.mark.parametrize("rtl", [False, True])
def test_no_isolate_is_torn(rtl: bool) -> None:  # noqa: FBT001  (both directions)
    """REQUIRES that each piece closes the isolates it opens, be they short or longer than a message."""
    short = Rich(f"{FSI}a name of several words{PDI} and * " * 150)
    long = Rich(f"{FSI}{'never ending ' * 300}{PDI} \u05d0")
    for rich in (short, long):
        parts = list(pieces(rich, rtl=rtl))
        assert len(parts) > 1
        assert all(part.count(FSI) == part.count(PDI) for part in parts)
    assert sum(part.count("a name of several words") for part in pieces(short, rtl=rtl)) == 150


@pytest.mark.parametrize(
    "sign", ["\U0001f468\u200d\U0001f469\u200d\U0001f466", "e\u0301\u0323", "\U0001f1e9\U0001f1ea"]
)
def test_no_character_is_torn(sign: str) -> None:
    """REQUIRES that what readers see as one character stays in one piece, where nothing else can be torn."""
    parts = list(pieces(Rich("x" + sign * 1500)))
    assert len(parts) > 1
    assert {part.removeprefix("x").replace(sign, "") for part in parts} == {""}


def test_pieces_are_torn_between_paragraphs_and_keep_spans() -> None:
    """REQUIRES that a long screen is torn at the ends of its paragraphs, and that each name stays code."""
    paragraph = "word " * 60 + "name"
    text = "\n\n".join([paragraph] * 12)
    at = [start + len(paragraph) - 4 for start in range(0, len(text), len(paragraph) + 2)]
    parts = list(pieces(Rich(text, tuple(Span(SpanKind.CODE, offset, 4) for offset in at))))
    assert len(parts) > 1
    assert sum(part.count("`name`") for part in parts) == 12
    assert all(part.rstrip().endswith("`name`") for part in parts)
