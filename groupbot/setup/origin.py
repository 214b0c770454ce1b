"""Who gave a value that is in force."""

from groupbot.content import Text
from groupbot.groups.overlays import OWN
from groupbot.policy.compile import BUILT_IN, Compiled
from groupbot.policy.difference import stands, values_at
from groupbot.setup.questions import Question

SHIPPED = "policies/"


def given_by(compiled: Compiled, path: str) -> str:
    """Return who gave a value: `here`, the `operator`, or "" where it is as it comes."""
    for written, source in compiled.provenance.items():
        if written != path and not written.startswith(f"{path}."):
            continue
        if source.file == OWN:
            return "here"
        if source is not BUILT_IN and not source.file.startswith(SHIPPED):
            return "operator"
    return ""


def answered(compiled: Compiled, question: Question) -> bool:
    """Tell whether somebody has answered a question, or there is nothing to choose."""
    return question.settled or all(given_by(compiled, path) for path in question.fields)


def state(compiled: Compiled, question: Question) -> Text:
    """Say how a question stands."""
    key = "setup-answered" if answered(compiled, question) else "setup-open"
    return Text(key, (stands(question.fields[0], values_at(compiled.policy, question.fields[0])),))


def origin(compiled: Compiled, path: str) -> Text:
    """Say what a value is, and who gave it."""
    value = stands(path, values_at(compiled.policy, path))
    source = given_by(compiled, path)
    return Text(f"from-{source}", (value,)) if source else value
