"""Who may act, asked of the platform at the moment of the act (law L12), and what the bot itself may do there."""

from collections.abc import Mapping
from dataclasses import replace

from groupbot import routes
from groupbot.buttons import Press
from groupbot.case import UNSEEN, Seen
from groupbot.events import CommandGiven, Event
from groupbot.groups.directory import Directory
from groupbot.groups.model import Group
from groupbot.often import Often
from groupbot.people import UNNAMED, Chat
from groupbot.ports import Clock, Ports, Standing, Unavailable
from groupbot.routes import Route

# Links of one person that make the bot ask a platform; a few a day can become reports.
LINKS_AN_HOUR = 10


class Permits:
    """Lets an event through to its route, or to the one that says why not."""

    def __init__(self, ports: Mapping[str, Ports], directory: Directory, clock: Clock) -> None:
        self._ports = ports
        self._directory = directory
        self._clock = clock
        self._asked = Often(LINKS_AN_HOUR)

    async def route(self, event: Event, route: Route, press: Press | None, group: Group | None) -> Route:
        """Return who answers an event that happened in `group`, or is about the group that its button names.

        While the platform does not answer, the actor is asked to try again; the event must not wait and block others.
        """
        if not (route.members or route.admins):
            return route
        about = group if press is None else self._directory.numbered(press.group)
        link = self._link(event, route) if press is None and group is None else None
        if link is not None:
            return await self._by_link(event, route, link)
        if about is None:
            # A command in private names no group: its own answer says so, and nothing is done.
            return route if press is None else routes.GROUP_GONE
        if about.card.chat.platform != event.actor.platform:
            # A public button's token can be carried anywhere; nobody is anything in a group of another platform.
            return _for_admins(route, Standing.OUTSIDE) if route.admins else _for_members(route, Standing.OUTSIDE)
        try:
            standing = await self._ports[event.actor.platform].standing(about.card.chat, event.actor)
        except Unavailable:
            return _unsaid(route)
        return _for_admins(route, standing) if route.admins else _for_members(route, standing)

    def _link(self, event: Event, route: Route) -> Chat | None:
        """Return the chat to which a link in private leads, whatever chat that is.

        It counts only where the route answers those outside as well: else it would tell them what groups there are.
        """
        if route.outside is None or not isinstance(event, CommandGiven) or event.about is None:
            return None
        return event.about.chat

    async def _by_link(self, event: Event, route: Route, chat: Chat) -> Route:
        """Let somebody through whom the platform shows to be inside.

        It is asked of every chat alike, also of one that the bot has nothing to do with: an answer that came sooner
        would tell strangers in which groups it is.
        """
        platform = event.actor.platform
        if not self._asked.allows(f"{platform}/{event.actor.id}", self._clock.now().timestamp()):
            return _unsaid(route)
        try:
            standing = await self._ports[platform].standing(chat, event.actor)
        except Unavailable:
            return _unsaid(route)
        # Where the bot may not read members, anybody in the world could be inside; who is known there still passes.
        if standing in (Standing.OUTSIDE, Standing.UNKNOWN):
            return replace(route, answer=route.outside or route.answer)
        return route

    async def seen(self, route: Route, press: Press | None, group: Group | None) -> tuple[Route, Seen]:
        """Return what the route asks of the group at hand: rights of the bot, None when nobody says, and its admins.

        What depends on who the admins are is not decided while the platform does not answer: try again.
        """
        about = group if press is None else self._directory.numbered(press.group)
        if about is None or not (route.rights or route.rosters):
            return route, UNSEEN
        chat, ports = about.card.chat, self._ports[about.card.chat.platform]
        try:
            admins = await ports.admins(chat) if route.rosters else UNNAMED
        except Unavailable:
            return routes.TRY_LATER, UNSEEN
        try:
            return route, Seen(await ports.rights(chat) if route.rights else None, admins)
        except Unavailable:
            return route, Seen(None, admins)


def _unsaid(route: Route) -> Route:
    return replace(route, answer=route.unsaid, writes=False) if route.unsaid is not None else routes.TRY_LATER


def _for_members(route: Route, standing: Standing) -> Route:
    # UNKNOWN passes: a bot that is no admin may not read members, a consent from outside harms nobody, and whoever
    # writes in the group is seen to be there.
    if standing is not Standing.OUTSIDE:
        return route
    return replace(route, answer=route.outside) if route.outside is not None else routes.NOT_A_MEMBER


def _for_admins(route: Route, standing: Standing) -> Route:
    # UNKNOWN does not pass: who cannot be seen to be an admin changes nothing for others.
    return route if standing is Standing.ADMIN else routes.NO_ADMINS.get(standing, routes.NOT_AN_ADMIN)
