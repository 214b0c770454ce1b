"""The notice: addressed by its content, whole on all its pages, and complete after GDPR article 13 in each language."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from groupbot.consent import duties_of_notice, screens
from groupbot.consent.notice import parts, render
from groupbot.content import Button, Choice, Lines, Rich, Text
from groupbot.i18n.catalogue import FOLDER, Messages
from groupbot.i18n.pages import GAP, units
from groupbot.i18n.render import Renderer
from groupbot.language.service import LANGUAGES
from groupbot.policy.models import Appeals, Policy
from tests.unit.consent.samples import EXAMPLES, policy

NAMES = [path.stem for path in EXAMPLES]
LIMITS = [2000, 4096]
CHANGES: dict[str, dict[str, Any]] = {
    "controller": {"controller": policy("public-help-channel").controller},
    "host": {"host": policy("public-help-channel").host},
    "confidentiality": {"confidentiality": "public"},
    "purposes": {"consent": policy().consent.model_copy(update={"purposes": ("events",)})},
    "months": {"consent": policy().consent.model_copy(update={"valid_months": 11})},
    "days": {"retention": policy().retention.model_copy(update={"events_days": 44})},
    "recipients": {"recipients": ()},
    "storage": {"storage": policy("election-committee").storage},
    "jurisdiction": {"jurisdiction": "SE"},
    "transfers": {"transfers": None},
    "complaint": {"complaint": policy("election-committee").complaint},
    "appeals": {"appeals": Appeals()},
    "own words": {"notice": policy("public-help-channel").notice},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_same_terms_have_the_same_digest(renderer: Renderer, name: str, language: str) -> None:
    """The digest is the SHA-256 of exactly what is shown, the same each time, and another in each language."""
    notice = render(renderer, language, policy(name), 4096)
    assert notice == render(renderer, language, policy(name), 4096)
    assert notice.digest == sha256("\x1e".join(page.text for page in notice.pages).encode()).hexdigest()
    others = {render(renderer, other, policy(name), 4096).digest for other in LANGUAGES if other != language}
    assert notice.digest not in others
    assert len(others) == len(LANGUAGES) - 1


@pytest.mark.parametrize("change", list(CHANGES))
def test_every_changed_fact_is_another_notice(renderer: Renderer, change: str) -> None:
    """Each fact of the policy that a member reads changes the digest, and so the button's fingerprint."""
    before = render(renderer, "he", policy(), 4096)
    after = render(renderer, "he", policy().model_copy(update=CHANGES[change]), 4096)
    assert before.digest != after.digest
    assert before.fingerprint != after.fingerprint


def test_the_digest_runs_over_all_pages(renderer: Renderer) -> None:
    """A change on the last page alone changes the digest."""
    changed = policy().model_copy(update={"notice": policy("public-help-channel").notice})
    before, after = render(renderer, "en", policy(), 2000), render(renderer, "en", changed, 2000)
    assert len(after.pages) > 1
    assert before.pages[0] == after.pages[0]
    assert before.digest != after.digest


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_pages_fit_and_lose_nothing(renderer: Renderer, name: str, language: str, limit: int) -> None:
    """Each page fits the platform, each paragraph stands on some page, and *I have read it* on the last one alone."""
    notice = render(renderer, language, policy(name), limit)
    assert all(units(page.text) <= limit for page in notice.pages)
    for part in parts(policy(name), language):
        for text in part.items if isinstance(part, Lines) else (part,):
            assert any(renderer.rich(language, text).text in page.text for page in notice.pages)
    labels = [screens.notice_page(notice, page).rows[-1][0].label.key for page in range(len(notice.pages))]
    assert labels == ["button-next-page"] * (len(notice.pages) - 1) + ["button-read"]


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_notice_fits_too(renderer: Renderer, language: str, limit: int) -> None:
    """The first page fits the platform also where a word about the change stands before it, however long the notice."""
    notice = render(renderer, language, _crowded(), limit)
    word = units(renderer.rich(language, Text("notice-changed")).text) + len(GAP)
    fullest = max(units(page.text) for page in render(renderer, language, _crowded(), limit).pages)
    assert fullest + word <= limit
    shown = renderer.screen(language, screens.notice_changed(notice), _bound)
    assert units(shown.body.text) <= limit


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_duty_is_met(renderer: Renderer, name: str, language: str) -> None:
    """Each shipped policy's notice says in each language all that GDPR article 13 and this house demand."""
    assert duties_of_notice.missing(renderer, language, policy(name)) == ()


