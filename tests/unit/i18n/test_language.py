"""Which language a reader gets, and what is known of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.i18n.language import FALLBACKS, SOURCE, autonym, chain, is_rtl, language, negotiate

SHIPPED = ("ar", "de", "en", "es", "fr", "he", "ru", "zh-hans", "zh-hant")


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("he", "he"),
        ("he-IL", "he"),
        ("HE_il", "he"),
        ("iw", "he"),
        ("iw-IL", "he"),
        ("yi", "he"),
        ("ji", "he"),
        ("ar-EG", "ar"),
        ("arz", "ar"),
        ("zh", "zh-hans"),
        ("zh-CN", "zh-hans"),
        ("zh-SG", "zh-hans"),
        ("zh-TW", "zh-hant"),
        ("zh-HK", "zh-hant"),
        ("zh-MO", "zh-hant"),
        ("zh-Hans-CN", "zh-hans"),
        ("zh-Hans-TW", "zh-hans"),
        ("zh-Hant", "zh-hant"),
        ("cmn-Hant-TW", "zh-hant"),
        ("wuu", "zh-hans"),
        ("gan", "zh-hant"),
        ("de-AT", "de"),
        ("de-DE-u-co-phonebk", "de"),
        ("es-419", "es"),
        ("fr-CA", "fr"),
        ("tt", "ru"),
        ("uk", "en"),
        ("pt-BR", "en"),
        ("fa", "en"),
        ("en-GB", "en"),
        ("", "en"),
        ("-", "en"),
        ("--he", "en"),
        ("he--", "he"),
        ("../../etc/passwd", "en"),
        ("he\x00", "en"),
        ("ה", "en"),
        ("qqq", "en"),
        ("x-he", "en"),
        ("1he", "en"),
    ],
)
def test_negotiates_platform_tags(tag: str, code: str) -> None:
    """A platform's tag leads to the nearest language there is, junk and strangers to English."""
    assert negotiate(tag, SHIPPED) == code


def test_prefers_the_language_itself_to_its_fallback() -> None:
    """A fallback is taken only where the language itself is missing."""
    assert negotiate("yi", (*SHIPPED, "yi")) == "yi"
    assert negotiate("pt-BR", (*SHIPPED, "pt-br", "pt")) == "pt-br"
    assert negotiate("pt-BR", (*SHIPPED, "pt")) == "pt"
    assert negotiate("zh-TW", ("en", "zh-hans")) == "zh-hans"


@given(st.text())
def test_never_fails_on_a_hostile_tag(tag: str) -> None:
    """Whatever a platform sends, a language that exists comes out."""
    assert negotiate(tag, SHIPPED) in SHIPPED


def test_a_huge_tag_costs_nothing() -> None:
    """A tag of a million characters is cut before it is looked at."""
    assert negotiate("he-" * 1_000_000, SHIPPED) == "he"


def test_chains_are_complete_and_end_in_english() -> None:
    """Each chain holds what its members fall back to in turn and ends in English."""
    for code in FALLBACKS:
        assert chain(code)[-1] == SOURCE
        for member in FALLBACKS[code]:
            assert set(FALLBACKS.get(member, ())) <= set(FALLBACKS[code])


def test_every_chain_leads_to_a_shipped_language() -> None:
    """No fallback is listed that leads nowhere."""
    assert all(set(chain(code)[:-1]) & set(SHIPPED) for code in FALLBACKS)


def test_knows_the_direction() -> None:
    """Hebrew, Arabic and Yiddish run from right to left, the others do not."""
    assert {code for code in (*SHIPPED, "yi") if is_rtl(code)} == {"he", "ar", "yi"}


def test_names_each_language_in_itself() -> None:
    """A reader finds their language by its own name."""
    assert [autonym(code) for code in SHIPPED] == [
        "العربية",
        "Deutsch",
        "English",
        "español",
        "français",
        "עברית",
        "русский",
        "简体中文",
        "繁體中文",
    ]


@pytest.mark.parametrize("code", ["", "qqq", "../he", "xx-yy-zz", "he\n"])
def test_refuses_a_language_unknown_to_cldr(code: str) -> None:
    """A code without plural rules is refused by name, because its texts could not be written."""
    with pytest.raises(ValueError, match="no plural rules"):
        language(code)


@pytest.mark.parametrize(
    ("code", "categories"),
    [
        ("en", "one other"),
        ("he", "one two other"),
        ("ar", "zero one two few many other"),
        ("ru", "one few many other"),
        ("zh-hant", "other"),
        ("fr", "one many other"),
    ],
)
def test_orders_plural_categories_as_mediawiki_does(code: str, categories: str) -> None:
    """The positional forms of a message follow CLDR's order, as on MediaWiki."""
    assert language(code).categories == tuple(categories.split())
