"""Holding a located tree against the models, so that every mistake gets its place."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from groupbot.policy.errors import MOST_ERRORS, PolicyError
from groupbot.policy.located import Branch, Path, place, plain
from groupbot.policy.models import Policy, PolicyFile
from groupbot.policy.wording import reworded

# Mappings whose parts may be spread over several files, and are only wrong together.
_TOGETHER = {("gate",), ("gate", "enter")}
# What belongs to one file and is not inherited.
HEADER = ("extends", "fragment")


def check_file(tree: Branch) -> list[PolicyError]:
    """Return what is wrong in one file by itself: everything but what the files it extends may still add."""
    return [error for details, error in _errors(PolicyFile, tree, plain(tree)) if not _may_come_from_elsewhere(details)]


def build(tree: Branch) -> Policy | list[PolicyError]:
    """Return the policy of a merged tree, or what is wrong with the whole and with no file by itself."""
    data = {key: value for key, value in plain(tree).items() if key not in HEADER}
    try:
        return Policy.model_validate(data)
    except ValidationError:
        return [error for details, error in _errors(Policy, tree, data) if _may_come_from_elsewhere(details)]


def _errors(model: type[Policy], tree: Branch, data: Any) -> Iterator[tuple[ErrorDetails, PolicyError]]:
    try:
        model.model_validate(data)
    except ValidationError as found:
        for number, details in enumerate(found.errors(include_url=False, include_input=False)):
            if details["type"] == "too_short" and _value(data, details["loc"]):
                continue  # the list has entries, but they are wrong, and that is told for each of them
            yield details, _located(details, tree, data, worded=number < MOST_ERRORS)


def _located(details: ErrorDetails, tree: Branch, data: Any, *, worded: bool) -> PolicyError:
    path: Path = details["loc"]
    index = details.get("ctx", {}).get("index")
    about_key = path[-1:] == ("[key]",) or details["type"] == "extra_forbidden"
    if path[-1:] == ("[key]",):
        path = path[:-1]
    value = path[-1] if about_key else _value(data, path)
    if index is not None:
        path = (*path, index)
    source = place(tree, path, key=about_key)
    if path[-1:] == ("publish_confirmed",) and details["type"] == "policy":
        source = place(tree, (*path[:-1], "kind"))
    # Looking for the nearest key thousands of times takes seconds, and so many errors are only counted.
    message, suggestion = reworded(details, value) if worded else ("this is wrong too", "mend what stands above")
    return PolicyError(source.file, source.line, source.column, message, suggestion)


def _value(data: Any, path: Path) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _may_come_from_elsewhere(details: ErrorDetails) -> bool:
    path = details["loc"]
    if path == ("policy",) or any(isinstance(step, int) for step in path):
        return False  # lists are replaced whole, and every file names its version
    about_person = details["type"] == "policy" and path[-1:] == ("publish_confirmed",)
    return details["type"] == "missing" or about_person or (details["type"] == "policy" and path in _TOGETHER)
