"""The simulated platform as its members see it: what they do changes the state and makes an event."""

from datetime import datetime

from groupbot.content import Content, Rich
from groupbot.events import (
    BotAdded,
    BotRemoved,
    ButtonPressed,
    CommandGiven,
    Event,
    MemberJoined,
    MemberLeft,
    MessagePosted,
    RestrictionChanged,
    RightsChanged,
    TextGiven,
)
from groupbot.people import Actor, ActorKind, Origin, Place
from groupbot.ports import Clock, Right, Standing

from .links import link_to, linked
from .state import Delivery, Group, Person, Post, WorldError


class World:
    """People and groups; each verb returns the Event that a real platform would have sent.

    The first group is where people act unless a verb names another. `hushed` are the commands that only their
    sender sees when given in a group. `delivery` and `ephemeral_arrives` make outbound calls fail, for fault tests.
    """

    def __init__(self, clock: Clock, hushed: frozenset[str] = frozenset()) -> None:
        self.clock = clock
        self.hushed = hushed
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.presses_open: set[str] = set()
        self.notes: dict[str, str] = {}
        self.delivery = Delivery.WORKS
        self.ephemeral_arrives = True
        self._count = 0

    def number(self) -> int:
        """Return the next number of this world; messages, presses and events share the series."""
        self._count += 1
        return self._count

    def add_group(self, group_id: str, title: str) -> Group:
        """Open an empty group in which the bot already is."""
        group = self.groups[group_id] = Group(group_id, title)
        return group

    def add_person(
        self,
        key: str,
        name: str = "",
        language: str = "en",
        *,
        standing: Standing = Standing.OUTSIDE,
        kind: ActorKind = ActorKind.PERSON,
        started: bool = False,
    ) -> Person:
        """Create an account that stands in the first group as told; no event is made."""
        person = Person(key, str(7_000_000 + self.number()), name or key, language, kind, started)
        self.people[key] = person
        if standing is not Standing.OUTSIDE:
            self.group().standings[key] = standing
        return person

    def group(self, group_id: str = "") -> Group:
        """Return the group called `group_id`, or the first one."""
        try:
            return self.groups[group_id] if group_id else next(iter(self.groups.values()))
        except (KeyError, StopIteration):
            raise WorldError(f"There is no group {group_id!r} here.") from None

    def person(self, key: str) -> Person:
        """Return the account called `key`."""
        try:
            return self.people[key]
        except KeyError:
            raise WorldError(f"Nobody here is called {key!r}.") from None

    def by_actor(self, actor: Actor) -> Person | None:
        """Return the account behind an address, if it is one of this world."""
        return next((person for person in self.people.values() if person.id == actor.id), None)

    def joins(self, key: str, group: str = "") -> Event:
        """Let somebody in."""
        there, person = self.group(group), self.person(key)
        if there.standing(key) is not Standing.OUTSIDE:
            raise WorldError(f"{key} is in the group already.")
        there.standings[key] = Standing.MEMBER
        return MemberJoined(*self._happened(there, person))

    def leaves(self, key: str, group: str = "", *, removed: bool = False) -> Event:
        """Let somebody go, or be removed."""
        there, person = self._inside(key, group)
        del there.standings[key]
        return MemberLeft(*self._happened(there, person), removed=removed)

    def says(self, key: str, text: str, group: str = "", *, answers: str = "") -> Event:
        """Write in the group, perhaps in answer to a message; a text that begins with a slash is a command."""
        there, person = self._inside(key, group)
        if answers and _find(there.posts, answers) is None:
            raise WorldError("That message is gone: answer another one.")
        if key in there.held and there.held[key] > self.clock.now():
            raise WorldError(f"{key} is kept from writing here: wait until that ends, or let an admin lift it.")
        command, _ = _split(text)
        hushed = command in self.hushed and person.kind is ActorKind.PERSON
        post = self.post(key, Content(Rich(text), language=person.language), there.id if hushed else "")
        (person.inbox if hushed else there.posts).append(post)
        return self._spoken(there, person, text, Origin(chat=there.id, message=post.id, ephemeral=hushed), answers)

    def writes(self, key: str, text: str) -> Event:
        """Write to the bot in private, which also opens the private chat."""
        person = self.person(key)
        if person.kind is not ActorKind.PERSON:
            raise WorldError(f"{key} is no person and has no private chat.")
        if person.blocked:
            raise WorldError(f"{key} has blocked the bot: unblock it first.")
        person.started = True
        post = self.post(key, Content(Rich(text), language=person.language))
        person.inbox.append(post)
        origin, token = Origin(chat=person.id, message=post.id), person.asked
        if token and not text.startswith("/"):
            person.asked = ""
            return TextGiven(*self._happened(None, person), token=token, text=text, origin=origin)
        return self._spoken(None, person, text, origin)

    def starts(self, key: str) -> Event:
        """Open the private chat with the bot, which every client does by the command `start`."""
        self.person(key).blocked = False
        return self.writes(key, "/start")

    def blocks(self, key: str) -> None:
        """Block the bot; platforms tell bots nothing that we would use."""
        self.person(key).blocked = True

    def presses(self, key: str, message: str, token: str) -> Event:
        """Press a button of any message, standing or long gone, one's own or somebody else's.

        Clients can be made to send any token for any message, so nothing here checks that they belong together.
        """
        person = self.person(key)
        if token == person.asked:
            person.asked = ""
        place = next((group for group in self.groups.values() if _find(group.posts, message)), None)
        seen = _find(person.inbox, message)
        number = f"press:{self.number()}"
        self.presses_open.add(number)
        if seen and seen.ephemeral:
            place = self.groups.get(seen.ephemeral)
        chat = place.id if place else person.id
        origin = Origin(number, chat, message, ephemeral=bool(seen and seen.ephemeral))
        return ButtonPressed(*self._happened(place, person), token=token, origin=origin)

    def adds_bot(self, key: str, group: str = "") -> Event:
        """Bring the bot into the group."""
        there = self.group(group)
        there.bot_inside = True
        return BotAdded(*self._happened(there, self.person(key)))

    def removes_bot(self, key: str, group: str = "") -> Event:
        """Take the bot out of the group."""
        there = self.group(group)
        there.bot_inside = False
        return BotRemoved(*self._happened(there, self.person(key)))

    def takes_rights(self, key: str, *rights: Right, group: str = "") -> Event:
        """Leave the bot no other rights in the group than these."""
        there = self.group(group)
        there.rights = frozenset(rights)
        return RightsChanged(*self._happened(there, self.person(key)))

    def restricts(self, key: str, whom: str, until: datetime | None, group: str = "", *, named: bool = True) -> Event:
        """Let an admin take the right to write from somebody, or give it back; platforms may not say who did it."""
        there, admin, person = self.group(group), self.person(key), self.person(whom)
        if there.standing(key) is not Standing.ADMIN or there.standing(whom) is Standing.ADMIN:
            raise WorldError(f"{key} cannot restrict {whom}: only an admin restricts, and nobody an admin.")
        there.held.pop(whom, None)
        if until is not None:
            there.held[whom] = until
        by, held = admin.actor if named else None, until is not None
        return RestrictionChanged(*self._happened(there, person), by=by, until=until, held=held)

    def appoints(self, key: str, *, admin: bool, group: str = "") -> None:
        """Make a member an admin, whom nothing keeps from writing, or take the office away; no event is made."""
        there, _ = self._inside(key, group)
        there.standings[key] = Standing.ADMIN if admin else Standing.MEMBER
        if admin:
            there.held.pop(key, None)

    def message(self, message: str) -> Post | None:
        """Return a message that still stands somewhere."""
        places = [group.posts for group in self.groups.values()] + [person.inbox for person in self.people.values()]
        return next((post for posts in places for post in posts if post.id == message), None)

    def views(self) -> dict[str, tuple[tuple[str, Content], ...]]:
        """Return what stands in each private view by the person's key, and in the first group by ""."""
        places = {"": self.group().posts} | {key: person.inbox for key, person in self.people.items()}
        return {key: tuple((post.id, post.content) for post in posts) for key, posts in places.items()}

    def post(self, author: str, content: Content, ephemeral: str = "") -> Post:
        """Make a message that stands nowhere yet; `ephemeral` is the group in which one person alone will see it."""
        return Post(str(self.number()), author, self.clock.now(), content, ephemeral)

    def _inside(self, key: str, group: str) -> tuple[Group, Person]:
        there, person = self.group(group), self.person(key)
        if there.standing(key) is Standing.OUTSIDE:
            raise WorldError(f"{key} is not in the group: let them join first.")
        return there, person

    def _happened(self, group: Group | None, person: Person) -> tuple[str, datetime, Place, Actor]:
        place = Place(group.chat, title=group.title) if group else Place()
        return f"event:{self.number()}", self.clock.now(), place, person.actor

    def _spoken(self, group: Group | None, person: Person, text: str, origin: Origin, answers: str = "") -> Event:
        command, argument = _split(text)
        happened = self._happened(group, person)
        if command:
            about = link_to(group.id, answers) if group and answers else linked(argument)
            return CommandGiven(*happened, command=command, argument=argument, origin=origin, about=about)
        return MessagePosted(*happened, text=text)


def _split(text: str) -> tuple[str, str]:
    if not text.startswith("/"):
        return "", ""
    head, _, argument = text[1:].partition(" ")
    return head.partition("@")[0].lower(), argument.strip()


def _find(posts: list[Post], message: str) -> Post | None:
    return next((post for post in posts if post.id == message), None)
