"""Bad files, with the exact place, message and remedy that an admin is told."""

from collections.abc import Callable
from typing import get_args

import pytest

from groupbot.policy.fields import Language
from tests.unit.policy.desk import COMPLETE, Desk

*_MOST, _LAST = get_args(Language)
LANGUAGES = ", ".join((*_MOST, _LAST))

# One added or replaced line -> column, message, suggestion. `with_line` puts it last: on line 8, or 7 if it replaces.
VALUES = [
    ("age: 12", 8, 1, '"age" is no key of a policy', "it belongs under `consent:`"),
    ("recpients: []", 8, 1, '"recpients" is no key of a policy', "did you mean `recipients`?"),
    ("retention: {events_day: 3}", 8, 13, '"events_day" is no key of a policy', "did you mean `events_days`?"),
    ("consent: {age: 12}", 8, 16, "consent.age is too small", "write 13 or more"),
    ("consent: {age: 99999999999999999999999}", 8, 16, "consent.age is too large", "write 18 or less"),
    ("retention: {events_days: 91}", 8, 26, "retention.events_days is too large", "write 90 or less"),
    ("line: {repost_minutes: 9}", 8, 24, "line.repost_minutes is too small", "write 10 or more"),
    ("consent:", 8, 1, "consent has no value", "write one after the colon, or delete the line"),
    ("languages: [en, iw]", 8, 17, '"iw" is no language that groupbot speaks', f"write `he`; there are {LANGUAGES}"),
    ("languages: en", 8, 12, 'languages must be a list, not "en"', "write [en]"),
    ("languages: []", 8, 12, "languages has no entry", "write at least one"),
    ("languages: [en, en]", 8, 17, '"en" stands in this list twice', "delete this one"),
    ("confidentiality: secret", 7, 18, 'confidentiality cannot be "secret"', "write public, no-names or closed"),
    ("jurisdiction: UK", 7, 15, '"UK" is no country code', "write GB"),
    ("jurisdiction: de", 7, 15, '"de" is no country code', "write DE"),
    (
        "complaint: {name: A, contact: 'http://a.example'}",
        7,
        31,
        '"http://a.example" is no way to reach anybody',
        "begin the address with https://",
    ),
    (
        "complaint: {name: A, contact: 'javascript:alert(1)'}",
        7,
        31,
        '"javascript:alert(1)" is no way to reach anybody',
        "write a mail address, an address that begins with https://, or a wiki page such as User talk:Name",
    ),
    ("recipients: [1]", 8, 14, "recipients (entry 1) must be a text, not 1", "put it in quotes"),
    (
        'recipients: ["a\\u202eb"]',
        8,
        14,
        "this text holds an invisible character (U+202E)",
        "delete that character",
    ),
    (
        'notice: {note: {en: "a\\nb"}}',
        8,
        21,
        "this text has more than one line",
        "write it in one line, or begin it with `>` alone",
    ),
    ("consent: {purposes: [digest, events]}", 8, 21, "the purposes are not in their order", "write [events, digest]"),
    (
        "storage: {country: DE}",
        7,
        1,
        "storage.provider is missing",
        "add `provider:` and a value",
    ),
    (
        "appeals: {bodies: [{naem: B, name: A, contact: a@b.example}]}",
        8,
        21,
        '"naem" is no key of a policy',
        "did you mean `name`?",
    ),
    ("transfers: [a]", 8, 12, "transfers must be a text, not a list", "write one text after the colon"),
    (
        "recipients: {a: b}",
        8,
        13,
        "recipients must be a list, not a set of keys",
        "write it as [a, b], or one `- a` per line",
    ),
    (
        "consent: true",
        8,
        10,
        "consent must have keys of its own, not true",
        "indent them by two spaces in the lines below",
    ),
    (
        "notice: {note: 'en:hello'}",
        8,
        16,
        'notice.note must have keys of its own, not "en:hello"',
        "put a space after the colon",
    ),
    (
        "languages: [no]",
        8,
        13,
        '"no" is no language that groupbot speaks',
        f"write {', '.join(_MOST)} or {_LAST}",
    ),
    ("policy: 2", 7, 9, "2 is no version of this format", "write `policy: 1`"),
    ("policy: true", 7, 9, "true is no version of this format", "write `policy: 1`"),
    (
        "extends: bsae",
        8,
        10,
        'no shipped policy is called "bsae"',
        "did you mean `base`? A file of your own ends in .yaml",
    ),
    ("extends: 3", 8, 10, "extends must name a file", "write `extends: base`, or the name of a file beside this one"),
]

