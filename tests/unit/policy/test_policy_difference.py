"""Two policies side by side: every difference is found, and said in words of every language."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import given
from pydantic import BaseModel

from groupbot.content import Count, Name, Text
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.formatter import render
from groupbot.i18n.language import autonym
from groupbot.policy import shipped
from groupbot.policy.compile import compile_policy
from groupbot.policy.difference import Change, differences, label_key, paths, stands, told, values_at
from groupbot.policy.fields import Language
from groupbot.policy.known import models_in
from groupbot.policy.models import Policy
from groupbot.policy.overlay import compile_overlay
from groupbot.policy.writing import Fields, written
from tests.unit.policy.invented import SETTINGS

MESSAGES = Messages.load()
LANGUAGES = get_args(Language)
BASE = shipped() / "examples" / "public-help-channel.yaml"
BELOW = compile_policy(BASE, []).policy


def laid(fields: Fields) -> Policy:
    """Lay a group's own values over a shipped example."""
    return compile_overlay(written(fields), BASE, [], "settings.yaml").policy


def leaves(model: type[BaseModel], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every path that a policy can have, and what may stand there."""
    for name, field in model.model_fields.items():
        inner = next(models_in(field.annotation), None)
        if inner is None or name == "bodies":
            yield above + name, field.annotation
        else:
            yield from leaves(inner, f"{above}{name}.")


LEAVES = [(path, annotation) for path, annotation in leaves(Policy) if path != "policy"]


@pytest.mark.parametrize("path", [path for path, _ in LEAVES])
def test_every_field_has_a_name_in_words(path: str) -> None:
    """REQUIRES that whatever can differ has a text that names it, so that no admin meets the name of a field."""
    assert MESSAGES.find("en", label_key(path)) is not None


def literals() -> Iterator[tuple[str, str]]:
    """Yield every word that stands for a choice, with the path where it stands."""
    for path, annotation in LEAVES:
        of_list = get_args(annotation)[0] if str(annotation).startswith("tuple[") else annotation
        yield from ((path, word) for word in get_args(of_list) if isinstance(word, str))


@pytest.mark.parametrize(("path", "word"), list(literals()))
def test_every_choice_is_told_in_words(path: str, word: str) -> None:
    """REQUIRES that a choice is told by a text of its own, and languages and nothing else by a name: each its own."""
    value = [word] if path in {"languages", "modules", "consent.purposes"} else word
    _, said = stands(path, value).args
    if path == "languages":
        assert said == autonym(word)
    else:
        assert isinstance(said, Text)
        assert MESSAGES.find("en", said.key) is not None


@given(SETTINGS, SETTINGS)
def test_every_difference_is_found(one: Fields, two: Fields) -> None:
    """REQUIRES that two policies have no difference if and only if they are equal, and that each is told both ways."""
    old, new = laid(one), laid(two)
    found = differences(old, new)
    assert (found == ()) == (old == new)
    assert {(each.path, each.new, each.old) for each in map(_hashed, differences(new, old))} == {
        (each.path, each.old, each.new) for each in map(_hashed, found)
    }
    for each in found:
        assert each.old != each.new
        assert (values_at(old, each.path), values_at(new, each.path)) == (each.old, each.new)


@given(SETTINGS)
def test_every_difference_can_be_said(fields: Fields) -> None:
    """REQUIRES that each difference, and each value, has its sentence in each language, whatever was set."""
    policy = laid(fields)
    texts = [told(change) for change in (*differences(BELOW, policy), *differences(policy, BELOW))]
    texts += [stands(path, value) for path, value in paths(policy).items()]
    for language in LANGUAGES:
        assert all(render(MESSAGES, language, text).text for text in texts)


def test_the_fullest_lists_can_be_said() -> None:
    """REQUIRES that every list filled to its end has a sentence in each language."""
    body = {"name": "N" * 120, "contact": "desk@meadow.example"}
    full = {
        "languages": list(LANGUAGES),
        "wikis": [f"{letter}{letter}wiki" for letter in "abcdefghijklmnopqrst"],
        "appeals": {"bodies": [body] * 5},
        "notice": {"note": dict.fromkeys(LANGUAGES, "n" * 500)},
    }
    hosts = {"recipients": tuple(f"{number} " + "R" * 190 for number in range(10))}
    changes = differences(BELOW, laid(full).model_copy(update=hosts))
    assert {each.path for each in changes} >= {"languages", "wikis", "recipients", "appeals.bodies", "notice.note.en"}
    for language in LANGUAGES:
        assert all(render(MESSAGES, language, told(each)).text for each in changes)


def test_a_difference_reads_as_a_person_would_say_it() -> None:
    """REQUIRES plain words: the field's name, what it was, what it will be."""
    (change,) = differences(BELOW, laid({"retention": {"events_days": 60}}))
    assert change == Change("retention.events_days", 14, 60)
    assert told(change) == Text("change", (Text("field-retention-events_days"), Count(14), Count(60)))
    (change,) = differences(BELOW, laid({"confidentiality": "no-names"}))
    assert "no-names" not in render(MESSAGES, "en", told(change)).text
    (change,) = differences(BELOW, BELOW.model_copy(update={"recipients": ("The *board* <b>",)}))
    assert told(change).args[1:] == (Text("value-none"), Name("The *board* <b>", 120))


def _hashed(change: Change) -> Change:
    return Change(change.path, str(change.old), str(change.new))
