"""The linter of catalogues: every fault is found, and what is right is left alone."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from groupbot.i18n import lint
from groupbot.i18n.lint import problems

Write = Callable[[Mapping[str, Mapping[str, object]]], Path]
AUTHORS = {"authors": ["A translator"]}


def check(catalogues: Write, english: str, translation: str | None = None, code: str = "he") -> list[str]:
    texts = {"en": english, "qqq": "What it says"} | ({code: translation} if translation is not None else {})
    return list(problems(catalogues({name: {"@metadata": AUTHORS, "key": text} for name, text in texts.items()})))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "It's {{PLURAL:$1|one|$1 many}}, {{GENDER:$2|his|her|their}} way"),
        ("he", "{{PLURAL:$1|אחת|שתיים|$1 רבות}}, {{GENDER:$2|שלו|שלה|שלהם}}"),
        ("he", "{{PLURAL:$1|2=שתיים|אחת|$1 רבות}} $2"),
        ("ar", "{{PLURAL:$1|a|b|c|d|e|f}} $2"),
        ("ru", "{{PLURAL:$1|a|b|c}} $2"),
        ("ru", "{{PLURAL:$1|a|b|c|d}} $2"),
        ("fr", "{{PLURAL:$1|a|b}} $2"),
        ("zh-hans", "{{PLURAL:$1|a}} $2"),
        ("de", "'''Überschrift'''\n$1 < $2 > 3"),
    ],
)
def test_leaves_right_messages_alone(catalogues: Write, code: str, text: str) -> None:
    """A translation with the forms that its language needs has no faults."""
    english = "It's {{PLURAL:$1|one|$1 many}}, {{GENDER:$2|his|her|their}} way"
    assert check(catalogues, english, text, code) == []


@pytest.mark.parametrize(
    ("code", "text", "fault"),
    [
        ("he", "{{PLURAL:$1|אחת|רבות}}", "too few forms (2); this language needs one each for one, two, other"),
        ("he", "{{PLURAL:$1|רבות}}", "too few forms (1)"),
        ("ar", "{{PLURAL:$1|a|b|c|d|e}}", "needs one each for zero, one, two, few, many, other"),
        ("ru", "{{PLURAL:$1|a|b}}", "needs one each for one, few, many"),
        ("zh-hans", "{{PLURAL:$1|a|b}}", "more forms than this language: other"),
        ("de", "{{PLURAL:$1|1=a|1=b|c|d}}", "has an exact form twice"),
        ("de", "{{GENDER:$1|er|sie}}", "GENDER:$1 has no neutral form"),
        ("de", "$1 $2", "uses $2, which English does not"),
        ("de", "nichts", "leaves out $1, which English uses"),
        ("de", "Welcome to the group, $1!", "is a copy of English"),
        ("de", "", "is empty; leave the key out"),
        ("de", " $1", "begins or ends with a blank"),
        ("de", "$1\n", "begins or ends with a blank"),
        ("de", "\u202e$1", "invisible direction or format control"),
        ("de", "a\u00ad$1", "invisible direction or format control"),
        ("de", "a\t$1", "holds a control character"),
        ("de", "<b>$1</b>", "holds HTML"),
        ("de", "<!--$1-->", "holds HTML"),
        ("de", "[[$1]]", "holds a wikitext link"),
        ("de", "''$1''", "holds 2 apostrophes in a row"),
        ("de", "'''''$1'''''", "holds 5 apostrophes in a row"),
        ("de", "'''$1", "''' is opened and not closed"),
        ("de", "{{PLURAL:$1|a", "is opened and not closed"),
        ("de", "$1 }}", "}} without {{"),
    ],
)
def test_finds_faults_of_a_translation(catalogues: Write, code: str, text: str, fault: str) -> None:
    """Each fault is told with file, key and what to do."""
    found = check(catalogues, "Welcome to the group, $1!", text, code)
    assert any(line.startswith(f"{code}.json: key: ") and fault in line for line in found), found


def test_one_form_may_serve_all_numbers(catalogues: Write) -> None:
    """Outside the strict languages a form left out is repeated, as on MediaWiki, and no fault."""
    assert check(catalogues, "{{PLURAL:$1|$1 member(s)}}", "{{PLURAL:$1|$1 Mitglieder}}", "de") == []


def test_english_is_checked_like_the_others(catalogues: Write) -> None:
    """A fault in English is found, and not told again for each translation."""
    assert check(catalogues, "{{PLURAL:$1|a", "{{PLURAL:$1|a|b|c}}") == [
        "en.json: key: at character 1: {{PLURAL: is opened and not closed; close it with }}"
    ]


def test_finds_faults_between_files(catalogues: Write) -> None:
    """Keys without English, without documentation or documented in vain are found, and files without authors."""
    folder = catalogues(
        {
            "en": {"@metadata": AUTHORS, "a": "A", "b": "B"},
            "qqq": {"@metadata": {"authors": []}, "a": "What A says", "c": "gone"},
            "he": {"@metadata": AUTHORS, "d": "ד"},
            "xx": {"@metadata": AUTHORS},
        }
    )
    (folder / "de.json").write_text("{}}", "utf-8")
    found = problems(folder)
    assert found[0].startswith("de.json: not a JSON file that can be read")
    assert found[1:] == (
        "qqq.json: @metadata: must hold a list of authors",
        "qqq.json: b: is not explained for translators",
        "qqq.json: c: explains no message of English",
        "he.json: d: is not a message of English",
        "xx.json: no plural rules and dates are known for the language 'xx'",
    )


def test_misses_the_two_files_that_must_be_there(tmp_path: Path) -> None:
    """A folder without English and its documentation is refused."""
    assert problems(tmp_path) == ("en.json: is missing", "qqq.json: is missing")


def test_prints_and_fails(
    catalogues: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command prints one fault a line and fails only where there is one."""
    good = {"en": {"@metadata": AUTHORS, "a": "A"}, "qqq": {"@metadata": AUTHORS, "a": "What A says"}}
    monkeypatch.setattr(lint, "FOLDER", catalogues(good))
    assert lint.main() == 0
    catalogues({"he": {"@metadata": AUTHORS, "b": "ב"}})
    assert lint.main() == 1
    assert capsys.readouterr().out == "he.json: b: is not a message of English\n"


def test_importing_the_linter_does_nothing() -> None:
    """Importing the package reads no catalogue and prints nothing."""
    ran = subprocess.run(
        [sys.executable, "-c", "import groupbot.i18n.lint, groupbot.i18n.render"], capture_output=True, check=True
    )
    assert ran.stdout + ran.stderr == b""
