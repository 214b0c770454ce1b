"""The bot's verbs on the simulated platform: implements every port of groupbot.ports over a World."""

from datetime import timedelta

from groupbot.effects import Acknowledge, Ask, Hand, Leave, Remove, Say, TellAdmins, Whisper
from groupbot.people import Actor, ActorKind, Admins, Chat, MessageRef, Origin
from groupbot.ports import Can, Capabilities, Reach, Right, Standing, Unavailable

from .doorkeeping import SandboxDoor
from .state import PLATFORM, Attachment, Delivery, Person, Post

_IN_OFFICE = frozenset({Standing.ADMIN, Standing.HELD})


class SandboxPorts(SandboxDoor):
    """Implements groupbot.ports.Ports; the private chat comes first, an ephemeral copy in the group after it."""

    @property
    def capabilities(self) -> Capabilities:
        """Return the limits of the strictest chat we serve, so that what fits here fits there."""
        return Capabilities(
            PLATFORM,
            4096,
            frozenset({Can.EPHEMERAL, Can.ANONYMOUS_ADMINS, Can.CHANNEL_SENDERS, Can.BLOCK}),
            longest_hold=timedelta(days=28),
        )

    async def say(self, effect: Say) -> MessageRef | None:
        """Post in the group and take away the message that this one replaces."""
        group = self._world.groups.get(effect.chat.id)
        if not self._delivers() or group is None or not group.bot_inside:
            return None
        post = self._world.post("", effect.content)
        gone = effect.replaces.message if effect.replaces else ""
        group.posts[:] = [*(old for old in group.posts if old.id != gone), post]
        return MessageRef(group.id, post.id)

    async def whisper(self, effect: Whisper) -> Reach:
        """Replace the person's own pressed screen, else write in private, else show an ephemeral copy."""
        person = self._world.by_actor(effect.to)
        if not self._delivers() or person is None:
            return Reach.NOWHERE
        self._world.presses_open.discard(effect.origin.press if effect.origin else "")
        pressed = self._own_screen(person, effect.origin)
        if pressed and (pressed.ephemeral or person.reachable):
            pressed.content, pressed.edited = effect.content, True
            return Reach.EPHEMERAL if pressed.ephemeral else Reach.PRIVATE
        if person.reachable:
            person.inbox.append(self._world.post("", effect.content))
            return Reach.PRIVATE
        return self._show_in_group(person, effect)

    async def hand(self, effect: Hand) -> Reach:
        """Put the file into the private chat."""
        person = self._world.by_actor(effect.to)
        if not self._delivers() or person is None or not person.reachable:
            return Reach.NOWHERE
        post = self._world.post("", effect.content)
        post.file = Attachment(effect.filename, effect.body)
        person.inbox.append(post)
        return Reach.PRIVATE

    async def ask(self, effect: Ask) -> Reach:
        """Show the question; the person's next private words are its answer."""
        reach = await self.whisper(Whisper(effect.to, effect.content, effect.near, effect.origin))
        person = self._world.by_actor(effect.to)
        if person is not None and reach is not Reach.NOWHERE:
            person.asked = effect.token
        return reach

    async def remove(self, effect: Remove) -> bool:
        """Take the message away."""
        group = self._world.groups.get(effect.message.chat)
        if not self._delivers() or group is None or Right.REMOVE not in group.rights:
            return False
        group.posts[:] = [post for post in group.posts if post.id != effect.message.message]
        return True

    async def leave(self, effect: Leave) -> bool:
        """Go out."""
        group = self._world.groups.get(effect.chat.id)
        if self._delivers() and group is not None:
            group.bot_inside = False
        return True

    async def rights(self, chat: Chat) -> frozenset[Right] | None:
        """Return what the bot may do in the group."""
        group = self._world.groups.get(chat.id)
        return group.rights if group and group.bot_inside else None

    async def acknowledge(self, effect: Acknowledge) -> None:
        """End the press and keep the note for the pane of the person who pressed."""
        if self._delivers() and effect.origin.press in self._world.presses_open:
            self._world.presses_open.discard(effect.origin.press)
            self._world.notes[effect.origin.press] = effect.note

    async def tell_admins(self, effect: TellAdmins) -> int:
        """Write to every admin of the group who can be reached."""
        group = self._world.groups.get(effect.chat.id)
        if not self._delivers() or group is None:
            return 0
        admins = [self._world.person(key) for key, it in group.standings.items() if it is Standing.ADMIN]
        beside = effect.beside.id if effect.beside else ""
        reached = [admin for admin in admins if admin.reachable and admin.id != beside]
        for admin in reached:
            admin.inbox.append(self._world.post("", effect.content))
        return len(reached)

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Return what the actor is in the group now; UNKNOWN where the bot cannot look."""
        group, person = self._world.groups.get(chat.id), self._world.by_actor(actor)
        if self._world.delivery is not Delivery.WORKS or group is None or not group.bot_inside:
            return Standing.UNKNOWN
        return group.standing(person.key) if person else Standing.OUTSIDE

    async def admins(self, chat: Chat) -> Admins:
        """Return everybody who holds the office, also in a timeout; nobody where the bot cannot look."""
        group = self._world.groups.get(chat.id)
        if self._world.delivery is not Delivery.WORKS or group is None or not group.bot_inside:
            return Admins()
        office = [self._world.person(key) for key, it in group.standings.items() if it in _IN_OFFICE]
        return Admins(frozenset(one.id for one in office if one.kind is ActorKind.PERSON), all=True)

    def _delivers(self) -> bool:
        if self._world.delivery is Delivery.UNAVAILABLE:
            raise Unavailable("the simulated platform is switched to unavailable", retry_after=1.0)
        return self._world.delivery is Delivery.WORKS

    def _own_screen(self, person: Person, origin: Origin | None) -> Post | None:
        if origin is None:
            return None
        return next((post for post in person.inbox if post.id == origin.message and not post.author), None)

    def _show_in_group(self, person: Person, effect: Whisper) -> Reach:
        near = effect.near.id if effect.near else ""
        group = self._world.groups.get(near)
        if group is None or not group.bot_inside or group.standing(person.key) is Standing.OUTSIDE:
            return Reach.NOWHERE
        if self._world.ephemeral_arrives:
            person.inbox.append(self._world.post("", effect.content, group.id))
        return Reach.EPHEMERAL