# What the loader itself refuses.
SYNTAX = [
    ("a: &x b", 8, 4, "anchors (`&name`) are not allowed", "write the value out, in quotes if it begins with &"),
    ("a: *x", 8, 4, "aliases (`*name`) are not allowed", "write the value out, in quotes if it begins with *"),
    ("line: {<<: {b: c}}", 8, 8, "merging with `<<` is not allowed", "use `extends: base`, or write the values out"),
    ("a: !mine b", 8, 4, 'the tag "!mine" is not allowed', "delete it, or put the text in quotes"),
    (
        "a: !!python/object/apply:os.system [ls]",
        8,
        4,
        'the tag "tag:yaml.org,2002:python/object/apply:os.system" is not allowed',
        "delete it, or put the text in quotes",
    ),
    (
        "jurisdiction: DE\njurisdiction: FR",
        8,
        1,
        '"jurisdiction" stands here a second time',
        "keep this line or line 7",
    ),
    ("1: b", 8, 1, "a key must be a word", "write `key: value`, with the key in quotes if it is a number"),
    ("a: b\n---\nc: d", 9, 1, "a second document begins here", "keep one policy per file, without `---`"),
    ("a: " + "[" * 32, 8, 35, "this is more than 32 levels deep", "a policy needs four levels at most"),
    ("a: b: c", 8, 5, "a colon stands where none is expected", "put a text with a colon in quotes"),
    ("a: 'b", 9, 1, "a quotation mark is opened and never closed", "close it on the same line"),
    ("a: [b", 9, 1, "a bracket is not closed, or a comma is missing", "write `[a, b]`, or one `- a` per line"),
    ("a: [b:c:, d::e", 8, 8, "a colon stands where none is expected", "put a text with a colon in quotes"),
    (
        "a:\n\t- b",
        9,
        1,
        "this character cannot begin a value",
        "indent with spaces, not with tabs, and put a text that begins with @ ` % or a tab in quotes",
    ),
    (
        "a: \u202e b",
        8,
        4,
        "an invisible character (U+202E) stands here",
        "delete it and type the words around it anew",
    ),
    ("a: \0", 8, 4, "an invisible character (U+0000) stands here", "delete it and type the words around it anew"),
]


@pytest.mark.parametrize(("line", "row", "column", "message", "suggestion"), VALUES + SYNTAX)
def test_each_mistake_has_its_place_and_its_remedy(  # noqa: PLR0913, PLR0917  (one column of the table each)
    desk: Desk,
    with_line: Callable[[str], str],
    line: str,
    row: int,
    column: int,
    message: str,
    suggestion: str,
) -> None:
    """REQUIRES that one bad line gives exactly one error, at file, line and column, with what to do."""
    found = [str(error) for error in desk.errors(with_line(line))]
    assert found == [f"group.yaml:{row}:{column}: {message}; {suggestion}"]


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"", "1:1", "the file is empty"),
        (b"# nothing\n", "1:1", "the file is empty"),
        (b"policy 1\nlanguages: [en]\n", "2:10", "a colon stands where none is expected"),
        (b"'policy' 1\n", "1:10", "this line does not belong to the lines above"),
        (b"- a\n", "1:1", "a policy is a list of `key: value` lines, this is not"),
        (b"\xff\xfep\x00", "1:1", "the file is UTF-16 or UTF-32"),
        (b"policy: 1\nx: \xe9\n", "2:4", "this character is not UTF-8"),
        (b"a" * (256 * 1024 + 1), "1:1", "the file is larger than 256 KiB"),
    ],
)
def test_what_is_no_policy_at_all_is_refused(desk: Desk, data: bytes, place: str, message: str) -> None:
    """REQUIRES that files which are empty, huge, or in another encoding are refused by name."""
    (error,) = desk.errors(data)
    assert f"{error.line}:{error.column}" == place
    assert error.message == message
    assert error.suggestion


