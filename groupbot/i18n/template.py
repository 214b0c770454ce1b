"""A message in translatewiki's banana syntax, read once into a tree.

`$1`, `{{PLURAL:$1|...}}`, `{{GENDER:$1|...}}`, `{{formatnum:$1}}` and `'''bold'''`; everything else is literal.
Source: mediawiki.org, "Help:Extension:Translate/Message format" and "jquery.i18n" (the banana format).
"""

from __future__ import annotations

from dataclasses import dataclass

_DEEPEST = 8
# The characters at which something other than literal text can begin or end.
_MEANINGFUL = frozenset("$|{}'")


class TemplateError(ValueError):
    """A message that cannot be read; the text says why, at which character and what to do."""


@dataclass(frozen=True, slots=True)
class Argument:
    """`$n`, or `{{formatnum:$n}}`, which differs only in MediaWiki; `index` counts from 0."""

    index: int


@dataclass(frozen=True, slots=True)
class Plural:
    """A choice by number: `exact` forms (`0=none`) first, else the positional `forms`, the last one repeated."""

    index: int
    exact: tuple[tuple[int, Nodes], ...]
    forms: tuple[Nodes, ...]


@dataclass(frozen=True, slots=True)
class Gender:
    """A choice by gender, male, female, neutral."""

    index: int
    forms: tuple[Nodes, ...]


@dataclass(frozen=True, slots=True)
class Bold:
    """A heading."""

    body: Nodes


Node = str | Argument | Plural | Gender | Bold
Nodes = tuple[Node, ...]


def parse(source: str) -> Nodes:
    """Read a message; TemplateError where braces, arguments or bold marks do not fit."""
    reader = _Reader(source)
    nodes = reader.sequence(())
    if reader.at < len(source):
        raise reader.error("}} without {{; remove it or open it")
    return nodes


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.depth = 0

    def error(self, why: str) -> TemplateError:
        return TemplateError(f"at character {self.at + 1}: {why}")

    def sees(self, token: str) -> bool:
        return self.source.startswith(token, self.at)

    def sequence(self, stops: tuple[str, ...]) -> Nodes:
        nodes: list[Node] = []
        literal = self.at
        while self.at < len(self.source):
            if self.source[self.at] not in _MEANINGFUL:
                self.at += 1
                continue
            if self.sees("}}") or any(self.sees(stop) for stop in stops):
                break
            start = self.at
            node = self.node(stops)
            if node is None:
                self.at += 1
                continue
            if literal < start:
                nodes.append(self.source[literal:start])
            nodes.append(node)
            literal = self.at
        if literal < self.at:
            nodes.append(self.source[literal : self.at])
        return tuple(nodes)

    def node(self, stops: tuple[str, ...]) -> Node | None:
        if self.sees("$"):
            return self.argument() if self.source[self.at + 1 : self.at + 2] in tuple("0123456789") else None
        if self.sees("{{"):
            return self.function()
        if self.sees("'''"):
            return self.bold(stops)
        return None

    def argument(self) -> Argument:
        digits = self.source[self.at + 1 : self.at + 3]
        if digits[0] == "0" or (len(digits) > 1 and digits[1] in tuple("0123456789")):
            raise self.error("arguments are $1 to $9; write the digit after an argument as a word")
        self.at += 2
        return Argument(int(digits[0]) - 1)

    def bold(self, stops: tuple[str, ...]) -> Bold:
        start = self.at
        self.at += 3
        body = self.sequence((*stops, "'''"))
        if not self.sees("'''"):
            self.at = start
            raise self.error("''' is opened and not closed; close it in the same sentence and form")
        self.at += 3
        return Bold(body)

    def function(self) -> Node:
        start = self.at
        name, colon, _ = self.source[start + 2 :].partition(":")
        if not colon or name not in ("PLURAL", "GENDER", "formatnum"):
            raise self.error("{{ must open PLURAL:, GENDER: or formatnum:")
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.error(f"forms stand more than {_DEEPEST} deep in one another; write them out")
        self.at = start + 2 + len(name) + 1
        if not self.sees("$"):
            raise self.error(f"{{{{{name}: needs an argument such as $1 first")
        index = self.argument().index
        exact: list[tuple[int, Nodes]] = []
        forms: list[Nodes] = []
        while self.sees("|"):
            self.at += 1
            number = self.exact_number() if name == "PLURAL" else None
            body = self.sequence(("|",))
            if number is None:
                forms.append(body)
            else:
                exact.append((number, body))
        if not self.sees("}}"):
            self.at = start
            raise self.error(f"{{{{{name}: is opened and not closed; close it with }}}}")
        self.at += 2
        self.depth -= 1
        if name == "formatnum":
            if forms:
                raise self.error("formatnum takes an argument and no forms")
            return Argument(index)
        if not forms:
            raise self.error(f"{name} needs at least one form after the |")
        return Plural(index, tuple(exact), tuple(forms)) if name == "PLURAL" else Gender(index, tuple(forms))

    def exact_number(self) -> int | None:
        end = self.at
        while end - self.at < _DEEPEST and self.source[end : end + 1] in tuple("0123456789"):
            end += 1
        if end == self.at or self.source[end : end + 1] != "=":
            return None
        number = int(self.source[self.at : end])
        self.at = end + 1
        return number
