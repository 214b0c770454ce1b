"""Arguments by their type, plural forms by language, spans and what is refused."""

import pytest

from groupbot.content import Arg, Count, Country, Day, Name, Rich, Span, SpanKind, Text
from groupbot.i18n.render import MessageError, Renderer


def test_a_plain_message_is_its_text(renderer: Renderer) -> None:
    """Without arguments nothing is added."""
    assert renderer.rich("en", Text("i18n-plain")) == Rich("Nothing is kept about you.")


def test_a_name_is_isolated_and_set_as_code(renderer: Renderer) -> None:
    """A name stands between FSI and PDI, its span holds the bare name; a plain string is isolated only."""
    assert renderer.rich("en", Text("i18n-hello", (Name("דנה"), "Wiki group"))) == Rich(
        "Hello \u2068דנה\u2069, welcome to \u2068Wiki group\u2069.", (Span(SpanKind.CODE, 7, 3),)
    )


def test_a_names_own_limit_holds(renderer: Renderer) -> None:
    """A Name is cut at the limit that it brings."""
    assert "\u2068abc…\u2069" in renderer.rich("en", Text("i18n-day", (Name("abcdefgh", limit=4),))).text


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", {0: "no word", 1: "1 word", 2: "2 words", 1234567: "1,234,567 words"}),
        ("he", {0: "0 מילים", 1: "מילה אחת", 2: "שתי מילים", 3: "3 מילים", 20: "20 מילים"}),
        (
            "ar",
            {0: "0 zero", 1: "1 one", 2: "2 two", 3: "3 few", 11: "11 many", 100: "100 other", 103: "103 few"},
        ),
        ("ru", {0: "0 слов", 1: "1 слово", 2: "2 слова", 5: "5 слов", 11: "11 слов", 21: "21 слово", 122: "122 слова"}),
        ("zh-hans", {0: "0个词", 1: "1个词", 2: "2个词"}),
        ("zh-hant", {1: "1個詞", 1234: "1,234個詞"}),
        ("fr", {0: "0 mot", 1: "1 mot", 2: "2 mots", 1000000: "1\u202f000\u202f000 mots"}),
    ],
)
def test_numbers_take_their_form_and_digits(renderer: Renderer, language: str, expected: dict[int, str]) -> None:
    """Each language uses its own plural forms, its own digits and groups; exact forms go first."""
    shown = {count: renderer.rich(language, Text("i18n-words", (Count(count),))).text for count in expected}
    assert {count: text.lstrip("\u200f") for count, text in shown.items()} == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Until November 24, 2026"), ("he", "עד 24 בנובמבר 2026"), ("ru", "До 24 ноября 2026\u202fг.")],
)
def test_a_day_is_written_as_the_language_writes_it(renderer: Renderer, language: str, text: str) -> None:
    """Dates are long dates of the reader's language."""
    assert renderer.rich(language, Text("i18n-day", (Day("2026-11-24"),))).text == text


@pytest.mark.parametrize(
    ("code", "shown"), [("IL", "Israel"), ("DE", "Germany"), ("XX", "\u2068XX\u2069"), ("\u202e", "\u2068?\u2069")]
)
def test_a_country_is_named(renderer: Renderer, code: str, shown: str) -> None:
    """A country is named in the reader's language, an unknown code shown as it is, isolated."""
    assert renderer.rich("en", Text("i18n-day", (Country(code),))).text == f"Until {shown}"


def test_gender_is_neutral_and_functions_nest(renderer: Renderer) -> None:
    """Nobody is asked for a gender, and functions inside functions work."""
    assert renderer.rich("en", Text("i18n-gender", ("x", "y"))).text == "their choice of \u2068y\u2069"
    assert renderer.rich("en", Text("i18n-nested", (Count(1), "x"))).text == "one person"
    assert renderer.rich("en", Text("i18n-nested", (Count(5), "x"))).text == "5 people, 5 in all"


def test_a_text_inside_a_text_is_rendered_in_the_same_language(renderer: Renderer) -> None:
    """A Text argument speaks the reader's language, and its names keep their place."""
    inner = Text("i18n-hello", (Name("A"), Name("B")))
    rich = renderer.rich("he", Text("i18n-first", (inner,)))
    assert rich.text == "שלום \u2068A\u2069, ברוך בואך אל \u2068B\u2069. הצטרפו."
    assert [rich.text[span.offset : span.offset + span.length] for span in rich.spans] == ["A", "B"]


def test_a_stand_in_that_runs_the_other_way_is_isolated(renderer: Renderer) -> None:
    """English inside a Hebrew sentence disturbs no word around it."""
    rich = renderer.rich("he", Text("i18n-day", (Text("i18n-only-english", ("x",)),)))
    assert rich.text == "עד \u2068Only in English, \u2068x\u2069.\u2069"


def test_bold_leaves_names_out(renderer: Renderer) -> None:
    """Bold and code never overlap, because platforms refuse code inside bold."""
    rich = renderer.rich("en", Text("i18n-heading", (Name("Foo"),)))
    assert rich.text == "About \u2068Foo\u2069\nfor all"
    assert rich.spans == (Span(SpanKind.BOLD, 0, 6), Span(SpanKind.CODE, 7, 3))


def test_a_heading_that_is_only_a_name_is_only_code(renderer: Renderer) -> None:
    """Bold leaves no empty span behind where a name fills it."""
    assert renderer.rich("fr", Text("i18n-heading", (Name("Foo"),))).spans == (Span(SpanKind.CODE, 1, 3),)


def test_bold_covers_plain_arguments(renderer: Renderer) -> None:
    """A heading with an isolated string is bold up to the string's last character."""
    rich = renderer.rich("en", Text("i18n-heading", ("Foo",)))
    assert rich.spans == (Span(SpanKind.BOLD, 0, len("About \u2068Foo")),)


@pytest.mark.parametrize(
    ("key", "args", "why"),
    [
        ("i18n-nowhere", (), "no message has the key 'i18n-nowhere'; add it to en.json"),
        ("i18n-hello", (Name("a"),), "i18n-hello: needs the argument $2 and got 1"),
        ("i18n-words", ("5",), "i18n-words: $1 decides a plural and must be a Count"),
        ("i18n-day", (Day("tomorrow"),), "i18n-day: 'tomorrow' is no day such as 2026-11-24"),
    ],
)
def test_refuses_a_text_that_does_not_fit(renderer: Renderer, key: str, args: tuple[Arg, ...], why: str) -> None:
    """A mistake of ours names the key, the reason and the remedy."""
    with pytest.raises(MessageError) as caught:
        renderer.rich("he", Text(key, args))
    assert str(caught.value) == why


def test_refuses_texts_nested_too_deep(renderer: Renderer) -> None:
    """A text inside itself many times over is refused instead of exhausting the stack."""
    text = Text("i18n-plain")
    for _ in range(20):
        text = Text("i18n-first", (text,))
    with pytest.raises(MessageError, match="more than 8 deep"):
        renderer.rich("en", text)
