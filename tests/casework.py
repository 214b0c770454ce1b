"""One act of somebody's as a feature alone is handed it: no engine before it, and only a store behind."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from groupbot.buttons import Press
from groupbot.case import Case
from groupbot.case import Desk as Tools
from groupbot.events import CommandGiven
from groupbot.groups.directory import Directory
from groupbot.groups.model import LIVE, Group, Law
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.people import Actor, Place
from groupbot.policy import shipped
from groupbot.tally import Tally
from tests.counted import Counted
from tests.unit.ledger_store.desk import POLICY, Desk

_EXAMPLES = shipped() / "examples"


@cache
def renderer() -> Renderer:
    """Return the product's texts, read once."""
    return Renderer(Messages.load())


def directory(*groups: Group) -> Directory:
    """Return these groups, all under the policy of the desk."""
    found = Directory(_EXAMPLES / "closed-user-group.yaml", Path("nowhere"), (_EXAMPLES, shipped()), LIVE)
    found.enforce_common(Law(POLICY, "policy.yaml"))
    for group in groups:
        found.keep(group)
    return found


def case(desk: Desk, who: Actor, press: Press | None = None, known: Iterable[Group] = ()) -> Case:
    """Return what somebody does in private now, with a button of the desk's group if they press one."""
    tools = Tools(renderer(), directory(*known), Counted(), Tally(desk))
    event = CommandGiven("1", desk.now(), Place(), who, "command")
    return Case(event, tools, desk.now(), None, POLICY, "en", 4096, press)


def here(desk: Desk, who: Actor, press: Press | None = None, text: str = "") -> Case:
    """Return what somebody does in the desk's group, or with a button of it."""
    return replace(case(desk, who, press, (desk.here,)), group=desk.here, text=text)
