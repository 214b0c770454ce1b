"""From a key with arguments to plain text with spans, in one language."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from groupbot.content import Arg, Count, Country, Day, Name, Rich, Span, SpanKind, Text
from groupbot.i18n.bidi import FSI, PDI, directed, isolate
from groupbot.i18n.catalogue import Message, Messages
from groupbot.i18n.language import Language
from groupbot.i18n.template import Argument, Bold, Gender, Nodes, Plural
from groupbot.text.clean import clean_name

STRING_LIMIT = 1000
_DEEPEST = 8
_NEUTRAL = 2
_GROUPED = 1000


class MessageError(ValueError):
    """A Text that its message cannot show: an unknown key, a missing argument or one of the wrong kind."""


def render(messages: Messages, code: str, text: Text) -> Rich:
    """Return `text` in a language; MessageError with the key where key and arguments do not fit the catalogue."""
    writer = _Writer(messages, code)
    message = writer.find(text.key)
    writer.nodes(message, message.nodes, text, 0)
    plain = "".join(writer.pieces)
    return directed(Rich(plain, _trimmed(plain, writer.spans)), rtl=message.language.rtl)


def number(language: Language, value: int) -> str:
    """Return a whole number in the digits and groups of a language."""
    # Below a thousand there is nothing to group, and Babel's general way costs thirty times as much.
    if 0 <= value < _GROUPED and language.locale.default_numbering_system == "latn":
        return str(value)
    return format_decimal(value, locale=language.locale)


class _Writer:
    """Collects pieces of text; spans are disjoint and in order, because platforms allow no code inside bold."""

    __slots__ = ("code", "foreign", "messages", "pieces", "size", "spans")

    def __init__(self, messages: Messages, code: str) -> None:
        self.messages = messages
        self.code = code
        self.pieces: list[str] = []
        self.spans: list[Span] = []
        self.size = 0
        self.foreign = 0

    def put(self, text: str) -> None:
        self.pieces.append(text)
        self.size += len(text)

    def literal(self, text: str) -> None:
        # An isolate ends with its line (UAX 9, rule P1): close it before and open it again after.
        self.put(text.replace("\n", PDI * self.foreign + "\n" + FSI * self.foreign) if self.foreign else text)

    def find(self, key: str) -> Message:
        message = self.messages.find(self.code, key)
        if message is None:
            raise MessageError(f"no message has the key {key!r}; add it to en.json")
        return message

    def nodes(self, message: Message, nodes: Nodes, text: Text, depth: int) -> None:
        for node in nodes:
            if isinstance(node, str):
                self.literal(node)
            elif isinstance(node, Argument):
                self.argument(message.language, _argument(text, node.index), text.key, depth)
            elif isinstance(node, Plural):
                self.nodes(message, _form(message.language, node, text), text, depth)
            elif isinstance(node, Gender):
                # Nobody is asked for a gender: the neutral form, or the only one there is.
                form = node.forms[_NEUTRAL] if len(node.forms) > _NEUTRAL else node.forms[0]
                self.nodes(message, form, text, depth)
            else:
                self.bold(message, node, text, depth)

    def argument(self, language: Language, value: Arg, key: str, depth: int) -> None:
        if isinstance(value, Name):
            name = clean_name(value.text, value.limit)
            # The span holds the bare name, so that what a reader copies from it is the name and no control.
            self.spans.append(Span(SpanKind.CODE, self.size + 1, len(name)))
            self.put(isolate(name))
        elif isinstance(value, str):
            self.put(isolate(clean_name(value, STRING_LIMIT)))
        elif isinstance(value, Count):
            self.put(number(language, value.value))
        elif isinstance(value, Day):
            self.put(_day(language, value, key))
        elif isinstance(value, Country):
            self.put(language.locale.territories.get(value.code) or isolate(clean_name(value.code)))
        else:
            self.nested(language, value, depth + 1)

    def nested(self, language: Language, text: Text, depth: int) -> None:
        if depth > _DEEPEST:
            raise MessageError(f"{text.key}: texts stand more than {_DEEPEST} deep in one another")
        message = self.find(text.key)
        if message.language.rtl == language.rtl:
            self.nodes(message, message.nodes, text, depth)
            return
        # A stand-in from another language that runs the other way is isolated like a stranger's words.
        self.put(FSI)
        self.foreign += 1
        self.nodes(message, message.nodes, text, depth)
        self.foreign -= 1
        self.put(PDI)

    def bold(self, message: Message, node: Bold, text: Text, depth: int) -> None:
        start, first = self.size, len(self.spans)
        self.nodes(message, node.body, text, depth)
        inner = self.spans[first:]
        del self.spans[first:]
        for span in inner:
            self.heading(start, span.offset)
            self.spans.append(span)
            start = span.offset + span.length
        self.heading(start, self.size)

    def heading(self, start: int, end: int) -> None:
        if start < end:
            self.spans.append(Span(SpanKind.BOLD, start, end - start))


def _trimmed(plain: str, spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans without the isolates around names, which a heading leaves at its edges."""
    kept: list[Span] = []
    for span in spans:
        start, end = span.offset, span.offset + span.length
        while start < end and plain[start] in (FSI, PDI):
            start += 1
        while start < end and plain[end - 1] in (FSI, PDI):
            end -= 1
        if start < end:
            kept.append(Span(span.kind, start, end - start))
    return tuple(kept)


def _argument(text: Text, index: int) -> Arg:
    if index >= len(text.args):
        raise MessageError(f"{text.key}: needs the argument ${index + 1} and got {len(text.args)}")
    return text.args[index]


def _form(language: Language, node: Plural, text: Text) -> Nodes:
    value = _argument(text, node.index)
    if not isinstance(value, Count):
        raise MessageError(f"{text.key}: ${node.index + 1} decides a plural and must be a Count")
    for exact, form in node.exact:
        if exact == value.value:
            return form
    return node.forms[min(language.plural(value.value), len(node.forms) - 1)]


def _day(language: Language, value: Day, key: str) -> str:
    try:
        day = date.fromisoformat(value.iso)
    except ValueError as error:
        raise MessageError(f"{key}: {value.iso[:20]!r} is no day such as 2026-11-24") from error
    return format_date(day, "long", locale=language.locale)