def _without(key: str, language: str, folder: Path) -> Renderer:
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    path = folder / f"{language}.json"
    texts = json.loads(path.read_text("utf-8"))
    del texts[key]
    path.write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
    return Renderer(Messages.load(folder))


@pytest.mark.parametrize("key", sorted({key for keys in duties_of_notice.DUTIES.values() for key in keys}))
def test_every_missing_text_is_found(key: str, tmp_path: Path) -> None:
    """A duty's text that is missing in a language is found for some shipped policy, in that language and no other."""
    language = LANGUAGES[1 + len(key) % (len(LANGUAGES) - 1)]
    mutilated = _without(key, language, tmp_path)
    used = [name for name in NAMES if not _skips(name, key)]
    assert used
    for name in used:
        found = duties_of_notice.missing(mutilated, language, policy(name))
        assert any(f"{key} is not translated" in line for line in found)
        assert duties_of_notice.missing(mutilated, "en", policy(name)) == ()


def _crowded() -> Policy:
    """Return a policy whose recipients alone fill pages, which are then cut as full as any page can be."""
    return policy().model_copy(update={"recipients": tuple(f"{number} " + "ab " * 60 for number in range(40))})


def _skips(name: str, key: str) -> bool:
    said = [text for part in parts(policy(name), "en") for text in (part.items if isinstance(part, Lines) else (part,))]
    return key not in {text.key for text in said}


def test_a_text_that_leaves_out_who_is_responsible(tmp_path: Path) -> None:
    """A translation that does not show the controller's name is found."""
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "de.json"
    texts = json.loads(path.read_text("utf-8"))
    texts["notice-who"] = "Jemand betreibt diese Gruppe; $2 den Bot."
    path.write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
    (line,) = duties_of_notice.missing(Renderer(Messages.load(tmp_path)), "de", policy())
    assert "notice-who leaves out" in line


def test_a_page_that_is_not_there(renderer: Renderer) -> None:
    """A page number beyond the last shows the last page."""
    notice = render(renderer, "en", policy(), 2000)
    assert screens.notice_page(notice, 99) == screens.notice_page(notice, len(notice.pages) - 1)
    assert replace(notice, pages=notice.pages[:1]).digest == notice.digest


def _bound(_choice: Choice) -> Button:
    return Button("", token="bound")


def test_an_officer_who_is_not_named(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy with a data-protection officer whose notice does not name them is found, and one without has no line."""
    officer, nobody = policy("closed-user-group"), policy("public-help-channel")
    assert officer.dpo is not None
    assert nobody.dpo is None
    assert officer.dpo.contact in "".join(page.text for page in render(renderer, "en", officer, 4096).pages)
    silent = tuple(parts(officer.model_copy(update={"dpo": None}), "en"))
    monkeypatch.setattr(duties_of_notice, "parts", lambda _policy, _language: iter(silent))
    assert [line for line in duties_of_notice.missing(renderer, "en", officer) if "13(1)(b)" in line]


def test_a_notice_is_rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A press rests on the notice rendered before, but never on that of another policy, language or page length."""
    told = Renderer(Messages.load())
    renderings: list[str] = []
    pages = Renderer.pages

    def counted(self: Renderer, language: str, parts: Sequence[Text | Lines | Rich], limit: int) -> tuple[Rich, ...]:
        renderings.append(language)
        return pages(self, language, parts, limit)

    monkeypatch.setattr(Renderer, "pages", counted)
    law, equal = policy(), policy().model_copy()
    changed = law.model_copy(update=CHANGES["jurisdiction"])
    asked = [("en", law, 4096), ("he", law, 4096), ("en", law, 2000), ("en", equal, 4096), ("en", changed, 4096)]
    first = [render(told, *one) for one in asked]
    assert renderings == ["en", "he", "en", "en", "en"]
    assert [render(told, *one) for one in asked] == first
    assert len(renderings) == len(asked)
    assert first[4].digest not in {notice.digest for notice in first[:4]}


def test_the_way_back_is_offered_before_any_consent() -> None:
    """REQUIRES that the last page, and no other, says how to keep a way to the bot where leaving takes that away."""
    notice = render(Renderer(Messages.load()), "en", policy(), 4096)
    last = screens.notice_page(notice, 99, "https://chat.example/add")
    assert Text("keep-way") in last.parts
    assert [choice.url for row in last.rows for choice in row] == ["https://chat.example/add", ""]
    assert screens.notice_page(notice, 99).parts == last.parts[:1]
