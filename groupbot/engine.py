"""The engine: one event in, a decision in one transaction, effects out (DESIGN section 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from groupbot import dispatch, doors, routes
from groupbot.buttons import Buttons, Press, Refusal
from groupbot.case import Case, Desk
from groupbot.content import Screen, Text
from groupbot.decision import NOTHING, Decision
from groupbot.dispatch import Effects
from groupbot.effects import Effect
from groupbot.events import BotRemoved, ButtonPressed, CommandGiven, Event, GroupMigrated, MemberJoined
from groupbot.groups import keeping, register, rules
from groupbot.groups.model import Group, Law
from groupbot.groups.whereabouts import Whereabouts
from groupbot.i18n.language import negotiate
from groupbot.language import records as languages
from groupbot.people import ActorKind
from groupbot.performer import Performer
from groupbot.ports import Clock, Ports, Standing, Unavailable
from groupbot.routes import Route
from groupbot.store import inbox, outbox
from groupbot.store.store import Store
from groupbot.store.unit import Unit
from groupbot.unwritten import Unwritten


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of an event: the decision with its reasons, the effects, and the policy that applied."""

    decision: Decision = NOTHING
    effects: tuple[Effect, ...] = ()
    policy: str = ""
    group: int | None = None
    wrote: bool = False


QUIET = Handled()


