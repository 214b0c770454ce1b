"""From a decision to effects: the one place where keys become texts and choices become bound buttons."""

from dataclasses import dataclass, replace
from datetime import datetime

from groupbot.actions import Action
from groupbot.buttons import Buttons, Press
from groupbot.case import Case, Desk
from groupbot.content import Button, Choice, Content, Screen, Text
from groupbot.decision import Decision
from groupbot.effects import Acknowledge, Ask, Door, Effect, Hand, Leave, Remove, Say, TellAdmins, Whisper
from groupbot.events import ButtonPressed, CommandGiven, JoinNoticed, TextGiven
from groupbot.groups.model import Group
from groupbot.i18n.language import SOURCE
from groupbot.i18n.pages import join
from groupbot.people import Actor, MessageRef, Origin
from groupbot.policy.models import Policy
from groupbot.store.outbox import EVERY_GROUP, NOT_A_GROUP

NO_GROUP = EVERY_GROUP
LANGUAGE = NOT_A_GROUP
LINE_LANGUAGES = 3
NOTE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Effects:
    """`personal` ones answer the actor and may go through the outbox; `passing` ones never do.

    Those are the end of a press's waiting state, and what concerns the group. `doors` always do. `about` is the number
    of the group that the answer speaks of, NO_GROUP where it speaks of all or none, LANGUAGE where of the language.
    """

    personal: tuple[Whisper | Hand | Ask, ...] = ()
    passing: tuple[Effect, ...] = ()
    doors: tuple[Door, ...] = ()
    about: int = NO_GROUP

    @property
    def answers(self) -> tuple[Whisper | Hand, ...]:
        """Return what goes through the outbox once something was written: a question asks again by itself."""
        return tuple(effect for effect in self.personal if not isinstance(effect, Ask))

    @property
    def all(self) -> tuple[Effect, ...]:
        """Return all of them in the order in which they are performed."""
        return self.personal + self.passing + self.doors


def effects_of(decision: Decision, case: Case, buttons: Buttons) -> Effects:
    """Return what a decision asks of the platform, in the languages of those who will read it."""
    passing = (*_acknowledged(decision, case), *_public(decision, case, buttons))
    # A language is chosen for all groups, wherever its button stood.
    return Effects(_personal(decision, case, buttons), passing, decision.door, _about(case))


def standing(  # noqa: PLR0913  (a line is all of these)
    desk: Desk,
    group: Group,
    policy: Policy,
    line: Screen,
    now: datetime,
    buttons: Buttons,
    *,
    thread: str = "",
    moves: bool = False,
) -> Say:
    """Return a group's line, in the group's first languages one under the other: a newcomer may read only one.

    In a group that is not served the policy does not hold, its languages neither. The line stands where the group's
    policy wants it. Where that says nothing it keeps its topic, unless it `moves`; a missing one goes to `thread`.
    """
    languages = policy.languages[:LINE_LANGUAGES] if group.served else (SOURCE,)
    texts = [
        desk.renderer.rich(language, part) for language in languages for part in line.parts if isinstance(part, Text)
    ]

    def bind(choice: Choice) -> Button:
        press = Press(choice.action, group.number, choice.value, choice.shown, choice.public)
        return Button("", token=buttons.make(press, now, None))

    content = desk.renderer.screen(languages[0], Screen((join(texts, "\n"),), line.rows), bind)
    former = group.card.line
    where = policy.line.thread
    if not where and not moves:
        where = former.thread if former else thread
    return Say(group.card.chat, content, where, former, stands=True)


def _about(case: Case) -> int:
    action = case.press.action if case.press else None
    if action == Action.LANGUAGE:
        return LANGUAGE
    if action == Action.WITHDRAW_EVERYWHERE:
        return NO_GROUP
    named = case.press.group if case.press else NO_GROUP
    return case.group.number if case.group else named


def no_buttons(choice: Choice) -> Button:
    """Refuse to bind: what is told without an event has nobody whose button it could be."""
    msg = f"{choice.label.key} has no event to be bound to"
    raise ValueError(msg)


