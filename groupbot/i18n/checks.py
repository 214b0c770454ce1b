"""What must hold for one message, in English and in each translation: functions from a text to its faults."""

from collections.abc import Iterator
from functools import cache
from unicodedata import category

from groupbot.i18n.language import Language
from groupbot.i18n.template import Argument, Bold, Gender, Nodes, Plural

_LONGEST_COPY = 20
# MediaWiki repeats the last form where too few are given; in these languages that is a grammatical error.
_STRICT = ("ar", "he", "ru")
# Every category that whole numbers take in them is met below this.
_SAMPLES = range(201)
_BOLD = 3


def source_faults(text: str) -> Iterator[str]:
    """Yield what is wrong with a message's text before it is read as a template."""
    if text != text.strip():
        yield "begins or ends with a blank; remove it"
    if any(category(char) == "Cf" and char not in "\u200c\u200d" for char in text):
        yield "holds an invisible direction or format control; remove it, isolation is added by itself"
    if any(category(char) == "Cc" and char != "\n" for char in text):
        yield "holds a control character; remove it"
    if _looks_like_html(text):
        yield "holds HTML, which is shown literally; remove it"
    if "[[" in text or "]]" in text:
        yield "holds a wikitext link, which is shown literally; remove it"
    run = max((len(part) for part in _runs(text)), default=0)
    if run > 1 and run != _BOLD:
        yield f"holds {run} apostrophes in a row; only ''' for a heading means anything, quotes need quotation marks"


def template_faults(nodes: Nodes, language: Language) -> Iterator[str]:
    """Yield what is wrong with a message that could be read, in its language."""
    for node in _all(nodes):
        if isinstance(node, Plural):
            yield from _plural_faults(node, language)
        elif isinstance(node, Gender) and len(node.forms) == 2:  # noqa: PLR2004  (male and female, without neutral)
            yield f"GENDER:${node.index + 1} has no neutral form, which is the one that is shown; add it as the third"


def _plural_faults(node: Plural, language: Language) -> Iterator[str]:
    name = f"PLURAL:${node.index + 1}"
    exact = [number for number, _ in node.exact]
    places = {place for number, place in enumerate(_places(language)) if number not in exact}
    shown = {min(place, len(node.forms) - 1) for place in places}
    if language.code in _STRICT and len(shown) < len(places):
        used = ", ".join(language.categories[place] for place in sorted(places))
        yield f"{name} has too few forms ({len(node.forms)}); this language needs one each for {used}"
    if len(node.forms) > len(language.categories):
        yield f"{name} has more forms than this language: {', '.join(language.categories)}"
    if len(set(exact)) < len(exact):
        yield f"{name} has an exact form twice; keep one"


@cache
def _places(language: Language) -> tuple[int, ...]:
    return tuple(language.plural(number) for number in _SAMPLES)


def translation_faults(nodes: Nodes, text: str, english: Nodes, original: str) -> Iterator[str]:
    """Yield where a translation does not match its English message."""
    ours, theirs = arguments(nodes), arguments(english)
    for index in sorted(ours - theirs):
        yield f"uses ${index + 1}, which English does not"
    for index in sorted(theirs - ours):
        yield f"leaves out ${index + 1}, which English uses"
    if text == original and len(text) > _LONGEST_COPY:
        yield "is a copy of English; translate it or leave the key out"


def arguments(nodes: Nodes) -> frozenset[int]:
    """Return which arguments a message uses, for show or for a choice, counted from 0."""
    return frozenset(node.index for node in _all(nodes) if isinstance(node, (Argument, Plural, Gender)))


def _all(nodes: Nodes) -> Iterator[str | Argument | Plural | Gender | Bold]:
    for node in nodes:
        yield node
        if isinstance(node, Bold):
            yield from _all(node.body)
        elif isinstance(node, (Plural, Gender)):
            for form in node.forms:
                yield from _all(form)
        if isinstance(node, Plural):
            for _, form in node.exact:
                yield from _all(form)


def _runs(text: str) -> Iterator[str]:
    run = ""
    for char in text:
        if char == "'":
            run += char
        else:
            yield run
            run = ""
    yield run


def _looks_like_html(text: str) -> bool:
    pieces = text.split("<")[1:]
    return any(piece[:1].isalpha() or piece[:1] in ("/", "!") for piece in pieces)
