"""Scripts played on Discord: the real adapter and an unmodified client, over HTTP and WebSocket to the stand-in."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from adapters.sandbox.deployment import Deployment
from tests.conversation.discord_house import OnDiscord
from tests.conversation.discord_places import LOCALES, SPEECH, Places, seen
from tests.conversation.fake_stage import FakeStage
from tests.conversation.listening import PATIENCE
from tests.conversation.stage import GROUP, Labels, Pressable, Seen
from tests.standin.discord import Channel, DiscordStandIn, Person, Post, Press

# What people do makes these events; the others tell the bot of its own doing.
DONE_BY_PEOPLE = frozenset(
    {"INTERACTION_CREATE", "GUILD_MEMBER_ADD", "GUILD_MEMBER_REMOVE", "GUILD_CREATE", "GUILD_DELETE", "MESSAGE_CREATE"}
)


class DiscordStage(FakeStage):
    """Implements Stage over a stand-in for Discord; whoever has started the bot has installed it for themselves.

    A private view is the direct messages and the ephemeral answers, in order. A verb returns when every event has
    arrived and is handled, every interaction is acknowledged and nothing is being asked any more.
    """

    def __init__(
        self,
        dc: DiscordStandIn,
        bot: OnDiscord,
        deployment: Deployment,
        labels: Labels,
        examples: Path,
        language: str = "en",
    ) -> None:
        super().__init__(deployment, labels, examples, language)
        self.dc = dc
        self.places = Places(dc)
        self.people: dict[str, Person] = {}
        self._bot = bot
        self._languages: dict[str, str] = {}
        self._forms: dict[str, Press] = {}

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
        """Open an account; one that has not started the bot has not installed it either."""
        spoken = self._languages[who] = language or self.language
        assert spoken in LOCALES, f"Discord has no client in {spoken}: mark the script with needs(client={spoken!r})"
        person = self.dc.world.person(name or who, locale=LOCALES[spoken], installed=started, bot=kind == "bot")
        self.people[who] = person
        if admin or inside:
            with self.dc.world.hub.mute():
                self.dc.world.backend.add_member(self.places.guilds[GROUP].id, person.id)
        if admin:
            await self.ranks(who, admin=True)

    async def opens(self, group: str, title: str = "", *, shape: str = "") -> None:
        """Open a server of ada's, in which threads can always be opened, and let the bot in."""
        assert shape in ("", "forum"), f"Discord has no {shape} groups"
        ada = self.people["ada"]
        guild = self.dc.world.guild(title or group, members=[ada], bot=False)
        guild.model.owner_id, guild.owner = ada.id, ada
        self.places.guilds[group] = guild
        self.places.moderators(group)
        await self.invites(group)

    async def renames(self, group: str, title: str) -> None:
        """Change the server's name, which its admins may do at any time."""
        self.dc.world.backend.edit_guild(self.places.guilds[group].id, {"name": title})
        await self.settle()

    async def dismisses(self, group: str = GROUP) -> None:
        """Kick the bot."""
        self.places.guilds[group].removes_bot()
        await self.settle()

    async def invites(self, group: str = GROUP) -> None:
        """Add the bot."""
        self.places.guilds[group].adds_bot()
        await self.settle()

    async def ranks(self, who: str, *, admin: bool, group: str = GROUP) -> None:
        """Give or take a role that may manage the server."""
        guild, person = self.places.guilds[group], self.people[who]
        roles = [role for role in guild.model.roles.values() if role.name == "admins"]
        role = roles[0] if roles else guild.role("admins", "manage_guild")
        (guild.gives if admin else guild.takes)(person, role)
        shown = self.dc.world.flag("view_channel")
        moderators = self.places.moderators(group).id
        self.dc.world.backend.set_overwrite(moderators, Overwrite(role.id, OverwriteType.ROLE, allow=shown))
        await self.settle()

    async def moves(self, group: str) -> None:
        """Refuse: a server stays where it is."""
        raise AssertionError(f"Discord cannot move {group}")

    async def joins(self, who: str, group: str = GROUP) -> None:
        """Join; whoever is new here comes from outside."""
        await self._known(who)
        self.people[who].joins(self.places.guilds[group])
        await self.settle()

    async def leaves(self, who: str, group: str = GROUP, *, removed: bool = False) -> None:
        """Leave, or be banned."""
        guild, person = self.places.guilds[group], self.people[who]
        if removed:
            guild.bans(person)
        else:
            person.leaves(guild)
        await self.settle()

    async def says(self, who: str, text: str, group: str = GROUP, *, topic: str = "") -> None:
        """Write in the server, or give a command there."""
        person = self.people[who]
        place = self.places.channel(group, topic, self.people["ada"])
        if not self._commands(person, text):
            person.says(place, text)
        else:
            self._gives(person, text, place)
        await self.settle()

    async def reports(self, who: str, text: str, group: str = GROUP) -> None:
        """Choose Report from the message's menu."""
        self.people[who].opens_menu(self._post(text, group), "Report")
        await self.settle()

    async def link(self, text: str, group: str = GROUP) -> str:
        """Copy the link."""
        post = self._post(text, group)
        return f"https://discord.com/channels/{self.places.guilds[group].id}/{post.model.channel_id}/{post.id}"

    async def writes(self, who: str, text: str) -> None:
        """Fill in the open form, give a command in private, or write there; who is new has installed the bot."""
        if who not in self.people:
            await self.meets(who, started=True)
        person, form = self.people[who], self._forms.pop(who, None)
        if form is not None:
            person.submits(form, text)
        elif self._commands(person, text):
            self._gives(person, text, None)
        else:
            person.writes(text)
        await self.settle()

    async def blocks(self, who: str) -> None:
        """Take no direct messages any more."""
        self.people[who].dms = False

    async def presses_again(self, who: str, button: Pressable) -> None:
        """Press a remembered button; a form that opens waits for what is written next."""
        person = self.people[who]
        if not person.user.bot:  # bots press nothing at Discord
            press = person.forges(await self._within_reach(person, button), button.token)
            await self.settle()
            if press.kind == "modal":
                self._forms[who] = press

    async def sees(self, who: str) -> Sequence[Seen]:
        """Read the moderators' channels as one of them, then the direct messages and the ephemeral answers."""
        person = self.people[who]
        closed = [post for group in self._moderated(person) for post in self.places.moderators(group).messages]
        return [seen(post) for post in [*(post for post in closed if post.by_bot), *person.sees()]]

    async def group_sees(self, group: str = GROUP) -> Sequence[Seen]:
        """Read all channels and threads, without Discord's own notices."""
        return [seen(post, self._author(post), topic) for post, topic in self.places.public(group)]

    async def files(self, who: str) -> Mapping[str, bytes]:
        """Collect the files of direct messages and ephemeral answers."""
        return {name: body for post in self.people[who].sees() for name, body in post.files.items()}

    async def harms(self) -> Sequence[str]:
        """Look at every message of the bot."""
        return self.places.harms()

    async def newest(self) -> str:
        """Return the place of the newest event that was somebody's doing among all that were told."""
        ours = str(self.dc.world.backend.bot_user.id)
        told = enumerate(self.dc.world.hub.told)
        mine = [
            at
            for at, (event, data) in told
            if event in DONE_BY_PEOPLE
            and data.get("author", {}).get("id") != ours
            and (event != "MESSAGE_CREATE" or data["type"] == SPEECH)
        ]
        return str(mine[-1])

    async def repeats(self, delivery: str) -> None:
        """Tell the same event again, with the same ids."""
        event, data = self.dc.world.hub.told[int(delivery)]
        for session in self.dc.world.hub.linked():
            session.tell(event, data)
        await self.settle()

    async def forward(self, *, days: int = 0, minutes: int = 0) -> None:
        """Move Discord's clock, by which the bot goes too and interactions end."""
        self.dc.world.clock.advance(days * 86400 + minutes * 60)

    async def policy(self, name: str) -> None:
        """Change the policy, and see what the bot has to say about it."""
        try:
            await super().policy(name)
        finally:
            await self.settle()

    async def ticks(self) -> None:
        """Do what is due, and see it arrive."""
        await super().ticks()
        await self.settle()

    async def settle(self) -> None:
        """Wait until the bot has heard, handled and answered everything."""
        calls = self.dc.world.record.calls
        asked = -1
        while asked != len(calls):
            asked = len(calls)
            await self.dc.until(self._quiet, PATIENCE)
        assert not self._bot.given_up, f"the bot gave up {self._bot.given_up}"

    def _quiet(self) -> bool:
        world, handler = self.dc.world, self._bot.handler
        answered = all(press.acknowledged for press in world.presses)
        return self.dc._heard() and answered and not world.record.running and not (handler and handler.busy)

    def _post(self, text: str, group: str) -> Post:
        return next(post for post, _ in reversed(list(self.places.public(group))) if post.text == text)

    def _label(self, who: str, label: str) -> str:
        return self._labels(self._languages[who], label) or label

    async def _known(self, who: str) -> None:
        if who not in self.people:
            await self.meets(who)

    def _author(self, post: Post) -> str:
        known = (name for name, person in self.people.items() if person.id == post.model.author_id)
        return "" if post.by_bot else next(known, "somebody")

    def _commands(self, person: Person, text: str) -> bool:
        return text.startswith("/") and text[1:].partition(" ")[0] in self.dc.world.commands and not person.user.bot

    def _moderated(self, person: Person) -> Iterator[str]:
        for group, guild in self.places.guilds.items():
            if person.id in guild.members and "admins" in guild.roles_of(person):
                yield group

    def _gives(self, person: Person, text: str, place: Channel | None) -> None:
        """Give a command, of admins too: every server may open those to its members."""
        name, _, words = text[1:].partition(" ")
        command = self.dc.world.commands[name]
        kept = command.pop("default_member_permissions", None)
        option = command["options"][0]["name"] if words else ""
        person.slash(place, name, **({option: words} if words else {}))
        command["default_member_permissions"] = kept

    async def _within_reach(self, person: Person, button: Pressable) -> Post:
        """Return the message of a button, or one within reach when that is somebody else's, gone, or out of sight.

        No client reaches into another person's messages, but it can be made to send any token from one of its own.
        """
        post = self.places.find(button.message)
        if post is not None and self._visible(person, post):
            return post
        public = [post for group in self.places.guilds for post, _ in self.places.public(group) if post.buttons]
        if not [one for one in public if self._visible(person, one)]:
            self._gives(person, "/help", None)
            await self.settle()
        return next(one for one in reversed([*public, *person.sees()]) if self._visible(person, one))

    def _visible(self, person: Person, post: Post) -> bool:
        guild = self.dc.world.backend.channels[post.model.channel_id].guild_id
        mine = post.id in {one.id for one in person.sees()}
        if guild is None:
            return mine
        return person.id in self.dc.world.guilds[guild].members and (mine or not post.ephemeral)