def _personal(decision: Decision, case: Case, buttons: Buttons) -> tuple[Whisper | Hand | Ask, ...]:
    if decision.show is None:
        return ()
    actor, near = case.event.actor, case.event.place.chat
    language = decision.language or case.language
    if decision.ask is not None:
        return (_question(decision.show, decision.ask, case, buttons, file=decision.ask_file),)
    content = _content(case, decision.show, language, buttons, actor)
    if decision.file is None:
        more = (Whisper(actor, _content(case, screen, language, buttons, actor), near) for screen in decision.more)
        return (Whisper(actor, content, near, _origin(case)), *more)
    otherwise = _content(case, Screen((Text("needs-private"),)), language, buttons, actor)
    # What was pressed stays: a screen with its buttons is worth more than the word that takes the file's place. A
    # public button is nobody's screen, and its press may have to open the private chat first.
    own = isinstance(case.event, ButtonPressed) and case.press is not None and not case.press.public
    asked = None if own else _origin(case)
    return (Hand(actor, decision.file.name, decision.file.body, content, otherwise, near, asked),)


def _question(show: Screen, ask: Choice, case: Case, buttons: Buttons, *, file: bool) -> Ask:
    """Return a question whose only button calls it off, and carries what the answer in words will name."""
    actor = case.event.actor
    content = _content(case, replace(show, rows=((ask,),)), case.language, buttons, actor)
    token = content.rows[0][0].token
    return Ask(actor, content, token, file, near=case.event.place.chat, origin=_origin(case))


def _acknowledged(decision: Decision, case: Case) -> tuple[Effect, ...]:
    origin = _origin(case)
    if origin is None or not origin.press:
        return ()
    note = case.desk.renderer.rich(case.language, decision.note).text if decision.note else ""
    return (Acknowledge(origin, note[:NOTE_LIMIT]),)


def _public(decision: Decision, case: Case, buttons: Buttons) -> list[Effect]:
    effects: list[Effect] = []
    if decision.remove and isinstance(case.event, JoinNoticed):
        effects.append(Remove(case.event.message))
    if decision.remove and isinstance(case.event, CommandGiven) and case.event.seen_by_all:
        stands, thread = case.event.origin, case.event.place.thread
        effects.append(Remove(MessageRef(stands.chat, stands.message, thread)))
    effects += _about_group(decision, case, buttons)
    if case.group is None:
        return effects
    if decision.line is not None:
        thread = case.event.place.thread
        line, moves = decision.line, decision.here
        effects.append(
            standing(case.desk, case.group, case.policy, line, case.now, buttons, thread=thread, moves=moves)
        )
    return effects


def _about_group(decision: Decision, case: Case, buttons: Buttons) -> list[Effect]:
    """Return what a group's admins hear, and whether the bot goes; also of one that ends with this decision."""
    chat = decision.of or (case.group.card.chat if case.group else None)
    if chat is None:
        return []
    effects: list[Effect] = []
    language = case.policy.languages[0]
    if decision.said is not None:
        said = _content(case, decision.said, language, buttons, None)
        effects.append(Say(chat, said, case.event.place.thread))
    if decision.admins is not None:
        told = _content(case, decision.admins, language, buttons, None)
        # Who acted reads it on their own screen; where they see nothing they are told with the others.
        effects.append(TellAdmins(chat, told, beside=case.event.actor if decision.show else None))
    return [*effects, Leave(chat)] if decision.leave else effects


def _content(case: Case, screen: Screen, language: str, buttons: Buttons, person: Actor | None) -> Content:
    here = case.group.number if case.group else NO_GROUP

    def bind(choice: Choice) -> Button:
        if choice.url:
            return Button("", url=choice.url)
        group = here if choice.group is None else choice.group
        press = Press(choice.action, group, choice.value, choice.shown, choice.public)
        # Nothing but this button is left of a withdrawal: it cannot be had anew.
        lasting = choice.action == Action.WITHDRAWAL_RECEIPT
        return Button("", token=buttons.make(press, case.now, person, lasting=lasting))

    return case.desk.renderer.screen(language, screen, bind)


def _origin(case: Case) -> Origin | None:
    return case.event.origin if isinstance(case.event, CommandGiven | ButtonPressed | TextGiven) else None
