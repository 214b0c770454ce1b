"""One act of somebody's as a feature alone is handed it: no engine before it, and only a store behind."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from groupbot.buttons import Press
from groupbot.case import Case
from groupbot.case import Desk as Tools
from groupbot.consent.model import Purpose
from groupbot.events import CommandGiven
from groupbot.groups import register
from groupbot.groups.directory import Directory
from groupbot.groups.model import LIVE, Group, Law
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.people import Actor, Chat, Place
from groupbot.policy import shipped
from groupbot.tally import Tally
from groupbot.vault.entropy import SystemRandom
from tests.unit.ledger_store.desk import EVENTS, POLICY, Desk

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
    tools = Tools(renderer(), directory(*known), SystemRandom(), Tally(desk))
    event = CommandGiven("1", desk.now(), Place(), who, "command")
    return Case(event, tools, desk.now(), None, POLICY, "en", 4096, press)


def here(desk: Desk, who: Actor, press: Press | None = None, text: str = "") -> Case:
    """Return what somebody does in the desk's group, or with a button of it."""
    return replace(case(desk, who, press, (desk.here,)), group=desk.here, text=text)


async def agrees_in(desk: Desk, who: Actor, count: int, purposes: tuple[Purpose, ...] = EVENTS) -> list[Group]:
    """Start, let somebody agree in so many groups, and return these; the desk stays in the last."""
    await desk.opens()
    groups = []
    for number in range(count):
        chat, random = Chat("telegram", f"-100{number}"), SystemRandom()
        enter = partial(register.enter, chat=chat, title=f"Room {number}", material=POLICY.material(), random=random)
        desk.group = (await desk.shelf.store.write(enter)).result
        await desk.agrees(who, purposes=purposes)
        groups.append(desk.here)
    return groups
