"""From a decision to effects: the one place where keys become texts and choices become bound buttons."""

from dataclasses import dataclass
from datetime import datetime

from groupbot.actions import Action
from groupbot.buttons import Buttons, Press
from groupbot.case import Case, Desk
from groupbot.content import Button, Choice, Content, Screen, Text
from groupbot.decision import Decision
from groupbot.effects import Acknowledge, Effect, Hand, Say, Whisper
from groupbot.events import ButtonPressed, CommandGiven
from groupbot.groups.model import Group
from groupbot.i18n.language import SOURCE
from groupbot.i18n.pages import join
from groupbot.people import Actor, Origin
from groupbot.policy.models import Policy
from groupbot.store.outbox import EVERY_GROUP, NOT_A_GROUP

NO_GROUP = EVERY_GROUP
LANGUAGE = NOT_A_GROUP
LINE_LANGUAGES = 3
NOTE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Effects:
    """`personal` ones answer the actor and may go through the outbox; `passing` ones never do.

    Those are the end of a press's waiting state, and what concerns the group. `about` is the number of the group that
    the answer speaks of, NO_GROUP where it speaks of all or none, LANGUAGE where it speaks of the reader's language.
    """

    personal: tuple[Whisper | Hand, ...] = ()
    passing: tuple[Effect, ...] = ()
    about: int = NO_GROUP

    @property
    def all(self) -> tuple[Effect, ...]:
        """Return all of them in the order in which they are performed."""
        return self.personal + self.passing


def effects_of(decision: Decision, case: Case, buttons: Buttons) -> Effects:
    """Return what a decision asks of the platform, in the languages of those who will read it."""
    passing = (*_acknowledged(decision, case), *_public(decision, case, buttons))
    # A language is chosen for all groups, wherever its button stood.
    return Effects(_personal(decision, case, buttons), passing, _about(case))


def standing(  # noqa: PLR0913  (a line is all of these)
    desk: Desk, group: Group, policy: Policy, line: Screen, now: datetime, buttons: Buttons, *, thread: str = ""
) -> Say:
    """Return a group's line, in the group's first languages one under the other: a newcomer may read only one.

    In a group that is not served the policy does not hold, its languages neither. The line keeps its topic; where it
    is missing it stands in `thread`.
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
    return Say(group.card.chat, content, former.thread if former else thread, former)


def _about(case: Case) -> int:
    action = case.press.action if case.press else None
    if action == Action.LANGUAGE:
        return LANGUAGE
    return NO_GROUP if action == Action.WITHDRAW_EVERYWHERE or case.group is None else case.group.number


def no_buttons(choice: Choice) -> Button:
    """Refuse to bind: what is told without an event has nobody whose button it could be."""
    msg = f"{choice.label.key} has no event to be bound to"
    raise ValueError(msg)


def _personal(decision: Decision, case: Case, buttons: Buttons) -> tuple[Whisper | Hand, ...]:
    if decision.show is None:
        return ()
    actor, near = case.event.actor, case.event.place.chat
    language = decision.language or case.language
    content = _content(case, decision.show, language, buttons, actor)
    if decision.file is None:
        more = (Whisper(actor, _content(case, screen, language, buttons, actor), near) for screen in decision.more)
        return (Whisper(actor, content, near, _origin(case)), *more)
    otherwise = _content(case, Screen((Text("needs-private"),)), language, buttons, actor)
    # What was pressed stays: a screen with its buttons is worth more than the word that takes the file's place.
    asked = None if isinstance(case.event, ButtonPressed) else _origin(case)
    return (Hand(actor, decision.file.name, decision.file.body, content, otherwise, near, asked),)


def _acknowledged(decision: Decision, case: Case) -> tuple[Effect, ...]:
    origin = _origin(case)
    if origin is None or not origin.press:
        return ()
    note = case.desk.renderer.rich(case.language, decision.note).text if decision.note else ""
    return (Acknowledge(origin, note[:NOTE_LIMIT]),)


def _public(decision: Decision, case: Case, buttons: Buttons) -> list[Effect]:
    effects: list[Effect] = []
    if case.group is None:
        return effects
    if decision.line is not None:
        thread = case.event.place.thread
        effects.append(standing(case.desk, case.group, case.policy, decision.line, case.now, buttons, thread=thread))
    return effects


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
    return case.event.origin if isinstance(case.event, CommandGiven | ButtonPressed) else None
