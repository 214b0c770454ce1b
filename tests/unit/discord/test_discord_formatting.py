"""Buttons and forms within Discord's limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.formatting import bodies, components, form
from groupbot.content import Button, Content, Prompt, Rich

LAYOUTS = st.lists(st.integers(0, 9), max_size=12).filter(lambda rows: sum(rows) <= 25)


def rows(*lengths: int) -> Content:
    """Return a screen with rows of so many buttons, numbered through."""
    numbers = iter(range(99))
    made = tuple(tuple(Button(str(number := next(numbers)), f"t{number}") for _ in range(size)) for size in lengths)
    return Content(Rich("x"), made)


@given(lengths=LAYOUTS)
def test_any_rows_of_up_to_25_buttons_fit(lengths: list[int]) -> None:
    """REQUIRES at most five rows of at most five, every button once and in its order."""
    made = components(rows(*lengths))
    assert len(made) <= 5
    assert all(1 <= len(row["components"]) <= 5 for row in made)
    assert [one["label"] for row in made for one in row["components"]] == [
        str(number) for number in range(sum(lengths))
    ]


def test_more_are_a_defect() -> None:
    """REQUIRES that a screen with 26 buttons is noticed where it is made, not left out in part."""
    with pytest.raises(AssertionError, match="26"):
        components(rows(5, 5, 5, 5, 6))


def test_five_rows_stay_as_they_are() -> None:
    """REQUIRES that rows which fit are not laid out anew."""
    assert [len(row["components"]) for row in components(rows(1, 2, 5, 1, 3))] == [1, 2, 5, 1, 3]


def test_links_and_long_labels() -> None:
    """REQUIRES that a link carries its address and no token, and that a label is cut to 80 characters."""
    (row,) = components(Content(Rich("x"), ((Button("l" * 100, url="https://a.example/"), Button("b", "t")),)))
    link, press = row["components"]
    assert (len(link["label"]), link["url"], "custom_id" in link) == (80, "https://a.example/", False)
    assert (press["custom_id"], "url" in press) == ("t", False)


def test_wide_signs_count_twice() -> None:
    """REQUIRES labels and titles within the limit also where it is counted in UTF-16 units, and no torn character."""
    (row,) = components(Content(Rich("x"), ((Button("\U0001f600" * 60, "t"),),)))
    label = row["components"][0]["label"]
    assert (len(label), label) == (40, "\U0001f600" * 39 + "…")
    made = form(Prompt("\U0001f1e9\U0001f1ea" * 30, "\U0001f600" * 30, "token", 40))
    assert made["title"] == "\U0001f1e9\U0001f1ea" * 11 + "…"
    assert made["components"][0]["label"] == "\U0001f600" * 22 + "…"


def test_no_message_pings_anybody() -> None:
    """REQUIRES that every message forbids all mentions and link previews, and is ephemeral where it is asked to be."""
    for ephemeral in (False, True):
        (body,) = bodies(Content(Rich("@everyone")), ephemeral=ephemeral)
        assert body["allowed_mentions"] == {"parse": []}
        assert body["flags"] == (68 if ephemeral else 4)


@pytest.mark.parametrize(("limit", "style", "most"), [(40, 1, 40), (100, 1, 100), (101, 2, 101), (99_999, 2, 4000)])
def test_a_form_for_words(limit: int, style: int, most: int) -> None:
    """REQUIRES one required field, long from 100 characters on, and never more than Discord takes."""
    made = form(Prompt("t" * 60, "l" * 60, "token", limit))
    (field,) = made["components"]
    assert (made["custom_id"], len(made["title"]), len(field["label"])) == ("token", 45, 45)
    words = field["component"]
    assert (words["style"], words["max_length"], words["required"]) == (style, most, True)


def test_a_form_for_a_file() -> None:
    """REQUIRES that a form which a file answers has a field for it, and requires neither."""
    words, file = form(Prompt("t", "l", "token", 400, file=".tlog-proof"))["components"]
    assert (words["component"]["required"], file["component"]["type"], file["component"]["required"]) == (
        False,
        19,
        False,
    )
    assert file["label"] == "\N{PAPERCLIP} .tlog-proof"
