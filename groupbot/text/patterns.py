"""Patterns in linear time (law L16): RE2's, which never go back, so that no text makes them slow."""

from collections.abc import Callable

import re2  # type: ignore[import-untyped]  # it ships no types

# What Python's own \s and \w mean; RE2 knows the ASCII ones alone. To be put inside of a character class.
SPACE = r"\x09-\x0d\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
WORD = r"\p{L}\p{N}_"


class Pattern:
    """One pattern in RE2's syntax; text with half a character (a lone surrogate) in it fits none.

    Raises ValueError for a pattern that RE2 does not take, such as one that looks around or back.
    Source: github.com/google/re2/wiki/Syntax.
    """

    __slots__ = ("_compiled", "pattern")

    def __init__(self, pattern: str) -> None:
        options = re2.Options()
        options.log_errors = False  # what is wrong with a pattern is raised, not printed beside it
        self.pattern = pattern
        try:
            self._compiled = re2.compile(pattern, options)
        except re2.error as error:
            raise ValueError(f"RE2 does not take the pattern {pattern!r}: {error}") from error

    def fullmatch(self, text: str) -> bool:
        """Tell whether the whole text fits."""
        return _whole(text) and self._compiled.fullmatch(text) is not None

    def match(self, text: str) -> bool:
        """Tell whether the beginning of the text fits; PyYAML asks its patterns by this name."""
        return _whole(text) and self._compiled.match(text) is not None

    def replace(self, text: str, by: Callable[[str, str], str]) -> str:
        """Put `by(before, found)` in place of each hit of a pattern that has these two groups, left to right."""
        return str(self._compiled.sub(lambda hit: by(hit.group(1), hit.group(2)), text)) if _whole(text) else text


def _whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
