"""Catalogue files: how they complete each other, and what is refused."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from groupbot.content import Text
from groupbot.i18n.catalogue import CatalogueError, Messages
from groupbot.i18n.render import Renderer

Write = Callable[[Mapping[str, Mapping[str, object]]], Path]


def test_a_missing_message_follows_mediawikis_chain(catalogues: Write) -> None:
    """Traditional Chinese falls back to simplified, then to English; an empty translation counts as missing."""
    folder = catalogues(
        {
            "en": {"a": "A", "b": "B", "c": "C", "d": "D"},
            "zh-hans": {"a": "简", "b": "简"},
            "zh-hant": {"a": "繁", "d": ""},
        }
    )
    renderer = Renderer(Messages.load(folder))
    assert [renderer.rich("zh-hant", Text(key)).text for key in "abcd"] == ["繁", "简", "C", "D"]


def test_a_platform_tag_is_taken_as_well(renderer: Renderer) -> None:
    """Any method takes a platform's tag and answers in the nearest language."""
    assert renderer.rich("iw-IL", Text("i18n-plain")) == renderer.rich("he", Text("i18n-plain"))
    assert renderer.rich("?!", Text("i18n-plain")) == renderer.rich("en", Text("i18n-plain"))


def test_the_documentation_is_no_language(catalogues: Write) -> None:
    """qqq.json, which explains the messages, is never shown and may hold any braces."""
    assert Messages.load(catalogues({"en": {"a": "A"}, "qqq": {"a": "{{Identical|A}}"}})).languages == ("en",)


def test_all_faults_are_told_at_once(catalogues: Write) -> None:
    """Each fault names its file and its key."""
    folder = catalogues({"en": {"a": "$0", "b": "{{"}, "he": {"a": 5}, "xx": {}})
    (folder / "de.json").write_text("{", "utf-8")
    with pytest.raises(CatalogueError) as caught:
        Messages.load(folder)
    lines = str(caught.value).splitlines()
    assert [line.split(": at")[0].split(": not")[0] for line in lines] == [
        "de.json",
        "en.json: a",
        "en.json: b",
        "he.json: a: must be a text in quotes",
        "xx.json: no plural rules and dates are known for the language 'xx'",
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'{"a": "x", "a": "y"}', "the key 'a' stands twice"),
        (b'["a"]', "must be one JSON object"),
        (b'{"a": "\\ud83d"}', "a: has half a character"),
        (b'{"a": "\xff"}', "not a JSON file that can be read"),
        (b"[" * 100_000, "not a JSON file that can be read"),
    ],
)
def test_refuses_a_broken_file(tmp_path: Path, content: bytes, why: str) -> None:
    """A file that is not what it should be is refused by name."""
    (tmp_path / "en.json").write_bytes(content)
    with pytest.raises(CatalogueError, match=r"en\.json") as caught:
        Messages.load(tmp_path)
    assert why in str(caught.value)


def test_refuses_to_be_without_english(catalogues: Write) -> None:
    """English must be there, because every chain ends in it."""
    with pytest.raises(CatalogueError, match=r"en\.json: is missing"):
        Messages.load(catalogues({"he": {"a": "א"}}))


def test_reads_a_byte_order_mark_never_as_text(tmp_path: Path) -> None:
    """A file with a byte order mark is refused with its reason instead of growing an invisible key."""
    (tmp_path / "en.json").write_text(json.dumps({"a": "A"}), "utf-8-sig")
    with pytest.raises(CatalogueError, match="BOM"):
        Messages.load(tmp_path)
