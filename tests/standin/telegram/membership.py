"""Coming, going and being made something: each changes a member and tells the bot what it may know."""

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aiogram.types import ChatJoinRequest, ChatMemberUpdated, User

from tests.standin.telegram.members import ALL_RIGHTS, shape
from tests.standin.telegram.model import Member, Room, Status
from tests.standin.telegram.speech import publish

if TYPE_CHECKING:
    from tests.standin.telegram.person import Person
    from tests.standin.telegram.world import World

REACHABLE = timedelta(minutes=5)
"""How long a bot may write to somebody who asked to join (Bot API, ChatJoinRequest.user_chat_id)."""


def change(world: "World", room: Room, whom: User, new: Member, by: User, **flags: Any) -> None:
    """Make somebody something in a room; a bot that is no admin there learns it only about itself."""
    old = replace(room.member(whom.id))
    itself = whom.id == world.bot.id
    told = itself or room.member(world.bot.id).admin
    room.members[whom.id] = new
    if told:
        event = ChatMemberUpdated(
            chat=room.chat(),
            from_user=by,
            date=world.clock.now().replace(microsecond=0),
            old_chat_member=shape(old, whom),
            new_chat_member=shape(new, whom),
            **flags,
        )
        world.tell("my_chat_member" if itself else "chat_member", event)
    if room.kind in ("group", "supergroup") and room.announces_joins and old.inside != new.inside:
        # Whoever was let in on request announces themselves, though somebody else opened the door.
        _announce(world, room, whom, whom if flags.get("via_join_request") else by, came=new.inside)


def _announce(world: "World", room: Room, whom: User, by: User, *, came: bool) -> None:
    news: dict[str, Any] = {"new_chat_members": [whom]} if came else {"left_chat_member": whom}
    publish(world, room, author=by.id, user=by, **news)


class Comings(ABC):
    """What a person does about membership, their own, others' and the bot's."""

    world: "World"
    id: int
    started: bool
    blocked: bool

    @abstractmethod
    def user(self) -> User:
        """Return the person as the API shows them."""

    async def joins(self, group: Room) -> None:
        """Enter a group that is open; where entry is by request, use `asks_to_join`."""
        if group.by_request or group.member(self.id).status == "kicked":
            raise PermissionError(f"nobody enters {group.title!r} so: banned, or entry is by request")
        change(self.world, group, self.user(), Member("member"), self.user())

    async def asks_to_join(self, group: Room) -> None:
        """Ask to be let in; the bot learns of it only as an admin that may invite."""
        now = self.world.clock.now()
        group.requests[self.id] = now
        if group.member(self.world.bot.id).may("can_invite_users"):
            self.world.people[self.id].reachable_until = now + REACHABLE
            request = ChatJoinRequest(
                chat=group.chat(), from_user=self.user(), user_chat_id=self.id, date=now.replace(microsecond=0)
            )
            self.world.tell("chat_join_request", request)

    async def leaves(self, group: Room) -> None:
        """Go out of a group."""
        change(self.world, group, self.user(), Member("left"), self.user())

    async def blocks_bot(self) -> None:
        """Shut the private chat."""
        self.blocked = True
        private = self.world.rooms[self.id]
        private.members.setdefault(self.world.bot.id, Member("member"))
        change(self.world, private, self.world.bot.user(), Member("kicked"), self.user())

    async def unblocks_bot(self) -> None:
        """Open the private chat again."""
        self.blocked = False
        change(self.world, self.world.rooms[self.id], self.world.bot.user(), Member("member"), self.user())

    async def makes(self, whom: "Person", group: Room, status: Status, **more: Any) -> None:
        """Make somebody else something: add, promote, restrict, ban; `more` are Member's fields."""
        if status == "administrator":
            more.setdefault("rights", ALL_RIGHTS)
        change(self.world, group, whom.user(), Member(status, **more), self.user())

    async def lets_in(self, whom: "Person", group: Room) -> None:
        """Approve somebody's request to join, as a human admin."""
        del group.requests[whom.id]
        change(self.world, group, whom.user(), Member("member"), self.user(), via_join_request=True)

    async def makes_bot(self, group: Room, status: Status, **more: Any) -> None:
        """Add the bot, change its rights, or remove it ("left", "kicked")."""
        if status == "administrator":
            more.setdefault("rights", ALL_RIGHTS)
        change(self.world, group, self.world.bot.user(), Member(status, **more), self.user())

    async def migrates(self, group: Room) -> Room:
        """Turn a group into a supergroup: a new id, the same people, two service messages."""
        world = self.world
        successor = world.group(group.title, kind="supergroup")
        successor.members = {number: replace(member) for number, member in group.members.items()}
        publish(world, group, author=self.id, user=self.user(), migrate_to_chat_id=successor.id)
        publish(world, successor, author=self.id, user=self.user(), migrate_from_chat_id=group.id)
        group.migrated_to = successor.id
        return successor