class Engine:
    """Handles events; it returns after the commit and raises Unavailable when it could not commit."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        buttons: Buttons,
        ports: Mapping[str, Ports],
        clock: Clock,
        performer: Performer,
    ) -> None:
        self._store = store
        self._desk = desk
        self._buttons = buttons
        self._ports = ports
        self._clock = clock
        self._performer = performer
        self._whereabouts = Whereabouts(store, desk.directory, desk.random, clock)
        self._unwritten = Unwritten()

    async def handle(self, event: Event) -> Handled:
        """Decide on an event, commit, and perform; a plain message leaves by the first line and touches nothing."""
        match event:
            case CommandGiven() | ButtonPressed() if event.actor.kind is not ActorKind.PERSON:
                return Handled(Decision(why_not=(Text("why-not-a-person"),)))
            case CommandGiven():
                route = routes.COMMANDS.get(event.command)
                return await self._answer(event, route, None) if route else QUIET
            case ButtonPressed():
                return await self._pressed(event)
            case MemberJoined() if event.actor.kind is not ActorKind.PERSON:
                return QUIET
            case BotRemoved():
                return _happened("why-bot-removed", await self._whereabouts.removed(event))
            case GroupMigrated():
                return _happened("why-migrated", await self._whereabouts.migrated(event))
        route = routes.HAPPENINGS.get(type(event))
        return await self._answer(event, route, None) if route else QUIET

    async def _pressed(self, event: ButtonPressed) -> Handled:
        press = self._buttons.open(event.token, self._clock.now(), event.actor)
        route = routes.ACTIONS.get(press.action) if isinstance(press, Press) else None
        if isinstance(press, Press) and route is not None:
            return await self._answer(event, route, press)
        refusal = press if isinstance(press, Refusal) else Refusal.FORGED
        told, why = Text(f"button-{refusal}"), (Text(f"why-not-{refusal}"),)
        # Without a press to answer (a link with a token in it) the word has to stand on a screen of its own.
        decision = Decision(note=told, why_not=why) if event.origin.press else Decision(Screen((told,)), why_not=why)
        chosen = await self._store.read(partial(languages.chosen, actor=event.actor))
        effects = dispatch.effects_of(
            decision, self._case(event, None, None, self._desk.directory.law(None), chosen), self._buttons
        )
        await self._performer.promptly(event.actor.platform, effects.all)
        return Handled(decision, effects.all)

    async def _answer(self, event: Event, route: Route, press: Press | None) -> Handled:
        group = await self._whereabouts.of(event)
        if route.members:
            route = await self._for_members(event, route, press)
        work = partial(self._decide, event, route, press, group)
        if route.writes:
            done = await self._store.write(work)
            (case, decision, effects, entered), wrote = done.result, done.wrote
        else:
            (case, decision, effects, entered), wrote = await self._store.read(work), False
        if entered:
            await self._performer.deliver(event.actor.platform, entered)
        else:
            await self._performer.promptly(event.actor.platform, effects.personal)
        await self._performer.promptly(event.actor.platform, effects.passing, case.group)
        law = self._desk.directory.law(case.group.number if case.group else None)
        number = case.group.number if case.group else None
        return Handled(decision, effects.all, law.source, number, wrote)

    def _decide(
        self, event: Event, route: Route, press: Press | None, group: Group | None, unit: Unit
    ) -> tuple[Case, Decision, Effects, list[bytes]]:
        """Decide inside the transaction: everything that is written is decided on what this transaction reads."""
        platform = event.actor.platform
        if press is not None:
            group = self._desk.directory.numbered(press.group) or register.numbered(unit, press.group)
            if group is None and press.group != dispatch.NO_GROUP:
                route = routes.GROUP_GONE
        law = self._desk.directory.law(group.number if group else None)
        if group is not None and (route.writes or self._desk.directory.numbered(group.number) is None):
            law = keeping.in_force(unit, group.number, law)
        route = doors.answering(group, route, event, press)
        case = self._case(event, press, group, law, languages.chosen(unit, event.actor))
        if route.writes and inbox.seen(unit, platform, event.key):
            return case, Decision(why_not=(Text("why-not-twice"),)), Effects(), []
        decision = route.answer(unit, case)
        if route.contact:
            decision = routes.ask_anew(unit, case, decision)
        if group is not None:
            decision = _line(decision, group, case)
        effects = dispatch.effects_of(decision, case, self._buttons)
        entered = []
        if unit.dirty:
            inbox.remember(unit, platform, event.key, case.now)
            self._unwritten.remember(unit, platform, event.actor.id, case.now)
            answers, about = effects.personal, effects.about
            entered = outbox.put(unit, platform, answers, about, case.now, self._desk.random)
        elif press is not None and routes.ACTIONS[press.action].writes:
            self._unwritten.note(unit, platform, event.actor.id, event.key, case.now)
        return case, decision, effects, entered

    def _case(self, event: Event, press: Press | None, group: Group | None, law: Law, chosen: str) -> Case:
        available = self._desk.renderer.languages
        own = negotiate(event.actor.language, available) if event.actor.language else law.policy.languages[0]
        limit = self._ports[event.actor.platform].capabilities.page_limit
        return Case(event, self._desk, self._clock.now(), group, law.policy, chosen or own, limit, press)

    async def _for_members(self, event: Event, route: Route, press: Press | None) -> Route:
        """Ask the platform, now, whether the presser is in the group that the button names (law L12).

        UNKNOWN passes: a bot that is no admin may not read members, and a consent from outside harms nobody. While
        the platform does not answer, the presser is asked to try again; the event must not wait and block others.
        """
        group = self._desk.directory.numbered(press.group) if press else None
        if group is None:
            return routes.GROUP_GONE
        try:
            standing = await self._ports[event.actor.platform].standing(group.card.chat, event.actor)
        except Unavailable:
            return routes.TRY_LATER
        return routes.NOT_A_MEMBER if standing is Standing.OUTSIDE else route


def _happened(why: str, number: int | None) -> Handled:
    return QUIET if number is None else Handled(Decision(why=(Text(why),)), group=number, wrote=True)


def _line(decision: Decision, group: Group, case: Case) -> Decision:
    """Let the line move only when it may, and stand where it is missing: word of the bot's coming may be lost."""
    if decision.line is None and (group.card.line is not None or case.event.place.chat != group.card.chat):
        return decision
    if rules.line_due(group.card, case.policy.line.repost_minutes, case.now):
        return replace(decision, line=doors.standing_line(group))
    return replace(decision, line=None, why_not=(*decision.why_not, Text("why-not-line-stands")))
