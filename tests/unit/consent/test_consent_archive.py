"""The archive of notices: no text that members agreed to changes without a new version."""

import json
import shutil
from pathlib import Path

import pytest

from groupbot.consent.archive import ArchiveError, changed, keep, templates
from groupbot.consent.notice import VERSION, parts
from groupbot.content import Lines, Text
from groupbot.i18n.catalogue import FOLDER
from groupbot.language.service import LANGUAGES
from groupbot.policy import shipped
from tests.unit.consent.samples import EXAMPLES, policy


@pytest.fixture
def catalogues(tmp_path: Path) -> Path:
    """Return a copy of the product's texts that a test may change."""
    return shutil.copytree(FOLDER, tmp_path / "messages")


def _edit(path: Path, key: str, text: str) -> None:
    texts = json.loads(path.read_text("utf-8"))
    texts[key] = text
    path.write_text(json.dumps(texts, ensure_ascii=False), "utf-8")


def test_the_present_version_is_archived_word_for_word() -> None:
    """In every language the templates of the notice are those archived for this version."""
    assert changed() == ()
    assert {path.stem for path in (shipped() / "notices" / str(VERSION)).glob("*.json")} >= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_changed_letter_demands_a_new_version(catalogues: Path, language: str) -> None:
    """A template that differs in one letter is named, with its language and what to do."""
    path = catalogues / f"{language}.json"
    _edit(path, "notice-never", templates(path)["notice-never"] + ".")
    (line,) = changed(catalogues)
    assert line.startswith(f"{language}: notice-never: ")
    assert "raise VERSION" in line


def test_texts_of_other_screens_are_free(catalogues: Path) -> None:
    """Texts that are no part of a notice may be edited under the same version."""
    _edit(catalogues / "en.json", "welcome", "Good day.")
    _edit(catalogues / "en.json", "notice-changed", "It has changed:")
    assert changed(catalogues) == ()


def test_what_is_archived_is_not_overwritten(catalogues: Path, tmp_path: Path) -> None:
    """Archiving again after a change is refused, and the archived text stays; a new language is added."""
    archive = tmp_path / "notices"
    assert len(keep(catalogues, archive)) == len(list(catalogues.glob("*.json"))) - 1
    assert keep(catalogues, archive) == ()
    before = (archive / str(VERSION) / "en.json").read_bytes()
    _edit(catalogues / "en.json", "notice-never", "Everything is kept.")
    with pytest.raises(ArchiveError, match="en: notice-never"):
        keep(catalogues, archive)
    assert (archive / str(VERSION) / "en.json").read_bytes() == before


def test_every_text_of_a_notice_is_in_the_archive() -> None:
    """Whatever a shipped policy's notice is made of, names and countries apart, stands among the templates."""
    known = set(templates(FOLDER / "en.json"))
    for example in EXAMPLES:
        for part in parts(policy(example.stem), "en"):
            for text in part.items if isinstance(part, Lines) else (part,):
                assert {text.key, *(arg.key for arg in text.args if isinstance(arg, Text))} <= known
