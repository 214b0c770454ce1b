"""What a group's admins lay over the operator's file, and what they cannot."""

from collections.abc import Callable
from functools import partial

import pytest

from groupbot.policy.compile import Compiled
from groupbot.policy.errors import PolicyError, PolicyErrors
from groupbot.policy.overlay import OPERATORS, compile_overlay, lay, lay_policy
from tests.unit.policy.desk import COMPLETE, Desk

NAME = "settings.yaml"
PERSON = COMPLETE.replace(
    "controller: {name: Meadow Society, kind: organisation,",
    "controller: {name: Ada, kind: person, publish_confirmed: true,",
)


def laid(desk: Desk, text: str, base: str = COMPLETE) -> Compiled:
    """Lay an admins' text over an operator's file."""
    return compile_overlay(text, desk.write(base), [desk.root], NAME)


def errors(desk: Desk, text: str, base: str = COMPLETE) -> tuple[PolicyError, ...]:
    """Return what is wrong with an admins' text."""
    with pytest.raises(PolicyErrors) as found:
        laid(desk, text, base)
    return found.value.errors


@pytest.fixture
def wrong(desk: Desk) -> Callable[[str], list[tuple[int, int, str, str]]]:
    """Return a way to see the place, message and remedy of all that is wrong with a text."""
    found = partial(errors, desk)
    return lambda text: [(each.line, each.column, each.message, each.suggestion) for each in found(text)]


def test_what_is_said_wins_and_the_rest_stays(desk: Desk) -> None:
    """REQUIRES that keys are joined at every depth, that lists are replaced, and that each value knows who gave it."""
    base = COMPLETE + "languages: [en, he]\nconsent: {age: 18, valid_months: 6}\n"
    compiled = laid(desk, "languages: [he]\nconsent:\n  age: 14\n", base)
    assert compiled.policy.languages == ("he",)
    assert (compiled.policy.consent.age, compiled.policy.consent.valid_months) == (14, 6)
    assert compiled.policy.controller.name == "Meadow Society"
    origins = {path: source.file for path, source in compiled.provenance.items()}
    assert origins["consent.age"] == NAME
    assert origins["consent.valid_months"] == origins["controller.name"] == "group.yaml"
    assert [path.name for path in compiled.sources] == ["group.yaml"]


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n  # yet\n", "policy: 1\n", "\ufeff".strip("\ufeff") + "  \n"])
def test_what_says_nothing_changes_nothing(desk: Desk, text: str) -> None:
    """REQUIRES that an empty text, a comment or a bare version leave everything as the operator has it."""
    assert laid(desk, text).policy == desk.compile().policy


@pytest.mark.parametrize("key", OPERATORS)
def test_what_only_the_operator_knows_is_refused_with_the_reason(
    wrong: Callable[[str], list[tuple[int, int, str, str]]], key: str
) -> None:
    """REQUIRES that an operator's key is refused at its place, whatever it holds, and only once."""
    message = f"`{key}` is for whoever hosts the bot to say: only they know where its data lies and who sees it"
    for value in ("none", "{name: A, kind: nobody}", "[1]", ""):
        assert wrong(f"access: closed\n{key}: {value}\n") == [(2, 1, message, "delete it")]


@pytest.mark.parametrize(
    "line", ["extends: base", "extends: ../../../secret", "extends: [base, a.yaml]", "fragment: true"]
)
def test_a_group_has_one_file_below_its_settings(
    wrong: Callable[[str], list[tuple[int, int, str, str]]], line: str
) -> None:
    """REQUIRES that settings name no files, and that none is opened."""
    ((number, column, message, remedy),) = wrong(line)
    assert (number, column, remedy) == (1, 1, "delete it")
    assert message.endswith("has no place here: these settings lie over the file of whoever hosts the bot")


def test_all_mistakes_are_told_at_once(wrong: Callable[[str], list[tuple[int, int, str, str]]]) -> None:
    """REQUIRES that keys that are refused, doubled or missing and wrong values are told together, in order."""
    text = """\
host: {}
access: clsoed
modules: [consent, gatte]
dpo: {name: Officer}
wikis: [enwiki]
wikis: []
policy: 2
"""
    found = wrong(text)
    assert [(line, column) for line, column, *_ in found] == [(1, 1), (2, 9), (3, 20), (4, 1), (6, 1), (7, 9)]
    assert found[1][3] == "write `closed`"
    assert found[3][2] == "dpo.contact is missing"


