"""Strangers' text: what is taken away, what every script keeps."""

from unicodedata import category, is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.text.clean import clean_name

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)
HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            "\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\ufeff\x00\n\x85"
        ),
        st.sampled_from("\U000e0041\ud800\ufe0f\u0301\u05b0é👩🚀🇮🇱\U0001f3fb\u1100\u1161ab שלוםnaïve"),
    ),
    max_size=120,
).map("".join)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dana Levi", "Dana Levi"),
        ("  Dana \t\r\n Levi\u3000", "Dana Levi"),
        ("", "?"),
        (" \u200b\u2060\ufeff\u3164\u2800 ", "?"),
        ("\u202eevil\u202c", "evil"),
        ("a\u2066b\u2069c\u2069\u2069", "abc"),
        ("\u061ca\u200eb\u200f", "ab"),
        ("line\u2028next\u2029third\x0bfourth\x85fifth", "line next third fourth fifth"),
        ("nul\x00bell\x07", "nul bell"),
        ("half\ud83d", "half"),
        ("\U000e0067\U000e0062x", "x"),
        ("e\u0301", "é"),
        ("\u0301Dana", "Dana"),
        ("Z" + "\u0335" * 50 + "!", "Z" + "\u0335" * 4 + "!"),
        ("ad\u200cmin", "admin"),
        ("ad\u200dmin", "admin"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("👩\u200d", "👩"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        ("\u06dd١", "\u06dd١"),
        ("{{PLURAL:$1|a}} '''x''' <b>@you</b>", "{{PLURAL:$1|a}} '''x''' <b>@you</b>"),
        ("\uffff\ufdd0\U0001fffe", "?"),
        ("\ue000", "?"),
    ],
)
def test_cleans(text: str, shown: str) -> None:
    """What reaches out of its place or hides is gone, letters of every script stay."""
    assert clean_name(text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("a" * 64, 64, "a" * 64),
        ("a" * 65, 64, "a" * 63 + "…"),
        ("abc def", 5, "abc…"),
        ("ab👩\u200d🚀cd", 5, "ab…"),
        ("ab🇮🇱🇫🇷", 5, "ab🇮🇱…"),
        ("a👍\U0001f3fb👍\U0001f3fb", 4, "a👍\U0001f3fb…"),
        ("abשָׁלוֹם", 4, "ab…"),
        ("👩\u200d🚀👩\u200d🚀", 3, "…"),
        ("ab\u1112\u119e\u11ab", 4, "ab…"),
    ],
)
def test_cuts_between_whole_characters(text: str, limit: int, shown: str) -> None:
    """A long name ends in an ellipsis and no emoji, flag or pointed letter is torn."""
    assert clean_name(text, limit) == shown


@given(st.one_of(ANYTHING, HOSTILE), st.integers(2, 64))
def test_nothing_dangerous_is_left(text: str, limit: int) -> None:
    """No input leaves a control, a line break, a direction control, an empty or an overlong name."""
    shown = clean_name(text, limit)
    assert 0 < len(shown) <= limit
    assert is_normalized("NFC", shown)
    assert not {category(char) for char in shown} & {"Cc", "Cs", "Co", "Zl", "Zp"}
    assert not set(shown) & set(
        "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
    )
    assert shown == shown.strip()
    shown.encode()


@given(st.one_of(ANYTHING, HOSTILE))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """A cleaned name is stable, so that the same person always looks the same."""
    once = clean_name(text)
    assert clean_name(once) == once


def test_a_huge_name_costs_no_time() -> None:
    """Of ten million characters only the beginning is looked at."""
    assert clean_name("\u202e" * 10_000_000) == "?"
