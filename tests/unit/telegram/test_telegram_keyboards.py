"""Buttons on a small phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.keyboards import CELL, GAP, KEYBOARD, PADDING, cells, keyboard, room
from groupbot.content import Button

LABELS = st.one_of(
    st.text(min_size=1, max_size=40),
    st.sampled_from(
        [
            "Save",
            "None of these",
            "שמירה",
            "不保存",
            "Ничего из этого",
            "🇮🇱 עברית",
            "✅",
            "😀" * 9,
            "👨\u200d👩\u200d👧",
        ]
    ),
)
ROWS = st.lists(st.lists(LABELS, max_size=6).map(tuple), max_size=6).map(tuple)


def laid_out(*rows: tuple[str, ...]) -> list[list[str]]:
    markup = keyboard(tuple(tuple(Button(label, "t") for label in row) for row in rows))
    return [[button.text for button in row] for row in markup.inline_keyboard] if markup else []


@given(ROWS)
def test_every_label_is_whole_in_its_order_and_fits_where_it_can(rows: tuple[tuple[str, ...], ...]) -> None:
    """REQUIRES all labels uncut and in order, none beside another that leaves it too little room, no row merged."""
    shown = laid_out(*rows)
    assert [label for row in shown for label in row] == [label for row in rows for label in row]
    for row in shown:
        width = (KEYBOARD - GAP * (len(row) - 1)) / len(row) - PADDING
        assert len(row) == 1 or all(cells(label) * CELL <= width for label in row)
    assert len(shown) >= sum(bool(row) for row in rows)


@given(ROWS)
def test_laying_out_again_changes_nothing(rows: tuple[tuple[str, ...], ...]) -> None:
    """REQUIRES that what is laid out already stays as it is."""
    shown = laid_out(*rows)
    assert laid_out(*(tuple(row) for row in shown)) == shown


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (("Yes", "No"), [["Yes", "No"]]),
        (("Save", "Cancel"), [["Save", "Cancel"]]),
        (("Back", "Next", "End"), [["Back", "Next", "End"]]),
        (("Not now", "Previous", "End"), [["Not now", "Previous"], ["End"]]),
        (("None of these at all", "Save"), [["None of these at all"], ["Save"]]),
        (("Keine davon annehmen", "Ja", "Nein"), [["Keine davon annehmen"], ["Ja", "Nein"]]),
        (("保存", "不保存"), [["保存", "不保存"]]),
        (("保存所有选择", "什么都不保存"), [["保存所有选择", "什么都不保存"]]),
        (("保存所有的选择", "什么都不保存"), [["保存所有的选择"], ["什么都不保存"]]),
        (("1", "2", "3", "4", "5"), [["1", "2", "3", "4"], ["5"]]),
    ],
)
def test_short_labels_stand_side_by_side_and_long_ones_alone(row: tuple[str, ...], shown: list[list[str]]) -> None:
    """REQUIRES two short buttons beside each other, three only when very short, and a long one by itself."""
    assert laid_out(row) == shown


@pytest.mark.parametrize(
    ("label", "width"),
    [
        ("Save", 4),
        ("שמירה", 5),
        ("e\u0301te\u0301", 3),
        ("保存", 4),
        ("👨\u200d👩\u200d👧", 2),
        ("🇮🇱", 2),
        ("☑\ufe0f On", 5),
        ("\u2068Ada\u2069", 3),
        ("", 0),
    ],
)
def test_a_label_is_measured_as_it_is_seen(label: str, width: int) -> None:
    """REQUIRES marks and joiners to take no room, and ideographs and pictures the room of two letters."""
    assert cells(label) == width


def test_the_room_grows_smaller_with_company() -> None:
    """REQUIRES more room for a button the fewer stand beside it."""
    assert [room(abreast) for abreast in (1, 2, 3, 4)] == [27, 12, 7, 4]


def test_a_button_is_a_token_or_a_link() -> None:
    """REQUIRES tokens of 1 to 64 bytes as callback data, and links as links."""
    markup = keyboard(((Button("Go", url="https://meta.wikimedia.org/"), Button("On", "t" * 64)),))
    assert markup is not None
    link, press = markup.inline_keyboard[0]
    assert (link.url, link.callback_data, press.callback_data) == ("https://meta.wikimedia.org/", None, "t" * 64)
    for token in ("", "t" * 65, "é" * 33):
        with pytest.raises(AssertionError, match="64 bytes"):
            keyboard(((Button("On", token),),))
    assert keyboard(()) is None
    assert keyboard(((),)) is None
