"""Answers that belong to no feature: who may not act, what was called off, and what the platform itself posts."""

from groupbot.case import Case
from groupbot.content import Choice, Screen, Text
from groupbot.decision import Decision
from groupbot.store.unit import Unit


def not_an_admin(_unit: Unit, _case: Case) -> Decision:
    """Answer somebody who is no admin of the group."""
    return Decision(show=Screen((Text("not-an-admin"),)), why_not=(Text("why-not-an-admin"),))


def admin_unknown(_unit: Unit, _case: Case) -> Decision:
    """Answer where the platform does not tell the bot who is an admin."""
    return Decision(show=Screen((Text("admin-unknown"),)), why_not=(Text("why-not-admin-unknown"),))


def admin_held(_unit: Unit, _case: Case) -> Decision:
    """Answer an admin whom the platform lets decide nothing until a timeout is over."""
    return Decision(show=Screen((Text("admin-held"),)), why_not=(Text("why-not-admin-held"),))


def asked(title: str, field: str, answer: int, file: bool, _unit: Unit, case: Case) -> Decision:  # noqa: FBT001  (bound by the routes)
    """Ask for words: what is wanted, what it looks like, and where to write it."""
    value, shown = (case.press.value, case.press.shown) if case.press else (0, 0)
    return Decision(
        show=Screen((Text(title),) if file else (Text(title), Text(field), Text("ask-here"))),
        ask=Choice(Text("button-cancel"), answer, value, shown),
        ask_file=file,
        why=(Text("why-asked"),),
    )


def cancelled(_unit: Unit, _case: Case) -> Decision:
    """Answer somebody who does not want to write what was asked for."""
    return Decision(show=Screen((Text("cancelled"),)), why=(Text("why-cancelled"),))


def join_noticed(_unit: Unit, case: Case) -> Decision:
    """Take the platform's notice of a newcomer away where the group wants that: names in it may be adverts."""
    if case.policy.join_notices == "remove":
        return Decision(remove=True, why=(Text("why-join-notice"),))
    return Decision(why_not=(Text("why-not-join-notice"),))
