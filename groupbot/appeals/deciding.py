"""The admins' side of appeals: what waits, what was read, and what is decided; the right is read at each act."""

from groupbot.actions import Action
from groupbot.appeals import noted, records, rules, screens
from groupbot.appeals.model import PENDING, RULINGS, About, Appeal, Filed, Ruling, State
from groupbot.buttons import Press
from groupbot.case import Case
from groupbot.content import Button, Choice, Screen, Text
from groupbot.decision import Decision
from groupbot.effects import Release, Whisper
from groupbot.groups.model import Group
from groupbot.ledger.kinds import Kind
from groupbot.people import Actor
from groupbot.store import outbox
from groupbot.store.unit import Unit

_WHY = (Text("why-asked-by-admin"),)


def waiting(unit: Unit, case: Case) -> Decision:
    """Answer /appeals with what waits, the oldest first."""
    if case.group is None:
        return Decision(show=Screen((Text("setup-which-group"),)), why_not=_WHY)
    return Decision(show=screens.waiting(records.waiting(unit, case.group.number)), why=_WHY)


def unnamed(_unit: Unit, _case: Case) -> Decision:
    """Answer an admin who stays anonymous by a public button: only a press tells the bot whom to answer."""
    button = Choice(Text("button-open-command", ("/appeals",)), Action.APPEALS, public=True)
    return Decision(said=Screen((Text("setup-unnamed"),), ((button,),)), why=(Text("why-unnamed"),))


def read(unit: Unit, case: Case) -> Decision:
    """Show an appeal to an admin, of which its member learns."""
    filed = _pending(unit, case)
    if isinstance(filed, Decision):
        return filed
    known = rules.looked_at(filed.appeal, _mark(unit, case), case.today)
    if known != filed.appeal:
        records.put(unit, filed, known)
    return Decision(show=screens.to_decide(filed), why=_WHY)


def mine(unit: Unit, case: Case) -> Decision:
    """Note that the appeal is about this admin's own act."""
    filed = _pending(unit, case)
    if isinstance(filed, Decision):
        return filed
    records.put(unit, filed, rules.acted(filed.appeal, _mark(unit, case)))
    return Decision(show=screens.said("appeal-mine"), why=_WHY)


def ruling(unit: Unit, case: Case) -> Decision:
    """Show a ruling before it counts."""
    filed = _pending(unit, case)
    if isinstance(filed, Decision):
        return filed
    return Decision(show=screens.confirm(filed, _ruling(case)), why=_WHY)


def decide(unit: Unit, case: Case) -> Decision:
    """Take an admin's ruling, with words of theirs where they were asked for."""
    filed = _pending(unit, case)
    if isinstance(filed, Decision):
        return filed
    after = rules.answered(filed.appeal, _mark(unit, case), _ruling(case), case.policy.appeals.deciders, case.today)
    if after.state is State.ANSWERED:
        records.put(unit, filed, after)
        return Decision(show=screens.needs_second(filed, _ruling(case)), why=_WHY)
    return _closed(unit, case, filed, after)


def decide_alone(unit: Unit, case: Case) -> Decision:
    """Take the ruling of a group's only admin, where nobody else has shown to be one."""
    filed = _pending(unit, case)
    if isinstance(filed, Decision):
        return filed
    if not rules.may_decide_alone(filed.appeal, _mark(unit, case)):
        return Decision(show=screens.said("appeal-not-sole"), why_not=_WHY)
    return _closed(unit, case, filed, rules.decided_alone(filed.appeal, _ruling(case), case.today))


def _closed(unit: Unit, case: Case, filed: Filed, after: Appeal) -> Decision:
    records.put(unit, filed, after)
    before = filed.appeal
    member = Actor(before.platform, before.person, language=before.language)
    group = _group(case)
    shown = screens.news(group.card.title, after, rules.taken(case.text), case.policy.appeals.bodies)
    content = case.desk.renderer.screen(before.language, shown, _no_button)
    outbox.put_news(unit, Whisper(member, content, group.card.chat), group.number, case.now, case.desk.random)
    noted.decided(unit, case, member, before, after)
    if after.state is State.OVERTURNED and _holds(before):
        return Decision(show=screens.said("appeal-decided"), door=(Release(group.card.chat, member),), why=_WHY)
    return Decision(show=screens.said("appeal-decided"), why=_WHY)


def _holds(what: Appeal) -> bool:
    """Tell whether an appeal is about being kept from writing, said so or by an entry of the log."""
    return what.about is About.RESTRICTION or what.kind == Kind.RESTRICTED


def _pending(unit: Unit, case: Case) -> Filed | Decision:
    """Return the appeal that a button names, or why this admin does nothing with it: it is closed, or their own."""
    filed, actor = records.one(unit, _group(case).number, _press(case).shown), case.event.actor
    if filed is None or filed.appeal.state not in PENDING:
        return Decision(show=screens.said("appeal-gone"), why_not=_WHY)
    if (filed.appeal.platform, filed.appeal.person) == (actor.platform, actor.id):
        return Decision(show=screens.own(case.policy.appeals.bodies), why_not=_WHY)
    return filed


def _group(case: Case) -> Group:
    if case.group is None:
        msg = "an admin's button names its group"
        raise ValueError(msg)
    return case.group


def _press(case: Case) -> Press:
    if case.press is None:
        msg = "an admin's button names the appeal"
        raise ValueError(msg)
    return case.press


def _ruling(case: Case) -> Ruling:
    value = _press(case).value
    return RULINGS[value] if value < len(RULINGS) else RULINGS[0]


def _mark(unit: Unit, case: Case) -> str:
    """Return the mark of the admin at hand: of another appeal it would be another one."""
    number = str(_press(case).shown)
    return unit.vault.tag("appeal-admin", number, case.event.actor.platform, case.event.actor.id).hex()[:32]


def _no_button(choice: Choice) -> Button:
    msg = f"{choice.label.key} would be nobody's button"
    raise ValueError(msg)
