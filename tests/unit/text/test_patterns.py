"""Law L16: every pattern runs on RE2, which takes no pattern that could be slow."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from groupbot.text.patterns import SPACE, WORD, Pattern

ROOT = Path(__file__).parents[3]
SOURCES = sorted(path for room in ("groupbot", "adapters") for path in (ROOT / room).rglob("*.py"))
BACKTRACKING = {"re", "regex", "sre_compile", "sre_parse", "fnmatch", "glob"}
THE_ONE_ROOM = "groupbot/text/patterns.py"


def imported(source: str) -> Iterator[str]:
    """Yield the first name of every module that a source imports, at its top or anywhere inside."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("__import__", "importlib.import_module"):
            yield ast.literal_eval(node.args[0]).partition(".")[0]


def test_no_pattern_goes_back() -> None:
    """REQUIRES that no module of the bot imports an engine that tries anew, and that one room alone imports RE2."""
    found = {path.relative_to(ROOT).as_posix(): set(imported(path.read_text("utf-8"))) for path in SOURCES}
    assert len(found) > 150
    assert {name for name, modules in found.items() if modules & BACKTRACKING} == set()
    assert {name for name, modules in found.items() if "re2" in modules} == {THE_ONE_ROOM}


@pytest.mark.parametrize(
    "source", ["import re", "def f():\n  from re import compile", "import os, regex as r", "__import__('re')"]
)
def test_every_way_to_import_is_seen(source: str) -> None:
    """REQUIRES that the search above is not blind to an import inside of a function, under another name, or by call."""
    assert set(imported(source)) & BACKTRACKING


@pytest.mark.parametrize("pattern", [r"(?<!a)b", r"a(?!b)", r"(a)\1", "(", "a{1,2000}"])
def test_what_looks_around_or_back_is_refused(pattern: str) -> None:
    """REQUIRES that a pattern which RE2 does not take is refused where it is made, with the pattern named."""
    with pytest.raises(ValueError, match="RE2 does not take"):
        Pattern(pattern)


def test_half_a_character_fits_nothing() -> None:
    """REQUIRES that a lone surrogate, which JSON can carry, is no match and no error, and stays in its text."""
    anything = Pattern("(?s).*")
    assert anything.fullmatch("")
    assert not anything.fullmatch("a\ud800")
    assert not anything.match("\udfff")
    assert Pattern("()(a)").replace("a\ud800", lambda before, found: "b") == "a\ud800"


def test_the_classes_mean_what_python_means() -> None:
    """REQUIRES spaces and word characters as str.isspace and str.isalnum tell them, up to Unicode's first extension."""
    space, word = Pattern(f"[{SPACE}]"), Pattern(f"[{WORD}]")
    for point in range(0x3400):
        character = chr(point)
        assert space.fullmatch(character) == character.isspace(), hex(point)
        # Letters that a newer Unicode has brought are unassigned to an older Python.
        if character.isprintable():
            assert word.fullmatch(character) == (character.isalnum() or character == "_"), hex(point)


def test_a_whole_text_and_a_beginning_are_told_apart() -> None:
    """REQUIRES that a line break at the end does not pass for the end, as it does with `$` elsewhere."""
    digits = Pattern("[0-9]+$")
    assert digits.fullmatch("12")
    assert not digits.match("12\n")
    assert Pattern("[0-9]+").match("12x")
