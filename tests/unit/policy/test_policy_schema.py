"""The JSON Schema that editors get."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from groupbot.policy import shipped
from groupbot.policy.known import keys_at
from groupbot.policy.located import plain
from groupbot.policy.models import PolicyFile
from groupbot.policy.schema import schema
from groupbot.policy.strict import parse
from tests.unit.policy.desk import Desk


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema())


def loaded(text: str) -> Any:
    return plain(parse(text, "x.yaml"))


@pytest.mark.parametrize("path", sorted(shipped().rglob("*.yaml")), ids=lambda path: path.name)
def test_shipped_policies_fit(validator: Draft202012Validator, path: Path) -> None:
    """REQUIRES that the schema accepts every policy that comes with the program, fragments too."""
    assert list(validator.iter_errors(loaded(path.read_text()))) == []


@pytest.mark.parametrize("path", sorted(shipped().rglob("*.yaml")), ids=lambda path: path.name)
def test_shipped_policies_mean_the_same_elsewhere(path: Path) -> None:
    """REQUIRES that an ordinary YAML loader reads the shipped files as ours does, so that editors agree with us."""
    assert yaml.safe_load(path.read_text()) == loaded(path.read_text())


@pytest.mark.parametrize(
    "line",
    [
        "age: 12",
        "consent: {age: 12}",
        "consent: {age: '16'}",
        "consent: {purposes: [event]}",
        "languages: [en, iw]",
        "languages: []",
        "languages: [en, en]",
        "confidentiality: secret",
        "jurisdiction: UK",
        "retention: {events_days: 91}",
        "line: {repost_minutes: 9}",
        "policy: 2",
        "policy: true",
        "fragment: 'yes'",
        "notice: {note: {xx: hi}}",
        "appeals: {bodies: [{name: A}]}",
        "appeals: {due_days: 61}",
        "appeals: {deciders: 3}",
        "gate: {enter: {any_of: [consent]}}",
        "gate: {enter: {any_of: []}}",
        "gate: {bar: {edits: -1}}",
        "gate: {bar: {local_edits: [{wikis: [hewiki]}]}}",
        "gate: {approval: {admins: 3}}",
        "gate: {identity: always}",
        "gate: {proofs: []}",
        "gate: {open: true}",
        "extends: []",
        "recipients: [1]",
        "controller:",
    ],
)
def test_bad_policies_do_not_fit(
    desk: Desk, with_line: Callable[[str], str], validator: Draft202012Validator, line: str
) -> None:
    """REQUIRES that what the check refuses and a schema can express, the schema refuses too."""
    text = with_line(line)
    assert desk.errors(text)
    assert not validator.is_valid(loaded(text))


def test_completeness_is_asked_only_of_files_that_stand_alone(
    validator: Draft202012Validator, with_line: Callable[[str], str], complete: str
) -> None:
    """REQUIRES that a file may leave out what it inherits, and that one that inherits nothing may not."""
    assert validator.is_valid(loaded(complete))
    assert not validator.is_valid(loaded("policy: 1\n"))
    assert not validator.is_valid(loaded("policy: 1\nfragment: false\n"))
    assert validator.is_valid(loaded("policy: 1\nfragment: true\n"))
    assert validator.is_valid(loaded("policy: 1\nextends: base\ncontroller: {contact: a@b.example}\n"))


def models(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], type[BaseModel]]]:
    yield path, model
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from models(field.annotation, (*path, name))


def test_every_field_is_described_and_known() -> None:
    """REQUIRES that each field has a description, from which docs and editors live, and can be suggested."""
    for path, model in models(PolicyFile):
        assert keys_at(path) == tuple(model.model_fields)
        assert model.model_config["extra"] == "forbid"
        assert model.model_config["frozen"] is True
        for field in model.model_fields.values():
            assert field.description
            assert field.description.endswith(".")
