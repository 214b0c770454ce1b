"""Laws of the loader and of inheritance, tried on invented input."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groupbot.policy.compile import BUILT_IN, compile_policy, values
from groupbot.policy.errors import PolicyErrors
from groupbot.policy.located import Branch, Source, leaves, plain
from groupbot.policy.merge import merge_branches
from groupbot.policy.strict import parse, strict_loader
from tests.unit.policy.desk import COMPLETE, Desk

# One directory serves all examples of a test: each writes its files anew.
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)

SIGNS = [":", " ", "\n", "- ", "[", "]", "{", "}", "&x ", "*x", "!t ", "<<: ", "'", '"', "|", ">", "?", "#", "\t", "\r"]
ODD = ["\\U00110000", "\\ud800", "%YAML 9", "---", "...", "\u202e", "\0", "\ufeff", "no", "1", "a"]
LINES = ["policy: 1\n", "extends: base\n", "controller:\n", "languages: [he]\n", "appeals: {bodies: [1, {name: x}]}\n"]
WORDS = st.sampled_from([*SIGNS, *ODD, *LINES, *COMPLETE.splitlines(keepends=True)])
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=20).map("".join), st.binary().map(lambda b: b.decode("latin-1")))


@SHARED
@given(text=TEXTS)
def test_no_text_raises_anything_but_policy_errors(desk: Desk, text: str) -> None:
    """REQUIRES that every input either compiles or gives located errors with a suggestion each."""
    for error in desk.errors(text.encode("utf-8", "surrogatepass")):
        assert error.file
        assert error.line >= 1
        assert error.column >= 1
        assert error.message
        assert error.suggestion
        assert str(error).isprintable()


@SHARED
@given(data=st.binary())
def test_no_bytes_raise_anything_but_policy_errors(desk: Desk, data: bytes) -> None:
    """REQUIRES the same of bytes that are no text at all."""
    assert all(error.suggestion for error in desk.errors(data))


@SHARED
@given(text=TEXTS)
def test_both_loaders_agree(text: str) -> None:
    """REQUIRES that a text is read alike, or refused alike, where libyaml is missing."""

    def outcome(base: type) -> Any:
        try:
            return plain(parse(text, "x.yaml", strict_loader(base)))
        except PolicyErrors:
            return None

    with_c, without = outcome(yaml.CSafeLoader), outcome(yaml.SafeLoader)
    # The two scanners differ in what they still call YAML, but never in what a text that both read means.
    assert with_c is None or without is None or with_c == without


KEYS = st.sampled_from("abc")
TREES = st.recursive(
    st.one_of(st.integers(0, 9), st.booleans(), st.none(), st.sampled_from(["x", "no"]), st.lists(st.integers(0, 3))),
    lambda inner: st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(KEYS, TREES, max_size=3)


def tree(data: dict[str, Any], file: str) -> Branch:
    return parse(json.dumps(data), file)


def expected(base: Any, child: Any) -> Any:
    if isinstance(base, dict) and isinstance(child, dict):
        both = {key: expected(base[key], child[key]) if key in base and key in child else None for key in base | child}
        return {key: both[key] if key in base and key in child else (base | child)[key] for key in both}
    return child


@given(base=MAPPINGS, child=MAPPINGS)
def test_the_child_wins_and_mappings_merge(base: dict[str, Any], child: dict[str, Any]) -> None:
    """REQUIRES that mappings merge at every depth while lists and values are replaced by the child's."""
    assert plain(merge_branches(tree(base, "b"), tree(child, "c"))) == expected(base, child)


@given(base=MAPPINGS, child=MAPPINGS)
def test_merging_twice_changes_nothing(base: dict[str, Any], child: dict[str, Any]) -> None:
    """REQUIRES that merging is idempotent: with itself, and with what was already merged."""
    below, above = tree(base, "b"), tree(child, "c")
    merged = merge_branches(below, above)
    assert merge_branches(below, below) == below
    assert merge_branches(merged, above) == merged
    assert plain(merge_branches(below, merged)) == plain(merged)


@given(base=MAPPINGS, child=MAPPINGS)
def test_every_merged_value_keeps_its_place(base: dict[str, Any], child: dict[str, Any]) -> None:
    """REQUIRES that each value of a merged tree stands where the file that gave it has it."""
    below, above = tree(base, "b"), tree(child, "c")
    places = dict(leaves(above))
    origins = {"b": dict(leaves(below)), "c": places}
    for path, source in leaves(merge_branches(below, above)):
        assert origins[source.file][path] == source
        assert source.file == "c" or path not in places


def test_later_bases_win_over_earlier_ones(desk: Desk, complete: str) -> None:
    """REQUIRES that of several extended files the later wins, and the file itself over both."""
    desk.write("policy: 1\nconsent: {age: 13, valid_months: 1}\nretention: {events_days: 1}\n", "one.yaml")
    desk.write("policy: 1\nconsent: {age: 14, valid_months: 2}\n", "two.yaml")
    policy = desk.compile(complete + "extends: [one.yaml, two.yaml]\nconsent: {age: 15}\n").policy
    assert (policy.consent.age, policy.consent.valid_months, policy.retention.events_days) == (15, 2, 1)


def test_every_value_in_force_has_a_source(desk: Desk, complete: str) -> None:
    """REQUIRES that provenance names exactly the values in force, each with the line that says it."""
    desk.write("policy: 1\nlanguages: [he, en]\nnotice:\n  note:\n    he: 'שלום'\n", "below.yaml")
    compiled = desk.compile(complete + "extends: below.yaml\n")
    assert set(compiled.provenance) == set(values(compiled.policy))
    assert compiled.provenance["languages.1"] == Source("below.yaml", 2, 17)
    assert compiled.provenance["notice.note.he"] == Source("below.yaml", 5, 9)
    assert compiled.provenance["jurisdiction"] == Source("group.yaml", 6, 15)
    assert compiled.provenance["consent.age"] == BUILT_IN


def test_a_policy_cannot_be_changed(desk: Desk, complete: str) -> None:
    """REQUIRES that a compiled policy is immutable down to the notes and the provenance."""
    compiled = desk.compile(complete + "notice: {note: {en: hello}}\n")
    with pytest.raises(ValueError, match="frozen"):
        compiled.policy.consent.age = 13
    with pytest.raises(TypeError):
        compiled.policy.notice.note["en"] = "bye"  # type: ignore[index]  # the very thing that must fail
    with pytest.raises(TypeError):
        compiled.provenance["x"] = BUILT_IN  # type: ignore[index]  # the very thing that must fail


def test_texts_are_trimmed_and_composed(desk: Desk, complete: str) -> None:
    """REQUIRES that texts come out trimmed and in NFC, whichever way they were typed."""
    policy = desk.compile(complete + "recipients: ['  Cafe\u0301 board ']\n").policy
    assert policy.recipients == ("Caf\u00e9 board",)


def test_a_compiled_policy_is_found_by_a_relative_path(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that paths and roots may be given relative to the working directory."""
    desk.write(COMPLETE)
    monkeypatch.chdir(desk.root)
    path = desk.root.__class__("group.yaml")
    assert compile_policy(path, [path.parent]).sources == (desk.root / "group.yaml",)
