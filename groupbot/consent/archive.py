"""The archive of notice templates: what each version of the notice said, in each language, stays readable."""

import json
from pathlib import Path

from groupbot.consent.notice import VERSION
from groupbot.i18n.catalogue import DOCUMENTATION, FOLDER, read
from groupbot.policy import shipped

_PREFIX = "notice-"
_WITHIN = ("party",)
_OTHER_SCREENS = ("notice-changed",)


class ArchiveError(Exception):
    """A text of a version that members may have agreed to was changed; the message says which and what to do."""


def templates(catalogue: Path) -> dict[str, str]:
    """Return the texts of one catalogue file from which notices are rendered."""
    texts = read(catalogue)
    keys = sorted(key for key in texts if key in _WITHIN or (key.startswith(_PREFIX) and key not in _OTHER_SCREENS))
    return {key: texts[key] for key in keys}


def changed(catalogues: Path = FOLDER, archive: Path | None = None) -> tuple[str, ...]:
    """Return one line per language whose templates are not those archived for the present version."""
    return tuple(
        f"{language}: {key}: differs from policies/notices/{VERSION}; raise VERSION in groupbot/consent/notice.py"
        for language, texts in _present(catalogues).items()
        for key in _differing(texts, _archived(archive, language))
    )


def keep(catalogues: Path = FOLDER, archive: Path | None = None) -> tuple[Path, ...]:
    """Archive the present version and return the files that are new; raises ArchiveError rather than change one."""
    found = [line for line in changed(catalogues, archive) if _file(archive, line.partition(":")[0]).exists()]
    if found:
        raise ArchiveError("\n".join(found))
    new = []
    for language, texts in _present(catalogues).items():
        path = _file(archive, language)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(texts, ensure_ascii=False, indent="\t") + "\n", encoding="utf-8")
            new.append(path)
    return tuple(new)


def _present(catalogues: Path) -> dict[str, dict[str, str]]:
    paths = sorted(path for path in catalogues.glob("*.json") if path.stem != DOCUMENTATION)
    return {path.stem: templates(path) for path in paths}


def _archived(archive: Path | None, language: str) -> dict[str, str]:
    path = _file(archive, language)
    return read(path) if path.exists() else {}


def _file(archive: Path | None, language: str) -> Path:
    return (archive or shipped() / "notices") / str(VERSION) / f"{language}.json"


def _differing(present: dict[str, str], archived: dict[str, str]) -> list[str]:
    return [key for key in sorted(present.keys() | archived.keys()) if present.get(key) != archived.get(key)]
