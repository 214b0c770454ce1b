"""The banana syntax: what is a command, what is literal, what is refused."""

from contextlib import nullcontext, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.i18n.template import Argument, Bold, Gender, Plural, TemplateError, parse


def test_reads_literal_text_and_arguments() -> None:
    """Text stays as it is and $1 to $9 stand for arguments."""
    assert parse("Hello $1, {you} owe $ 5 | $9") == ("Hello ", Argument(0), ", {you} owe $ 5 | ", Argument(8))


def test_reads_exact_and_positional_forms() -> None:
    """`0=` and `12=` forms are kept apart from the positional ones, also when they stand between them."""
    assert parse("{{PLURAL:$1|0=none|a|12=dozen|$1 b}}") == (
        Plural(0, ((0, ("none",)), (12, ("dozen",))), (("a",), (Argument(0), " b"))),
    )


def test_reads_forms_inside_forms() -> None:
    """Functions and arguments nest, and a | inside belongs to the inner one."""
    assert parse("{{PLURAL:$1|{{GENDER:$2|he|she|they}}|{{formatnum:$1}}}}!") == (
        Plural(0, (), ((Gender(1, (("he",), ("she",), ("they",))),), (Argument(0),))),
        "!",
    )


def test_reads_bold_around_arguments() -> None:
    """Three apostrophes set a heading, one or two are literal."""
    assert parse("'''It's $1''' l''x") == (Bold(("It's ", Argument(0))), " l''x")


def test_an_equals_sign_after_a_word_is_literal() -> None:
    """Only digits before = make an exact form."""
    assert parse("{{PLURAL:$1|a=b|=}}") == (Plural(0, (), (("a=b",), ("=",))),)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("a }} b", "at character 3: }} without {{"),
        ("{{PLURAL:$1|a|b", "at character 1: {{PLURAL: is opened and not closed"),
        ("{{PLURAL:$1}}", "PLURAL needs at least one form"),
        ("{{PLURAL:$1|0=none}}", "PLURAL needs at least one form"),
        ("{{PLURAL:x|a|b}}", "needs an argument such as $1 first"),
        ("x {{GRAMMAR:genitive|$1}}", "at character 3: {{ must open PLURAL:, GENDER: or formatnum:"),
        ("{{formatnum:$1|x}}", "formatnum takes an argument and no forms"),
        ("{{plural:$1|a|b}}", "must open PLURAL:"),
        ("'''a", "at character 1: ''' is opened and not closed"),
        ("{{PLURAL:$1|'''a|b'''}}", "''' is opened and not closed"),
        ("$0", "arguments are $1 to $9"),
        ("$12", "arguments are $1 to $9"),
        ("{{PLURAL:$1|" * 100, "more than 8 deep"),
    ],
)
def test_refuses_what_does_not_fit(source: str, why: str) -> None:
    """A faulty message is refused with the place, the reason and what to do."""
    with pytest.raises(TemplateError) as caught:
        parse(source)
    assert why in str(caught.value)


@given(st.text(alphabet="${}|'1290=aPLURAL:GENDERformatnum אب", max_size=80))
def test_any_source_is_read_or_refused(source: str) -> None:
    """A message is read or refused by TemplateError and nothing else, and without commands it is literal."""
    commands = any(mark in source for mark in ("$", "{{", "}}", "'''"))
    with nullcontext() if not commands else suppress(TemplateError):
        nodes = parse(source)
        assert commands or "".join(str(node) for node in nodes) == source