def test_a_utf8_byte_order_mark_does_no_harm(desk: Desk, complete: str) -> None:
    """REQUIRES that a file saved by an editor that puts a UTF-8 mark in front is accepted."""
    assert desk.errors(b"\xef\xbb\xbf" + complete.encode()) == ()


def test_a_strangers_key_cannot_steer_a_terminal(desk: Desk, complete: str) -> None:
    """REQUIRES that control characters which came in by an escape are written as code points in messages."""
    (error,) = desk.errors(complete + '"\\e[31m": 1\n')
    assert error.message == '"<U+001B>[31m" is no key of a policy'


@pytest.mark.parametrize("word", ["yes", "Yes", "on", "y", "True", "TRUE"])
def test_a_yes_is_no_true(desk: Desk, with_line: Callable[[str], str], word: str) -> None:
    """REQUIRES that YAML 1.1's words for true are refused where true is meant, and that the error says so."""
    (error,) = desk.errors(with_line(f"fragment: {word}"))
    assert error.suggestion == "write true, without quotes"


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "y", "n", "12:30:00", "010", "2026-11-24", "1e3", "0x1F"])
def test_words_stay_words(desk: Desk, with_line: Callable[[str], str], word: str) -> None:
    """REQUIRES that nothing but true, false, whole numbers and nothing is taken for other than text."""
    policy = desk.compile(with_line(f"recipients: [{word}]")).policy
    assert policy.recipients == (word,)


def test_norway_is_a_country(desk: Desk, with_line: Callable[[str], str]) -> None:
    """REQUIRES that the country code NO does not become false."""
    assert desk.compile(with_line("jurisdiction: NO")).policy.jurisdiction == "NO"


def test_a_private_name_is_published_only_when_confirmed(desk: Desk, with_line: Callable[[str], str]) -> None:
    """REQUIRES that a person as controller is refused, with who will read it, until the admin confirms."""
    person = "controller: {name: Ann, kind: person, contact: User talk:Ann"
    (error,) = desk.errors(with_line(person.replace("User talk:Ann", '"User talk:Ann"') + "}"))
    assert (error.line, error.column) == (7, 31)
    assert "every member" in error.message
    assert "anybody who is shown the notice" in error.message
    assert "organisation or a role" in error.suggestion
    assert "publish_confirmed: true" in error.suggestion
    confirmed = with_line(person.replace("User talk:Ann", '"User talk:Ann"') + ", publish_confirmed: true}")
    assert desk.errors(confirmed) == ()


def test_all_mistakes_are_told_at_once(desk: Desk) -> None:
    """REQUIRES that errors of a file and of the one it extends, and what is missing, come together."""
    desk.write("policy: 1\nconsent: {age: 5}\n", "below.yaml")
    text = "policy: 1\nextends: below.yaml\nfoo: 1\nconsent: {age: 16}\nline: {repost_minutes: no}\n"
    found = {(error.file, error.line, error.message.split(" ", 1)[0]) for error in desk.errors(text)}
    assert {
        ("below.yaml", 2, "consent.age"),
        ("group.yaml", 3, '"foo"'),
        ("group.yaml", 5, "line.repost_minutes"),
        ("group.yaml", 1, "controller"),
        ("group.yaml", 1, "jurisdiction"),
    } <= found


def test_thousands_of_mistakes_are_cut_and_counted(desk: Desk, complete: str) -> None:
    """REQUIRES that a flood of errors ends with one that says how many more there are."""
    found = desk.errors(complete + "".join(f"k{n}: 1\n" for n in range(1000)))
    assert len(found) == 201
    assert found[-1].message == "there are 800 more mistakes from here on"


def test_a_doubled_key_hides_no_other_mistake(desk: Desk) -> None:
    """REQUIRES that all mistakes of a file are told at once, also when a key stands twice in it."""
    errors = desk.errors(
        COMPLETE + "jurisdiction: FR\nconsent: {age: 12}\nlanguages: [xx]\nretention: {events_days: 91}\n"
    )
    assert [(error.line, error.file) for error in errors] == [
        (8, "group.yaml"),
        (9, "group.yaml"),
        (10, "group.yaml"),
        (11, "group.yaml"),
    ]
