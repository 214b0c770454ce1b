"""Admins' texts made to break, to cost or to reach what is not theirs."""

import json
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.policy import shipped
from groupbot.policy.compile import compile_policy
from groupbot.policy.errors import MOST_ERRORS, PolicyErrors
from groupbot.policy.files import MOST_BYTES
from groupbot.policy.models import Policy
from groupbot.policy.overlay import MOST_NODES, OPERATORS, compile_overlay
from tests.property.hostile import UNITS, bar_ms, least, shape
from tests.unit.policy.test_policy_bombs import BOMBS
from tests.unit.policy.test_policy_laws import TEXTS

BASE = shipped() / "examples" / "public-help-channel.yaml"
BELOW = compile_policy(BASE, []).policy
# Ten times what a message may take: a file is sent by hand.
BAR = 10

FLOODS = {
    **BOMBS,
    "a hundred thousand keys": "".join(f"k{n}: 1\n" for n in range(100_000)),
    "a key over and over": "access: closed\n" * 9_900,
    "an invisible character per line": "\u202e\n" * (MOST_BYTES // 4),
    "a control character per line": "\x01\n" * (MOST_BYTES // 2),
    "letters alone": "a: " + "\u05d0" * (MOST_BYTES // 2 - 9),
    "a letter per line": "\u05d0\n" * (MOST_BYTES // 3 - 9),
    "words to the parser": "".join(f"%TAG !{n}! tag:{n}\n" for n in range(9_000)) + "--- a: 1\n",
    "words to the parser below a comment": " # a\n"
    + "".join(f"%TAG !{n}! tag:{n}\n" for n in range(9_000))
    + "---\na: 1\n",
    "words to the parser behind an end": "policy: 1\n...\n"
    + "".join(f"%TAG !{n}! tag:{n}\n" for n in range(9_000))
    + "--- a: 1\n",
    "as many odd keys as are read": "".join(f"{'k' * 200}{n}: 1\n" for n in range(MOST_NODES // 2 - 1)),
    "as many wikis as are read": f"wikis: [{','.join(['w' * 39] * (MOST_NODES - 9))}]\n",
    "as many bodies as are read": "appeals:\n  bodies:\n" + "  - {name: a, contact: b, x: 1}\n" * (MOST_NODES // 7 - 1),
    "as many languages as are read": "notice:\n  note:\n"
    + "".join(f"    k{n}: 1\n" for n in range(MOST_NODES // 2 - 9)),
    "a tower of marks": 'controller: {name: "a' + "\u0301\u0323" * (MOST_BYTES // 4 - 20) + '"}\n',
    "a time zone without an end": f"time_zone: {'Europe/' * 20_000}\n",
    "a zone that is nearly many": f"time_zone: {'America/Argentina/' * 3}\n",
}


def laid(text: str) -> Policy | None:
    """Lay a text over a shipped example; None where it is refused as an admin should see it."""
    try:
        return compile_overlay(text, BASE, [], "settings.yaml").policy
    except PolicyErrors as found:
        errors = found.errors
    assert 1 <= len(errors) <= MOST_ERRORS + 1
    for error in errors:
        assert error.line >= 1
        assert error.column >= 1
        assert error.message
        assert error.suggestion
        assert str(error).isprintable()
    return None


def keeps_what_is_the_operators(policy: Policy) -> bool:
    """Tell whether a policy still says what only the operator can know."""
    return all(getattr(policy, key) == getattr(BELOW, key) for key in OPERATORS)


@pytest.mark.parametrize("flood", FLOODS)
def test_floods_are_refused_at_once(flood: str) -> None:
    """REQUIRES that each flood is refused, with remedies, in no more than 100 ms."""
    assert laid(FLOODS[flood]) is None
    assert least(lambda: laid(FLOODS[flood])) < BAR * bar_ms()


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_no_unit_makes_a_file_dear(unit: str) -> None:
    """REQUIRES that a file as large as files may be costs no more than 100 ms, whatever it repeats."""
    whole = shape(unit, MOST_BYTES // 4)
    for text in (whole, f"controller: {{name: {json.dumps(whole[:20_000])}}}\n", f"access: |\n  {whole}\n"):
        assert least(partial(laid, text)) < BAR * bar_ms()


@given(TEXTS)
def test_no_text_raises_anything_but_policy_errors(text: str) -> None:
    """REQUIRES that any text is laid over the file or refused with places and remedies, within its bounds."""
    policy = laid(text)
    assert policy is None or keeps_what_is_the_operators(policy)


PLAIN = st.sampled_from(["closed", "none", "DE", "1", "true", "", "{}", "[]", "{country: FR}", "{name: A, kind: role}"])
SPELLINGS = st.sampled_from(
    [
        *("{key}: {value}", '"{key}": {value}', "'{key}': {value}", "{{{key}: {value}}}", "? {key}\n: {value}"),
        *('"{escaped}": {value}', '? "{escaped}"\n: {value}', '{{"{escaped}": {value}}}', "!!str {key}: {value}"),
        *(
            "<<: {{{key}: {value}}}",
            "&a {key}: {value}",
            "policy: {{{key}: {value}}}",
            "controller: {{{key}: {value}}}",
        ),
        *(
            "access: closed\n{key}: {value}",
            "{key}: {value}\n{key}: {value}",
            "  {key}: {value}",
            "\ufeff{key}: {value}",
        ),
        *("{upper}: {value}", "{wide}: {value}", "{key} : {value}", "{key}.name: {value}", "--- {{{key}: {value}}}"),
        *(
            "extends: base\n{key}: {value}",
            "%YAML 1.1\n---\n{key}: {value}",
            "{key}\u200b: {value}",
            "{key}: &a {value}",
        ),
        *("? [{key}]\n: {value}", "? {{{key}: 1}}\n: {value}", "{key}: >\n  {value}", "- {key}: {value}"),
    ]
)


@given(st.sampled_from(OPERATORS), SPELLINGS, PLAIN)
def test_no_spelling_reaches_what_is_the_operators(key: str, spelling: str, value: str) -> None:
    """REQUIRES that an operator's key is refused however it is written."""
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in key)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in key)
    assert laid(spelling.format(key=key, value=value, escaped=escaped, wide=wide, upper=key.upper())) is None


def test_a_line_for_the_parser_is_told_as_such() -> None:
    """REQUIRES that a directive is refused where it stands, also behind comments."""
    with pytest.raises(PolicyErrors) as found:
        compile_overlay("# mine\n\n%YAML 1.2\n---\naccess: closed\n", BASE, [], "settings.yaml")
    (error,) = found.value.errors
    assert (error.line, error.column, error.suggestion) == (3, 1, "delete the line")


def test_no_file_beside_is_opened(tmp_path: Path) -> None:
    """REQUIRES that settings read no file but those below them."""
    (tmp_path / "secret.yaml").write_text("policy: 1\nretention: {events_days: 90}\n", "utf-8")
    for entry in ("secret.yaml", str(tmp_path / "secret.yaml"), "base"):
        assert laid(f"extends: {entry}\n") is None