@pytest.mark.parametrize(
    "text",
    [
        "controller: {name: Bea}",
        "controller: {contact: bea@meadow.example}",
        "controller: {kind: person, name: Bea}",
    ],
)
def test_one_persons_word_does_not_publish_another(desk: Desk, text: str) -> None:
    """REQUIRES that a private person's agreement in the operator's file covers no other name and no other contact."""
    (error,) = errors(desk, text, PERSON)
    assert (error.file, error.line) == (NAME, 1)
    assert "publish_confirmed: true" in error.suggestion
    confirmed = text.replace("{", "{publish_confirmed: true, ")
    assert laid(desk, confirmed, PERSON).policy.controller.publish_confirmed is True


@pytest.mark.parametrize("text", ["controller: {name: Ada}", "controller: {name: Board, kind: role}", "access: closed"])
def test_who_agreed_need_not_agree_again(desk: Desk, text: str) -> None:
    """REQUIRES that nothing is asked where the same person, or no person, is named."""
    assert laid(desk, text, PERSON).policy.controller.name in {"Ada", "Board"}


def test_an_organisation_does_not_become_a_person_unasked(desk: Desk) -> None:
    """REQUIRES that a stray agreement beside an organisation does not cover a person who takes its place."""
    base = COMPLETE.replace("kind: organisation,", "kind: organisation, publish_confirmed: true,")
    assert errors(desk, "controller: {kind: person, name: Bea}", base)
    assert errors(desk, "controller: {kind: person}", base)


def test_an_officer_can_be_taken_away(desk: Desk) -> None:
    """REQUIRES that `none` and an empty value take away the officer that the operator's file names."""
    base = COMPLETE + "dpo: {name: Officer, contact: dpo@meadow.example}\n"
    assert laid(desk, "access: closed\n", base).policy.dpo is not None
    assert laid(desk, "dpo: none\n", base).policy.dpo is None
    assert laid(desk, "dpo:\n", base).policy.dpo is None


def test_a_topic_may_stand_without_quotes(desk: Desk) -> None:
    """REQUIRES that the number of a topic or channel is the same with quotes and without."""
    for written in ("1289334871234567890", '"1289334871234567890"'):
        assert laid(desk, f"line: {{thread: {written}}}").policy.line.thread == "1289334871234567890"


def test_who_sees_records_is_hidden_by_no_group(desk: Desk) -> None:
    """REQUIRES that members read of everybody whom the operator lets see records, whatever their group's admins set."""
    base = COMPLETE + "recipients: [The host's board]\n"
    for text in ("recipients: []\n", "recipients: [Somebody else]\n", "recipients: none\n"):
        (error,) = errors(desk, text, base)
        assert (error.line, error.suggestion) == (1, "delete it")
    assert laid(desk, "access: closed\n", base).policy.recipients == ("The host's board",)


def test_a_bad_file_below_is_named(desk: Desk) -> None:
    """REQUIRES that a mistake of the operator's file is told as that file's."""
    (error,) = errors(desk, "access: closed\n", COMPLETE.replace("confidentiality: closed", "confidentiality: shut"))
    assert error.file == "group.yaml"


def test_a_fragment_is_nothing_to_lie_over(desk: Desk) -> None:
    """REQUIRES that settings complete no fragment."""
    (error,) = errors(desk, "access: closed\n", "policy: 1\nfragment: true\n")
    assert error.message == "this file is a fragment, not a policy"


def test_one_policy_serves_many_texts(desk: Desk) -> None:
    """REQUIRES that a text is laid over a policy at hand as over its file, with no file read for it."""
    base = COMPLETE + "languages: [en, he]\n"
    under = desk.compile(base)
    whole = laid(desk, "languages: [he]\n", base)
    desk.write("policy: 2\n")
    assert lay("languages: [he]\n", under, NAME) == whole
    assert lay_policy("languages: [he]\n", under, NAME) == whole.policy


def test_another_version_is_refused(wrong: Callable[[str], list[tuple[int, int, str, str]]]) -> None:
    """REQUIRES that settings of another version of the format are refused at its place."""
    assert [each[:2] for each in wrong("access: closed\npolicy: 2\n")] == [(2, 9)]
