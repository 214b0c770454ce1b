"""Screens, labels and pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.content import Button, Choice, Name, Rich, Screen, Span, SpanKind, Text
from groupbot.i18n.bidi import FSI, LRM, PDI, RLM
from groupbot.i18n.labels import LIMIT, label
from groupbot.i18n.pages import GAP, join, paginate, units
from groupbot.i18n.render import Renderer

WORDS = st.text("aב ל🚀é.。\n!", max_size=400).map(lambda text: " ".join(text.split(" ")))


def bind(choice: Choice) -> Button:
    return Button("", token=f"{choice.action}:{choice.value}")


def test_a_screen_joins_its_parts_and_binds_its_buttons(renderer: Renderer) -> None:
    """Parts stand a blank line apart with their spans moved, buttons in rows with labels in the reader's language."""
    screen = Screen(
        (Text("i18n-plain"), Text("i18n-first", (Name("Dana"),)), Rich("Done", (Span(SpanKind.BOLD, 0, 4),))),
        ((Choice(Text("i18n-plain"), 1, 2),), (Choice(Text("i18n-first", (Name("x"),)), 3),)),
    )
    content = renderer.screen("he-IL", screen, bind)
    assert content.body.text == f"שום דבר לא נשמר עליך.\n\n{RLM}{FSI}Dana{PDI} הצטרפו.\n\nDone"
    assert [content.body.text[s.offset : s.offset + s.length] for s in content.body.spans] == ["Dana", "Done"]
    assert content.rows == (
        (Button("שום דבר לא נשמר עליך.", token="1:2"),),
        (Button(f"{RLM}{FSI}x{PDI} הצטרפו.", token="3:0"),),
    )
    assert (content.language, content.rtl) == ("he", True)


def test_tells_its_languages(renderer: Renderer) -> None:
    """The languages to choose from are those that have a catalogue."""
    assert renderer.languages == ("ar", "en", "fr", "he", "ru", "zh-hans", "zh-hant")


def test_a_left_to_right_screen_says_so(renderer: Renderer) -> None:
    """A Chinese screen is left to right and named by its MediaWiki code."""
    content = renderer.screen("zh-TW", Screen((Text("i18n-plain"),)), bind)
    assert (content.language, content.rtl) == ("zh-hant", False)


@pytest.mark.parametrize(
    ("text", "rtl", "shown"),
    [
        ("Ask \u2068Dana\u2069", False, "Ask Dana"),
        ("Ask \u2068דנה\u2069 now", False, "Ask \u2068דנה\u2069 now"),
        ("אל \u2068דנה\u2069", True, "אל דנה"),
        ("אל \u2068Dana\u2069", True, "אל \u2068Dana\u2069"),
        ("אל \u206812-5\u2069", True, "אל \u206812-5\u2069"),
        ("two\nlines", False, "two lines"),
        ("a" * 65, False, "a" * 63 + "…"),
        ("ב" * 60 + "\u2068abcdefgh\u2069", True, "ב" * 60 + "\u2068a…\u2069"),
    ],
)
def test_a_label_is_short_and_plain(text: str, rtl: bool, shown: str) -> None:  # noqa: FBT001  (a table's column)
    """A label is one line of at most 64 characters and keeps an isolate only around what runs the other way."""
    assert label(Rich(text), rtl=rtl) == shown


@given(st.lists(st.text("aב1 "), max_size=8), st.booleans())
def test_labels_stay_balanced(texts: list[str], rtl: bool) -> None:  # noqa: FBT001  (drawn by Hypothesis)
    """However a label is cut, each isolate in it is closed."""
    shown = label(Rich("".join(f"x{FSI}{text}{PDI}" for text in texts)), rtl=rtl)
    assert len(shown) <= LIMIT
    assert shown.count(FSI) == shown.count(PDI)


def test_pages_are_cut_between_parts_first(renderer: Renderer) -> None:
    """As many whole parts as fit stand on a page."""
    parts = [Text("i18n-plain")] * 5
    pages = renderer.pages("en", parts, 64)
    assert [page.text.count("Nothing") for page in pages] == [2, 2, 1]
    assert "\n\n".join(page.text for page in pages) == join([renderer.rich("en", part) for part in parts]).text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("A line of text.\nAnother line that is long " + "word " * 20, None),
        ("Some words make one sentence. " + "Then many more words follow it " * 5, "Some words make one sentence. "),
        ("x" * 200, "x" * 56),
        ("🚀" * 100, "🚀" * 28),
        ("这是第一句话这是第一句话这是第一句话。" + "字" * 100, "这是第一句话这是第一句话这是第一句话。"),
        ("first line, which is long enough\n" + "x" * 100, "first line, which is long enough\n"),
    ],
)
def test_a_long_part_is_cut_at_a_line_a_sentence_or_a_word(text: str, first: str | None) -> None:
    """Inside a part the cut falls after a line, else a sentence, else a word, else between two characters."""
    pages = [page.text for page in paginate([(Rich(text), False)], 64)]
    assert "".join(pages) == text
    assert pages[0] == first if first else pages[0].endswith(" ")


