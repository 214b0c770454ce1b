"""The engine: one event in, a decision in one transaction, effects out (DESIGN section 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from groupbot import dispatch, noted, routes
from groupbot.buttons import Buttons, Press, Refusal, claimed
from groupbot.case import Desk
from groupbot.content import Prompt, Screen, Text
from groupbot.decision import NOTHING, Decision, Settled
from groupbot.effects import Acknowledge, Effect
from groupbot.events import (
    BotAdded,
    BotRemoved,
    ButtonPressed,
    CommandGiven,
    Event,
    GroupMigrated,
    MemberJoined,
    RestrictionChanged,
    TextGiven,
)
from groupbot.groups.model import Group, Mode
from groupbot.groups.whereabouts import Whereabouts
from groupbot.i18n.language import negotiate
from groupbot.language import records as languages
from groupbot.people import ActorKind
from groupbot.performer import Performer
from groupbot.permits import Permits
from groupbot.ports import Clock, Ports
from groupbot.rehearsal import Rehearsal
from groupbot.routes import Route
from groupbot.store.store import Store
from groupbot.transaction import Transactions
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
LEAVING = Handled(Decision(why_not=(Text("why-not-staying"),)))
NOBODY = Handled(Decision(why_not=(Text("why-not-a-person"),)))


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
        self.tally = desk.tally
        self._rehearsal = Rehearsal(performer, desk.tally)
        self._permits = Permits(ports, desk.directory, clock)
        self._whereabouts = Whereabouts(store, desk, clock, routes.JOINED)
        self._unwritten = Unwritten()
        self._inside = Transactions(desk, buttons, ports, clock, self._unwritten)

    async def handle(self, event: Event) -> Handled:
        """Decide on an event, commit, and perform; a plain message leaves by the first line and touches nothing."""
        if self._performer.departures.expects(event.place.chat):
            return await self._forgotten(event)
        return await self._met(event)

    async def _met(self, event: Event) -> Handled:
        match event:
            case CommandGiven() if event.actor.kind is ActorKind.ANONYMOUS_ADMIN:
                return await self._unnamed(event)
            case CommandGiven() | ButtonPressed() | TextGiven() if event.actor.kind is not ActorKind.PERSON:
                return NOBODY
            case CommandGiven():
                route = routes.COMMANDS.get(event.command)
                return await self._answer(event, route, None) if route else QUIET
            case ButtonPressed() | TextGiven():
                return await self._pressed(event)
            case MemberJoined() if event.actor.kind is not ActorKind.PERSON:
                return QUIET
            case BotRemoved() | RestrictionChanged():
                return await self._noted(event)
            case GroupMigrated():
                return await self._migrated(event)
        route = routes.HAPPENINGS.get(type(event))
        return await self._answer(event, route, None) if route else QUIET

    async def _forgotten(self, event: Event) -> Handled:
        """Go out of a group that the bot has forgotten and still stands in, unless it was brought there anew."""
        chat, departures, platform = event.place.chat, self._performer.departures, event.actor.platform
        if chat is None:
            return await self._met(event)
        if isinstance(event, BotAdded | BotRemoved):
            departures.forget(chat)
            return await self._met(event)
        await departures.again(self._ports[platform], chat)
        if isinstance(event, ButtonPressed):
            await self._performer.promptly(platform, (Acknowledge(event.origin),))
        return LEAVING

    def prompt(self, event: ButtonPressed) -> Prompt | None:
        """Return the form that a button opens; implements groupbot.ports.Handler, without reading a file."""
        question = routes.QUESTIONS.get(claimed(event.token))
        press = self._buttons.open(event.token, self._clock.now(), event.actor) if question else None
        if question is None or not isinstance(press, Press) or event.actor.kind is not ActorKind.PERSON:
            return None
        law = self._desk.directory.law(press.group)
        language = negotiate(event.actor.language, self._desk.renderer.languages) or law.policy.languages[0]
        token = self._buttons.make(replace(press, action=question.answer), self._clock.now(), event.actor)
        title, field = (self._desk.renderer.label(language, Text(key)) for key in (question.title, question.field))
        return Prompt(title, field, token, question.limit, question.file)

    async def _noted(self, event: BotRemoved | RestrictionChanged) -> Handled:
        if isinstance(event, BotRemoved):
            return _happened("why-bot-removed", await self._whereabouts.removed(event))
        return _happened(*await noted.restriction(self._store, self._desk, event, self._clock.now(), self._unwritten))

    async def _migrated(self, event: GroupMigrated) -> Handled:
        """Follow a group to its new address; its admins hear of it where they had settled things in two places."""
        moved = await self._whereabouts.migrated(event)
        if moved is None:
            return QUIET
        law = self._desk.directory.law(moved.group.number)
        told = Screen((Text("told-joined"),)) if moved.joined else None
        decision = Decision(admins=told, why=(Text("why-migrated"),))
        effects = dispatch.effects_of(decision, self._inside.case(event, None, moved.group, law, ""), self._buttons)
        await self._performer.promptly(moved.group.card.chat.platform, effects.all)
        return Handled(decision, effects.all, law.source, moved.group.number, wrote=True)

    async def _unnamed(self, event: CommandGiven) -> Handled:
        """Answer an admin who stays anonymous: in the group, because nobody knows whom to answer in private."""
        route = routes.COMMANDS.get(event.command)
        if route is None or route.anonymous is None:
            return NOBODY
        return await self._answer(event, replace(route, answer=route.anonymous, writes=False), None)

    async def _pressed(self, event: ButtonPressed | TextGiven) -> Handled:
        press = self._buttons.open(event.token, self._clock.now(), event.actor)
        if isinstance(press, Press):
            route = routes.of_press(press.action, answered=isinstance(event, TextGiven))
            if route is not None:
                return await self._answer(event, route, press)
        refusal = press if isinstance(press, Refusal) else Refusal.FORGED
        told, why = Text(f"button-{refusal}"), (Text(f"why-not-{refusal}"),)
        # Without a press to answer (a link with a token in it) the word has to stand on a screen of its own.
        decision = Decision(note=told, why_not=why) if event.origin.press else Decision(Screen((told,)), why_not=why)
        chosen = await self._store.read(partial(languages.chosen, actor=event.actor))
        effects = dispatch.effects_of(
            decision, self._inside.case(event, None, None, self._desk.directory.law(None), chosen), self._buttons
        )
        await self._performer.promptly(event.actor.platform, effects.all)
        return Handled(decision, effects.all)

    async def _answer(self, event: Event, route: Route, press: Press | None) -> Handled:
        group = await self._whereabouts.of(event)
        permitted = await self._permits.route(event, route, press, group)
        permitted, seen = await self._permits.seen(permitted, press, group)
        performer = self._performer_for(event, route, group)
        route = permitted
        work = partial(self._inside.decide, event, route, press, group, seen)
        if route.writes:
            done = await self._store.write(work)
            (case, decision, effects, entered, doing), wrote = done.result, done.wrote
        else:
            (case, decision, _, entered, doing), wrote = await self._store.read(work), False
            # Worded here and not on the store's thread: whoever only reads holds up nobody who writes for longer.
            effects = dispatch.effects_of(decision, case, self._buttons)
        if decision.settled is not None:
            self._settle(decision.settled)
        if decision.leave and decision.of is not None:
            self._performer.departures.expect(decision.of)
        if entered:
            await performer.deliver(event.actor.platform, entered)
        else:
            await performer.promptly(event.actor.platform, effects.personal, case.group, decision.why)
        if decision.unkept:
            performer.lose(event.actor.platform, event.actor)
        await performer.promptly(event.actor.platform, effects.passing, case.group, decision.why)
        if doing:
            await self._performer.deliver(event.actor.platform, doing)
        elif effects.doors:
            await self._rehearsal.promptly(event.actor.platform, effects.doors, case.group, decision.why)
        number = case.group.number if case.group else None
        return Handled(decision, effects.all, self._desk.directory.law(number).source, number, wrote)

    def _performer_for(self, event: Event, route: Route, group: Group | None) -> Performer:
        """Return who performs: a group that is not live yet only rehearses what it was not asked for by its admins.

        What answers a button's own presser is theirs already: no button stands where the bot does not act.
        """
        if group is None or group.card.mode is not Mode.DRY or route.always:
            return self._performer
        return self._performer if isinstance(event, ButtonPressed | TextGiven) else self._rehearsal

    def _settle(self, settled: Settled) -> None:
        """Let the directory know what has been committed."""
        directory = self._desk.directory
        if settled.group is None:
            self._desk.forget(settled.number)
            return
        self._desk.keep(settled.group)
        if settled.ruling is not None:
            directory.files.overlay(settled.number, settled.own or "")
            directory.settle(settled.number, settled.wish, settled.ruling)


def _happened(why: str, number: int | None) -> Handled:
    return QUIET if number is None else Handled(Decision(why=(Text(why),)), group=number, wrote=True)
