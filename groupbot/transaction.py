"""What an event comes to inside its transaction: the case that it is, the answer of its route, and what is written."""

from collections.abc import Mapping

from groupbot import aftermath, dispatch, doors, routes
from groupbot.buttons import Buttons, Press
from groupbot.case import UNSEEN, Case, Desk, Seen
from groupbot.content import Text
from groupbot.decision import Decision
from groupbot.dispatch import Effects
from groupbot.events import Event, TextGiven
from groupbot.groups import keeping, register
from groupbot.groups.model import Group, Law
from groupbot.i18n.language import negotiate
from groupbot.language import records as languages
from groupbot.ports import Clock, Ports
from groupbot.restraint import service as restraint
from groupbot.routes import Route
from groupbot.store import inbox, outbox
from groupbot.store.unit import Unit
from groupbot.unwritten import Unwritten


class Transactions:
    """Decides events; `decide` runs on the store's thread, inside a unit of work, and performs nothing."""

    def __init__(
        self, desk: Desk, buttons: Buttons, ports: Mapping[str, Ports], clock: Clock, unwritten: Unwritten
    ) -> None:
        self._desk = desk
        self._buttons = buttons
        self._ports = ports
        self._clock = clock
        self._unwritten = unwritten

    def decide(
        self,
        event: Event,
        route: Route,
        press: Press | None,
        group: Group | None,
        seen: Seen,
        unit: Unit,
    ) -> tuple[Case, Decision, Effects, list[bytes], list[bytes]]:
        """Decide inside the transaction: everything that is written is decided on what this transaction reads."""
        platform, writes = event.actor.platform, route.writes
        if press is not None:
            group = self._desk.directory.numbered(press.group) or register.numbered(unit, press.group)
            if group is None and press.group != dispatch.NO_GROUP:
                route = routes.GROUP_GONE
        if route.writes and group is not None:
            # Another unit may have paused or ended it a moment ago, and the directory not have heard of that yet.
            group = register.numbered(unit, group.number)
            route = route if group is not None else routes.GROUP_GONE
        law = self._desk.directory.law(group.number if group else None)
        if group is not None and (route.writes or self._desk.directory.numbered(group.number) is None):
            law = keeping.in_force(unit, group.number, law)
        acts = press is not None or route.always
        route = doors.answering(group, route, event, press)
        case = self.case(event, press, group, law, languages.chosen(unit, event.actor), seen)
        if route.writes and inbox.seen(unit, platform, event.key):
            return case, Decision(why_not=(Text("why-not-twice"),)), Effects(), [], []
        decision = route.answer(unit, case)
        if route.contact:
            decision = routes.ask_anew(unit, case, decision)
        case, decision = aftermath.settle(decision, case, unit, acts=acts)
        effects = dispatch.effects_of(decision, case, self._buttons) if writes else Effects()
        entered: list[bytes] = []
        doing = restraint.enter(unit, case, decision.door, writes=route.writes)
        if unit.dirty:
            inbox.remember(unit, platform, event.key, case.now)
            self._unwritten.remember(unit, platform, event.actor.id, case.now)
            entered = outbox.put(
                unit, platform, aftermath.waiting(decision, effects), effects.about, case.now, self._desk.random
            )
        elif press is not None and route.writes:
            self._unwritten.note(unit, platform, event.actor.id, event.key, case.now)
        return case, decision, effects, entered, doing

    def case(
        self,
        event: Event,
        press: Press | None,
        group: Group | None,
        law: Law,
        chosen: str,
        seen: Seen = UNSEEN,
    ) -> Case:
        """Return what an answer is decided on, in the language that somebody has `chosen`, else in their client's."""
        available = self._desk.renderer.languages
        own = negotiate(event.actor.language, available) if event.actor.language else law.policy.languages[0]
        can = self._ports[event.actor.platform].capabilities
        text = event.text if isinstance(event, TextGiven) else ""
        return Case(
            event,
            self._desk,
            self._clock.now(),
            group,
            law.policy,
            chosen or own,
            can.page_limit,
            press,
            chosen,
            text,
            seen.rights,
            can.keep_way,
            can.can,
            seen.admins,
        )