def test_a_long_part_does_not_overtake_the_one_before() -> None:
    """Pages come in the order of their parts, and what follows a long part may stand on its last page."""
    parts = [(Rich("before"), False), (Rich("word " * 14), False), (Rich("after"), False)]
    pages = [page.text for page in paginate(parts, 64)]
    assert pages == ["before", "word " * 11, "word word word \n\nafter"]


def test_names_and_spans_are_not_torn() -> None:
    """A cut falls before an isolated name, not inside it, and its span moves with it."""
    text = "word " * 10 + f"{FSI}Dana of the long name{PDI} and more words"
    start = text.index("Dana")
    pages = list(paginate([(Rich(text, (Span(SpanKind.CODE, start, 21),)), False)], 64))
    assert pages[0].text == "word " * 10
    assert pages[1].spans == (Span(SpanKind.CODE, 1, 21),)


def test_an_isolate_longer_than_a_page_is_closed_and_opened_again() -> None:
    """What cannot be kept whole stays isolated on each of its pages, and its span covers each piece."""
    long = "x" * 150
    pages = list(paginate([(Rich(f"{FSI}{long}{PDI}", (Span(SpanKind.CODE, 1, 150),)), False)], 64))
    assert [page.text.count(FSI) for page in pages] == [page.text.count(PDI) for page in pages] == [1] * len(pages)
    covered = [page.text[span.offset : span.offset + span.length] for page in pages for span in page.spans]
    assert "".join(covered) == long


def test_a_page_that_continues_hebrew_with_latin_is_marked() -> None:
    """A page of Hebrew that begins with a Latin word begins with a mark."""
    text = "מילה " * 11 + "Wikipedia " + "מילה " * 5
    assert list(paginate([(Rich(text), True)], 64))[1].text.startswith(f"{RLM}Wikipedia")


@given(st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=3)), min_size=1, max_size=5), st.integers(64, 300))
def test_pages_lose_nothing(parts: list[tuple[str, list[str]]], limit: int) -> None:
    """Every page is within the limit in UTF-16 code units, and together they hold every character in order."""
    riches = []
    for text, names in parts:
        plain = text + "".join(f"{FSI}{name.replace(chr(10), '')}{PDI}, " for name in names)
        riches.append((Rich(plain), False))
    pages = list(paginate(riches, limit))
    assert all(units(page.text) <= limit for page in pages)
    gone = str.maketrans("", "", f"{FSI}{PDI}{LRM}\n")
    assert "".join(page.text for page in pages).translate(gone) == "".join(r.text for r, _ in riches).translate(gone)
    for page in pages:
        assert page.text.count(FSI) == page.text.count(PDI)


def test_a_part_that_was_never_marked_keeps_within_the_limit() -> None:
    """A part of many short Hebrew lines, unmarked in an English screen, gets no mark but where a page cuts a line."""
    pages = list(paginate([(Rich("א\n" * 200), False)], 64))
    assert all(units(page.text) <= 64 for page in pages)
    assert "".join(page.text for page in pages).replace(LRM, "") == "א\n" * 200


def test_no_parts_make_no_pages(renderer: Renderer) -> None:
    """Nothing to say gives no page."""
    assert renderer.pages("en", [], 2000) == ()


def test_refuses_a_page_too_small_to_write_in(renderer: Renderer) -> None:
    """A limit below 64 is a mistake and said so."""
    with pytest.raises(ValueError, match="at least, not 10"):
        renderer.pages("en", [Text("i18n-plain")], 10)


def test_pages_of_screens_parts_keep_the_blank_line(renderer: Renderer) -> None:
    """Parts on one page stand a blank line apart, as on a screen."""
    parts = (Text("i18n-plain"), Rich("Done"))
    (page,) = renderer.pages("en", parts, 2000)
    assert page.text == f"Nothing is kept about you.{GAP}Done"
