"""What a notice has to say, and whether it says it in a language: the linter of GDPR articles 13(1) and 13(2)."""

from collections.abc import Iterator

from groupbot.consent.notice import parts
from groupbot.content import Lines, Name, Rich, Text
from groupbot.i18n.render import Renderer
from groupbot.policy.models import Policy

DUTIES: dict[str, tuple[str, ...]] = {
    "13(1)(a) who is responsible and how to reach them": ("notice-who",),
    "13(1)(b) the data-protection officer, where there is one": ("notice-dpo",),
    "13(1)(c) and (d) what is kept without consent, and on which ground": ("notice-without",),
    "13(1)(c) purposes": ("notice-purposes",),
    "13(1)(c) legal basis": ("notice-basis",),
    "13(1)(e) recipients": ("notice-recipients",),
    "13(1)(f) transfers to other countries": ("notice-no-transfers", "notice-transfers"),
    "13(2)(a) how long it is kept": ("notice-basis",),
    "13(2)(b) rights": ("notice-rights",),
    "13(2)(b) objecting to what is kept without consent": ("notice-without",),
    "13(2)(c) withdrawal": ("notice-withdraw",),
    "13(2)(d) complaint": ("notice-complaint",),
    "13(2)(e) whether giving data is required": ("notice-voluntary",),
    "13(2)(f) automated decisions": ("notice-automated",),
    "house: what is never kept": ("notice-never",),
    "house: confidentiality": (
        "notice-confidentiality-public",
        "notice-confidentiality-no-names",
        "notice-confidentiality-closed",
    ),
    "house: what a court could get": ("notice-compelled",),
    "house: where it lies": ("notice-storage",),
}
_ONLY_WITH_PURPOSES = {"notice-purposes", "notice-basis", "notice-voluntary"}
_ONLY_WITH_OFFICER = {"notice-dpo"}


def missing(renderer: Renderer, language: str, policy: Policy) -> tuple[str, ...]:
    """Return one line per duty that the notice of a policy does not meet in a language.

    A duty is met by a text of its own in that very language, whose names and countries all come out in what is shown.
    """
    said = {text.key: text for text in _texts(policy, language)}
    lacks = []
    for duty, keys in DUTIES.items():
        if (not policy.consent.purposes and set(keys) <= _ONLY_WITH_PURPOSES) or (
            policy.dpo is None and set(keys) <= _ONLY_WITH_OFFICER
        ):
            continue
        text = next((said[key] for key in keys if key in said), None)
        if text is None:
            lacks.append(f"{language}: {duty}: the notice does not say it")
        elif not renderer.speaks(language, text.key):
            lacks.append(f"{language}: {duty}: {text.key} is not translated")
        elif not _complete(renderer.rich(language, text), text):
            lacks.append(f"{language}: {duty}: {text.key} leaves out what it is given")
    untold = [purpose for purpose in policy.consent.purposes if f"notice-purpose-{purpose}" not in said]
    lacks += [f"{language}: 13(1)(c) purposes: {purpose} is not explained" for purpose in untold]
    return tuple(lacks)


def _texts(policy: Policy, language: str) -> Iterator[Text]:
    for part in parts(policy, language):
        yield from part.items if isinstance(part, Lines) else (part,)


def _complete(shown: Rich, text: Text) -> bool:
    return all(name in shown.text for name in _names(text))


def _names(text: Text) -> Iterator[str]:
    for arg in text.args:
        if isinstance(arg, Name):
            yield arg.text
        elif isinstance(arg, Text):
            yield from _names(arg)
