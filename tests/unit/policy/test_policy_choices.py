"""Wrong choices of what a group is and what the bot does in it, with the place, message and remedy that are told."""

from collections.abc import Callable

import pytest

from tests.unit.policy.desk import Desk

VALUES = [
    ("wikis: [en]", 8, 9, '"en" is no wiki', "write enwiki"),
    (
        "wikis: [zh-yue.m.wiktionary.org/wiki/x]",
        8,
        9,
        '"zh-yue.m.wiktionary.org/wiki/x" is no wiki',
        "write zh_yuewiktionary",
    ),
    (
        "wikis: [Commons]",
        8,
        9,
        '"Commons" is no wiki',
        "write the database name of a wiki, such as enwiki or commonswiki",
    ),
    (
        "wikis: [example.org]",
        8,
        9,
        '"example.org" is no wiki',
        "write the database name of a wiki, such as enwiki or commonswiki",
    ),
    ("modules: [consnet]", 8, 11, 'modules (entry 1) cannot be "consnet"', "write `consent`"),
    ("modules: []", 8, 10, "modules has no entry", "write at least one"),
    ("access: close", 8, 9, 'access cannot be "close"', "write `closed`"),
    ("composition: biased", 8, 14, 'composition cannot be "biased"', "write mixed or one-sided"),
    ("join_notices: true", 8, 15, "join_notices cannot be true", "write keep or remove"),
    ("time_zone: Europe/Berlim", 8, 12, '"Europe/Berlim" is no time zone', "did you mean Europe/Berlin?"),
    (
        "time_zone: localtime",
        8,
        12,
        '"localtime" is no time zone',
        "write a name such as Europe/Berlin or Asia/Jerusalem, or UTC",
    ),
    ("line: {thread: general}", 8, 16, '"general" is no topic or channel', "write its number, or delete the line"),
    ("line: {thread: -5}", 8, 16, '"-5" is no topic or channel', "write its number, or delete the line"),
    ("line: {thread: true}", 8, 16, "line.thread must be a text, not true", "put it in quotes"),
    (
        "dpo: nobody",
        8,
        6,
        'dpo must have keys of its own, not "nobody"',
        "indent them by two spaces in the lines below",
    ),
]


@pytest.mark.parametrize("wrong", VALUES, ids=lambda wrong: wrong[0])
def test_a_wrong_choice_is_told_in_its_place(
    desk: Desk, with_line: Callable[[str], str], wrong: tuple[str, int, int, str, str]
) -> None:
    """REQUIRES exactly one error with place, message and suggestion for each wrong choice."""
    line, *told = wrong
    (error,) = desk.errors(with_line(line))
    assert [error.line, error.column, error.message, error.suggestion] == told
