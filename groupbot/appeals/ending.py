"""Appeals that end before anybody decided them: their time is over, or the group's is that the bot had left."""

from datetime import datetime

from groupbot import dispatch
from groupbot.appeals import records, rules, screens
from groupbot.appeals.model import State
from groupbot.case import Desk
from groupbot.effects import Whisper
from groupbot.groups import keeping, register
from groupbot.people import Actor
from groupbot.store import outbox
from groupbot.store.unit import Unit


def unanswered(unit: Unit, desk: Desk, now: datetime) -> None:
    """Close what ends soon and was not decided, and tell its member, with whom else they can turn to.

    Where the bot stood still meanwhile, so that its end is past, it ends without a word: nothing outlives its end.
    """
    today = now.date().toordinal()
    for filed in records.ending(unit, today):
        appeal, law = filed.appeal, keeping.in_force(unit, filed.group, desk.directory.law(filed.group))
        member = Actor(appeal.platform, appeal.person, language=appeal.language)
        group = register.numbered(unit, filed.group)
        shown = screens.unanswered(register.title(unit, filed.group), law.policy.appeals.bodies)
        content = desk.renderer.screen(appeal.language, shown, dispatch.no_buttons)
        records.put(unit, filed, rules.closed(appeal, State.UNANSWERED, today))
        near = group.card.chat if group else None
        outbox.put_news(unit, Whisper(member, content, near), filed.group, now, desk.random)
