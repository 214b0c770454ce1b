"""An answer to a question: in force at once where nobody has agreed to anything, shown before it is elsewhere."""

from typing import Any

from groupbot.case import Case
from groupbot.decision import Decision, Settled
from groupbot.groups.model import Mode
from groupbot.policy.errors import PolicyErrors
from groupbot.policy.writing import parsed, with_value, written
from groupbot.setup import change, confirming, screens
from groupbot.setup.questions import QUESTIONS
from groupbot.setup.refusing import tells_mistakes
from groupbot.store.unit import Unit

_WIKIS, _CONTROLLER, _ZONE = 0, 3, 7


def pressed(unit: Unit, case: Case) -> Decision:
    """Take an answer that was a button: the number of the question and of the answer."""
    value = case.press.value if case.press else 0
    asked, position = value >> 8, value & 0xFF
    if asked >= len(QUESTIONS):
        return screens.overview(unit, case)
    question, policy = QUESTIONS[asked], change.in_force(unit, case)
    options = dict(question.options(policy))
    if position not in options:
        return screens.overview(unit, case)
    answer = question.answered(policy, options[position])
    values = {question.path: answer}
    if question.name == "controller":
        # Pressing *a private person* says that this person has agreed: the screen asks for nothing less.
        values["controller.publish_confirmed"] = answer == "person"
    return _answered(unit, case, asked, values)


def wiki(unit: Unit, case: Case) -> Decision:
    """Take a wiki's database name in words."""
    named = case.text.strip()
    now = list(change.in_force(unit, case).wikis)
    return _answered(unit, case, _WIKIS, {"wikis": now if named in now else [*now, named]}, "ask-wiki-field")


def zone(unit: Unit, case: Case) -> Decision:
    """Take a time zone in words."""
    return _answered(unit, case, _ZONE, {"time_zone": case.text.strip()}, "ask-zone-field")


def name(unit: Unit, case: Case) -> Decision:
    """Take the name of who runs the group."""
    return _named(unit, case, "controller.name", "ask-controller-field")


def contact(unit: Unit, case: Case) -> Decision:
    """Take the way to reach who runs the group."""
    return _named(unit, case, "controller.contact", "ask-contact-field")


def _named(unit: Unit, case: Case, path: str, wanted: str) -> Decision:
    values: dict[str, Any] = {path: case.text}
    if change.in_force(unit, case).controller.kind == "person":
        # Whoever agreed to be read by everybody did so for other words: these are a role's until somebody says again.
        values |= {"controller.kind": "role", "controller.publish_confirmed": False}
    return _answered(unit, case, _CONTROLLER, values, wanted)


@tells_mistakes
def _answered(unit: Unit, case: Case, asked: int, values: dict[str, Any], wanted: str = "") -> Decision:
    held, new = change.now_set(unit, case), case.group is not None and case.group.card.mode is Mode.DRY
    if new and (case.press is None or case.press.shown != held.version):
        return screens.overtaken(unit, case, asked)
    fields = parsed(held.text)
    for path, value in values.items():
        fields = with_value(fields, path, value)
    text = written(fields)
    try:
        parsed(text)
    except PolicyErrors as wrong:
        return screens.asked(unit, case, asked, wrong=wrong.errors, wanted=wanted)
    if not new:
        return confirming.confirm_screen(unit, case, text)
    wish = change.wished(case, text)
    if text == held.text:
        return screens.after(unit, case, asked, wish)
    outcome = change.apply(unit, case, text, wish, held.version)
    if not isinstance(outcome, Settled):
        return screens.overtaken(unit, case, asked)
    return screens.after(unit, case, asked, wish, outcome)
