"""Checks of all catalogues together: `python -m groupbot.i18n.lint` prints what is wrong and exits 1."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from groupbot.i18n.catalogue import DOCUMENTATION, FOLDER, CatalogueError, read
from groupbot.i18n.checks import source_faults, template_faults, translation_faults
from groupbot.i18n.language import SOURCE, language
from groupbot.i18n.template import Nodes, TemplateError, parse

Texts = dict[str, str]
Trees = dict[str, Nodes]


def problems(folder: Path) -> tuple[str, ...]:
    """Return every fault of the catalogues in `folder`, each as "file: key: what is wrong"; none means all is well."""
    catalogues: dict[str, Texts] = {}
    found: list[str] = []
    for path in sorted(folder.glob("*.json")):
        try:
            catalogues[path.stem] = read(path)
        except CatalogueError as error:
            found.append(str(error))
        else:
            found += _authors(path)
    for code in (SOURCE, DOCUMENTATION):
        if code not in catalogues and not any(line.startswith(f"{code}.json") for line in found):
            found.append(f"{code}.json: is missing")
    english = catalogues.get(SOURCE, {})
    documented = catalogues.pop(DOCUMENTATION, {})
    found += (
        f"{DOCUMENTATION}.json: {key}: is not explained for translators" for key in english if key not in documented
    )
    found += (
        f"{DOCUMENTATION}.json: {key}: explains no message of English" for key in documented if key not in english
    )
    trees: Trees = {}
    for code in sorted(catalogues, key=lambda code: code != SOURCE):
        found += (f"{code}.json: {fault}" for fault in _catalogue(code, catalogues[code], english, trees))
    return tuple(found)


def _authors(path: Path) -> Iterator[str]:
    metadata = json.loads(path.read_text("utf-8")).get("@metadata")
    authors = metadata.get("authors") if isinstance(metadata, dict) else None
    if not (isinstance(authors, list) and authors and all(isinstance(author, str) for author in authors)):
        yield f"{path.name}: @metadata: must hold a list of authors"


def _catalogue(code: str, texts: Texts, english: Texts, trees: Trees) -> Iterator[str]:
    """Yield the faults of one language; English comes first and leaves its trees for the others."""
    try:
        spoken = language(code)
    except ValueError as error:
        yield str(error)
        return
    for key, text in texts.items():
        if key not in english:
            yield f"{key}: is not a message of English"
            continue
        if not text:
            yield f"{key}: is empty; leave the key out until it is translated"
            continue
        yield from (f"{key}: {fault}" for fault in source_faults(text))
        try:
            nodes = parse(text)
        except TemplateError as error:
            yield f"{key}: {error}"
            continue
        yield from (f"{key}: {fault}" for fault in template_faults(nodes, spoken))
        if code == SOURCE:
            trees[key] = nodes
        elif key in trees:
            yield from (f"{key}: {fault}" for fault in translation_faults(nodes, text, trees[key], english[key]))


def main() -> int:
    """Print the faults of the product's own catalogues and return the exit code."""
    found = problems(FOLDER)
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
