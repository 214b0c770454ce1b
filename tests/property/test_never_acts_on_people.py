"""Laws L6 and L11: what acts on a person goes by the doorkeeper alone, and no feature asks for one against anybody."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args

import groupbot
from groupbot.effects import (
    Acknowledge,
    Admit,
    Ask,
    Decline,
    Door,
    Effect,
    Hand,
    Leave,
    Release,
    Remove,
    Restrict,
    Say,
    TellAdmins,
    Whisper,
)

TELLS = {Say, Whisper, Hand, Acknowledge, Ask, TellAdmins}
# What changes a group: the platform's own notice is nobody's message, a command that others should not see is taken
# away for its sender's sake (groupbot.dispatch takes no other's), and the bot's going concerns the bot.
CHANGES = {Remove, Leave}
ACTS = {Restrict, Release, Admit, Decline}
SOURCES = sorted(Path(groupbot.__file__).parent.rglob("*.py"))


def called(path: Path) -> Iterator[str]:
    """Give every name that is called in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def files_calling(names: set[str]) -> set[str]:
    """Return the files of the core, by their names within it, that call one of these."""
    root = Path(groupbot.__file__).parent
    return {path.relative_to(root).as_posix() for path in SOURCES if names & set(called(path))}


def test_what_acts_on_a_person_is_the_doorkeepers() -> None:
    """REQUIRES of every effect that it tells something, changes what is no person's, or is the doorkeeper's."""
    assert set(get_args(Effect)) == TELLS | CHANGES | ACTS
    assert set(get_args(Door)) == ACTS
    assert not {field.name for effect in CHANGES for field in fields(effect)} & {"to", "who", "actor"}


def test_nobody_acts_past_the_doorkeeper() -> None:
    """REQUIRES that the ports' verbs on people are called where law L11 is kept, and in no other file of the core."""
    verbs = {"restrict", "release", "admit", "decline"}
    assert files_calling(verbs) == {"restraint/doorkeeping.py"}


def test_no_feature_asks_for_an_act_against_a_person() -> None:
    """REQUIRES that nothing in the product leads to one: all that is asked for is a release, by admins, on appeal."""
    assert files_calling({effect.__name__ for effect in ACTS - {Release}}) == set()
    assert files_calling({Release.__name__}) == {"appeals/deciding.py"}
