"""The file that admins download: what goes out comes back, and what it offers can be taken."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.policy import shipped
from groupbot.policy.compile import compile_policy
from groupbot.policy.errors import PolicyErrors
from groupbot.policy.models import Policy
from groupbot.policy.overlay import OPERATORS, compile_overlay
from groupbot.policy.writing import Fields, parsed, with_value, written
from tests.unit.policy.invented import SETTINGS

BASE = shipped() / "examples" / "public-help-channel.yaml"
BELOW = compile_policy(BASE, []).policy
# A comment of words has one space behind its sign, a setting that is not set has none, or its own indentation.
OFFERED = re.compile(r"^( *)#(?! \S)", re.MULTILINE)


def laid(text: str) -> Policy:
    """Lay a text over a shipped example."""
    return compile_overlay(text, BASE, [], "settings.yaml").policy


@given(SETTINGS)
def test_what_is_written_is_read(fields: Fields) -> None:
    """REQUIRES that the file says exactly what a group has set, with the settings in force beside it and without."""
    assert parsed(written(fields)) == fields
    assert parsed(written(fields, laid(written(fields)))) == fields


@given(SETTINGS)
def test_what_is_offered_is_in_force(fields: Fields) -> None:
    """REQUIRES that taking away each `#` before a setting gives a sound file that changes nothing."""
    policy = laid(written(fields))
    text = OFFERED.sub(r"\1", written(fields, policy))
    assert laid(text) == policy
    # Nothing is left that could be set and is not offered, but an officer and a gate where there is none.
    assert set(parsed(text)) >= set(Policy.model_fields) - {*OPERATORS, "policy", "dpo", "gate"}


@given(SETTINGS)
def test_the_order_is_the_models(fields: Fields) -> None:
    """REQUIRES that a file is the same in whichever order things were set, so that equal settings are equal texts."""
    turned = dict(reversed(list(fields.items())))
    assert written(turned) == written(fields)
    assert list(parsed(written(turned))) == [name for name in Policy.model_fields if name in fields]


def test_nothing_that_is_the_operators_is_written() -> None:
    """REQUIRES that a group's file neither holds nor offers what only the operator can know."""
    text = written({"access": "closed"}, BELOW)
    assert not any(f"{key}:" in text for key in (*OPERATORS, "extends", "fragment"))
    assert BELOW.host.name not in text
    assert BELOW.storage.provider not in text


def test_each_value_stands_under_what_it_means() -> None:
    """REQUIRES one line of explanation above each value, inner ones too, and a word that comments are not kept."""
    lines = written({"consent": {"age": 18}, "access": "closed"}).splitlines()
    assert any("comments of your own are not kept" in line for line in lines)
    at = lines.index("access: closed")
    assert lines[at - 1] == f"# {Policy.model_fields['access'].description}"
    assert lines[lines.index("  age: 18") - 1].startswith("  # The least age")


def test_an_empty_text_is_no_settings() -> None:
    """REQUIRES that nothing, comments and a bare version are read as nothing set, and nothing set as a sound file."""
    assert parsed("") == parsed("# nothing\n") == parsed("policy: 1\n") == parsed(written({})) == {}


def test_a_wrong_text_is_not_read() -> None:
    """REQUIRES that a text with a mistake gives no values at all."""
    with pytest.raises(PolicyErrors):
        parsed("access: closed\nage: 18\n")


def test_an_empty_officer_comes_back_as_none() -> None:
    """REQUIRES that a value that somebody left empty to take an officer away is written so that it is read again."""
    assert laid(written(parsed("dpo:\n"))).dpo is None


@given(SETTINGS, st.sampled_from(["consent.age", "line.thread", "access", "controller.name", "notice.note"]))
def test_a_value_is_put(fields: Fields, path: str) -> None:
    """REQUIRES that a value put in is there, and that nothing else changes."""
    before = written(fields)
    changed = with_value(fields, path, "x")
    assert written(fields) == before
    name, _, below = path.partition(".")
    assert (changed[name][below] if below else changed[name]) == "x"
    assert {key: value for key, value in changed.items() if key != name} == {
        key: value for key, value in fields.items() if key != name
    }
