"""Scripts played on Telegram: the real adapter and an unmodified client, over real HTTP to the stand-in."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from aiogram.enums import MessageEntityType

from adapters.sandbox.deployment import Deployment
from groupbot.routes import COMMANDS
from tests.conversation.fake_stage import FakeStage
from tests.conversation.listening import PATIENCE
from tests.conversation.stage import GROUP, Labels, Pressable, Seen
from tests.conversation.telegram_cast import Mask, Player, mask
from tests.standin.telegram import Member, Person, Post, Press, Room, StandIn
from tests.standin.telegram.entities import STYLES
from tests.standin.telegram.members import ALL_RIGHTS

ADMIN = Member("administrator", rights=ALL_RIGHTS)


class TelegramStage(FakeStage):
    """Implements Stage over a stand-in for Telegram; `given_up` are the updates that the bot set aside.

    A verb returns when the bot has confirmed every update, which it does only after the commit and all that follows.
    """

    def __init__(
        self,
        tg: StandIn,
        given_up: Sequence[str],
        deployment: Deployment,
        labels: Labels,
        examples: Path,
        language: str = "en",
    ) -> None:
        super().__init__(deployment, labels, examples, language)
        self.tg = tg
        self._given_up = given_up
        self.people: dict[str, Person] = {}
        self._masks: dict[str, Mask] = {}
        self.groups: dict[str, Room] = {}
        self._order: list[Post] = []

    async def meets(  # noqa: PLR0913  (the Stage protocol's own list)
        self,
        who: str,
        *,
        name: str = "",
        language: str = "",
        admin: bool = False,
        inside: bool = False,
        started: bool = False,
        kind: str = "person",
    ) -> None:
        """Open an account, or a mask for what is no person."""
        if kind == "person":
            person = self.tg.world.person(name or who, language=language or self.language, started=started)
            self.people[who] = person
            number = person.id
        else:
            self._masks[who] = mask(self.tg.world, kind, name or who)
            number = self._masks[who].behind
        if admin or inside:
            self.groups[GROUP].members[number] = ADMIN if admin or kind == "anonymous-admin" else Member("member")

    async def opens(self, group: str, title: str = "", *, shape: str = "") -> None:
        """Open a supergroup, a forum or a basic group, and make the bot an admin of it."""
        self.groups[group] = self.tg.world.group(
            title or group,
            kind="group" if shape == "small" else "supergroup",
            owner=self.people["ada"],
            bot=Member("left"),
            forum=shape == "forum",
        )
        await self.invites(group)

    async def renames(self, group: str, title: str) -> None:
        """Change the title; the bot learns of it with the next update."""
        self.groups[group].title = title

    async def dismisses(self, group: str = GROUP) -> None:
        """Remove the bot for good."""
        await self.people["ada"].makes_bot(self.groups[group], "kicked")
        await self.settle()

    async def invites(self, group: str = GROUP) -> None:
        """Make the bot an admin."""
        await self.people["ada"].makes_bot(self.groups[group], "administrator")
        await self.settle()

    async def ranks(self, who: str, *, admin: bool, group: str = GROUP) -> None:
        """Make somebody an admin with all rights, or a member."""
        whom = self.people[who]
        await self.people["ada"].makes(whom, self.groups[group], "administrator" if admin else "member")
        await self.settle()

    async def moves(self, group: str) -> None:
        """Turn a basic group into a supergroup."""
        self.groups[group] = await self.people["ada"].migrates(self.groups[group])
        await self.settle()

    async def joins(self, who: str, group: str = GROUP) -> None:
        """Join; whoever is new here comes from outside."""
        await self._known(who)
        await self.people[who].joins(self.groups[group])
        await self.settle()

    async def leaves(self, who: str, group: str = GROUP, *, removed: bool = False) -> None:
        """Leave, or be banned by ada."""
        if removed:
            await self.people["ada"].makes(self.people[who], self.groups[group], "kicked")
        else:
            await self.people[who].leaves(self.groups[group])
        await self.settle()

    async def restricts(self, who: str, group: str = GROUP) -> None:
        """Take all permissions from a member."""
        await self.people["ada"].makes(self.people[who], self.groups[group], "restricted")
        await self.settle()

    async def says(self, who: str, text: str, group: str = GROUP, *, topic: str = "") -> None:
        """Write in the group, or in one of its topics."""
        room = self.groups[group]
        if topic:
            await self.people[who].says(room, text, thread=self._topic(room, topic))
        else:
            await self._player(who).says(room, text)
        await self.settle()

    async def reports(self, who: str, text: str, group: str = GROUP) -> None:
        """Reply with /report."""
        await self.people[who].says(self.groups[group], "/report", reply_to=self._post(text, group))
        await self.settle()

    async def link(self, text: str, group: str = GROUP) -> str:
        """Copy the link, as clients make it for a group without a public name."""
        return f"https://t.me/c/{-self.groups[group].id - 10**12}/{self._post(text, group).id}"

    async def writes(self, who: str, text: str) -> None:
        """Write in private; whoever is new here comes from outside."""
        await self._known(who)
        await self.people[who].writes(text)
        await self.settle()

    async def blocks(self, who: str) -> None:
        """Block the bot."""
        await self.people[who].blocks_bot()
        await self.settle()

    async def presses_again(self, who: str, button: Pressable) -> None:
        """Press a remembered button, and Start where the answer is a link into the private chat."""
        post = self._within_reach(who, button)
        press = await self._player(who).forges(post, button.token, inaccessible=post.deleted)
        await self.settle()
        await self._follow(who, press)

    async def sees(self, who: str) -> Sequence[Seen]:
        """Read the private chat and the ephemeral messages of all groups, in the order in which they came."""
        return [self._seen(post) for post in self._inbox(who)]

    async def group_sees(self, group: str = GROUP) -> Sequence[Seen]:
        """Read the group, without its service messages."""
        return [self._seen(post) for post in self.groups[group].messages if post.text or post.buttons]

    async def files(self, who: str) -> Mapping[str, bytes]:
        """Collect the documents."""
        return {post.file.filename: post.file.body for post in self._inbox(who) if post.file}

    async def harms(self) -> Sequence[str]:
        """Return every entity of the bot's messages that is neither a style nor a command of its own."""
        own = {f"/{command}" for command in COMMANDS}
        mine = (post for post in self._order if post.author == self.tg.world.bot.id)
        kinds = set(MessageEntityType) - STYLES - {"code"}
        return [found for post in mine for kind in kinds for found in post.spans(kind) if found not in own]

    async def newest(self) -> str:
        """Return the newest update's number."""
        return str(max(self.tg.world.updates.sent))

    async def repeats(self, delivery: str) -> None:
        """Deliver an update again."""
        self.tg.world.updates.repeat(int(delivery))
        await self.settle()

    async def forward(self, *, days: int = 0, minutes: int = 0) -> None:
        """Move Telegram's clock, by which the bot goes too."""
        self.tg.clock.advance(days=days, minutes=minutes)

    async def policy(self, name: str) -> None:
        """Change the policy, and see what the bot has to say about it."""
        try:
            await super().policy(name)
        finally:
            await self.settle()

    def _post(self, text: str, group: str) -> Post:
        return next(post for post in reversed(self.groups[group].messages) if post.text == text)

    def _label(self, who: str, label: str) -> str:
        return self._labels(self.people[who].language, label) or label

    async def _known(self, who: str) -> None:
        if who not in self.people:
            await self.meets(who)

    def _topic(self, room: Room, name: str) -> int:
        known = (number for number, post in room.topics.items() if _name(post) == name)
        return next(known, 0) or self.tg.world.topic(room, name)

    def _player(self, who: str) -> Player:
        return self._masks.get(who) or self.people[who]

    async def settle(self) -> None:
        """Wait until the bot has confirmed everything, and note what came in which order."""
        updates = self.tg.world.updates
        await self.tg.until(lambda: not updates.pending, PATIENCE)
        assert not self._given_up, f"the bot gave up {self._given_up}"
        known = {id(post) for post in self._order}
        every = (post for room in self.tg.world.rooms.values() for post in room.posts)
        self._order += [post for post in every if id(post) not in known]

    def _inbox(self, who: str) -> list[Post]:
        if who in self._masks:
            return []
        theirs = {id(post) for post in self.people[who].inbox if post.author == self.tg.world.bot.id}
        return [post for post in self._order if id(post) in theirs]

    def _within_reach(self, who: str, button: Pressable) -> Post:
        """Return the message of a button, or the group's line when that is somebody else's.

        No client reaches into another person's messages, but it can be made to send any token from one of its own.
        """
        post = next(post for post in self._order if _key(post) == button.message)
        own = self._player(who)
        foreign = post.to if post.to is not None else post.message.chat.id
        if foreign < 0 or (isinstance(own, Person) and own.id == foreign):
            return post
        return next(line for line in reversed(self.groups[GROUP].messages) if line.buttons)

    async def _follow(self, who: str, press: Press) -> None:
        _, link, parameter = press.url.partition("?start=")
        if link:
            await self.people[who].starts(parameter)
            await self.settle()

    def _seen(self, post: Post) -> Seen:
        known = (name for name, person in self.people.items() if person.id == post.author)
        author = "" if post.author == self.tg.world.bot.id else next(known, "somebody")
        buttons = tuple(Pressable(label, _key(post), token) for label, token in post.buttons.items())
        room = self.tg.world.rooms[post.message.chat.id]
        opened = room.topics.get(post.message.message_thread_id or 0)
        return Seen(post.text, buttons, author, _name(opened) if opened else "")


def _name(opened: Post) -> str:
    created = opened.message.forum_topic_created
    return created.name if created else ""


def _key(post: Post) -> str:
    kind = "message" if post.to is None else "ephemeral"
    return f"{post.message.chat.id} {kind} {post.id}"
