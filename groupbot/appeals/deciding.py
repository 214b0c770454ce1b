"""The admins' side of appeals: what waits, what was read, and what is decided; the right is read at each act."""

from groupbot.actions import Action
from groupbot.appeals import noted, records, rules, screens
from groupbot.appeals.model import PENDING, RULINGS, About, Appeal, Filed, Office, Ruling, State, Vote
from groupbot.buttons import Press
from groupbot.case import Case
from groupbot.content import Button, Choice, Screen, Text
from groupbot.decision import Decision
from groupbot.effects import Release, Whisper
from groupbot.groups.model import Group
from groupbot.ledger.kinds import Kind, Reason
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
    admin = _mark(unit, case, case.event.actor.id)
    known = rules.looked_at(filed.appeal, admin, case.today)
    if known != filed.appeal:
        records.put(unit, filed, known)
    return Decision(show=screens.to_decide(filed, own=admin in known.actors), unkept=True, why=_WHY)


def mine(unit: Unit, case: Case) -> Decision:
    """Note that the appeal is about this admin's own act."""
    filed = _pending(unit, case)
    if isinstance(filed, Decision):
        return filed
    records.put(unit, filed, rules.acted(filed.appeal, _mark(unit, case, case.event.actor.id)))
    return Decision(show=screens.mine(filed), why=_WHY)


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
    voted = _voted(unit, case, filed, _office(unit, case, filed))
    if rules.suffices(voted, _ruling(case), case.policy.appeals.deciders):
        return _closed(unit, case, filed, voted)
    records.put(unit, filed, voted)
    return Decision(show=screens.needs_second(filed, _ruling(case)), why=_WHY)


def decide_alone(unit: Unit, case: Case) -> Decision:
    """Take the ruling of a group's only admin, where that is known, or where nobody else decides it in time."""
    filed = _pending(unit, case)
    if isinstance(filed, Decision):
        return filed
    admin, office = _mark(unit, case, case.event.actor.id), _office(unit, case, filed)
    if rules.may_decide_alone(filed.appeal, admin, office, case.today):
        return _closed(unit, case, filed, _voted(unit, case, filed, office), office)
    others = office.known - {admin}
    shown = screens.said("appeal-not-sole") if others else screens.said("appeal-not-sole-yet", filed.appeal.due + 1)
    return Decision(show=shown, why_not=_WHY)


def _voted(unit: Unit, case: Case, filed: Filed, office: Office) -> Appeal:
    vote = Vote(_mark(unit, case, case.event.actor.id), _ruling(case), rules.taken(case.text))
    return rules.answered(filed.appeal, vote, office)


def _closed(unit: Unit, case: Case, filed: Filed, voted: Appeal, alone: Office | None = None) -> Decision:
    after = rules.decided(voted, _ruling(case), case.today, alone)
    records.put(unit, filed, after)
    before = filed.appeal
    member = Actor(before.platform, before.person, language=before.language)
    group = _group(case)
    words = [vote.words for vote in rules.agreeing(voted, _ruling(case)) if vote.words]
    shown = screens.news(group.card.title, after, words, case.policy.appeals.bodies)
    content = case.desk.renderer.screen(before.language, shown, _no_button)
    outbox.put_news(unit, Whisper(member, content, group.card.chat), group.number, case.now, case.desk.random)
    noted.decided(unit, case, member, before, after)
    if after.state is State.OVERTURNED and _holds(before):
        release = Release(group.card.chat, member, Reason.OVERTURNED)
        return Decision(show=screens.said("appeal-decided"), door=(release,), why=_WHY)
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


def _mark(unit: Unit, case: Case, admin: str) -> str:
    """Return the mark of an admin of the platform at hand: of another appeal it would be another one."""
    return unit.vault.tag("appeal-admin", str(_press(case).shown), case.event.actor.platform, admin).hex()[:32]


def _office(unit: Unit, case: Case, filed: Filed) -> Office:
    others = case.admins.known - {filed.appeal.person}
    return Office(frozenset(_mark(unit, case, admin) for admin in others), case.admins.all)


def _no_button(choice: Choice) -> Button:
    msg = f"{choice.label.key} would be nobody's button"
    raise ValueError(msg)
