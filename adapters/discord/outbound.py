"""Effects -> Discord's API: everything that the engine can ask of Discord."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from discord.http import Route

from adapters.discord.answering import Answers
from adapters.discord.calls import UNKNOWN_GUILD, Calls, Refused, note_refusal
from adapters.discord.doorkeeping import DiscordDoor
from adapters.discord.formatting import PAGE_LIMIT
from adapters.discord.interactions import Interactions
from adapters.discord.rooms import Rooms
from adapters.discord.roster import DiscordRoster
from adapters.discord.senders import PLATFORM
from adapters.discord.speaking import Voice
from groupbot.content import Content
from groupbot.effects import Acknowledge, Ask, Hand, Leave, Remove, Say, TellAdmins, Whisper
from groupbot.people import Actor, ActorKind, Admins, Chat, MessageRef, Origin
from groupbot.ports import Can, Capabilities, Reach, Right, Standing, Unavailable

# A bot's id is its application's (Discord, Bot Users); 1 is the installation to an account.
INSTALL = "https://discord.com/oauth2/authorize?client_id={}&integration_type=1&scope=applications.commands"
CAPABILITIES = Capabilities(
    PLATFORM,
    PAGE_LIMIT,
    frozenset({Can.WRITE_FIRST, Can.EPHEMERAL, Can.FORMS, Can.TOPICS, Can.JOIN_NOTICES, Can.BLOCK, Can.DESK}),
    longest_hold=timedelta(days=28),
)
UNHEARD_AT_MOST = 10_000


@lru_cache(1)
def _capabilities(us: str) -> Capabilities:
    # Asked for with every event, and the same for as long as the bot is.
    return replace(CAPABILITIES, keep_way=INSTALL.format(us)) if us else CAPABILITIES


class DiscordPorts(DiscordDoor):
    """All verbs of Discord; implements groupbot.ports.Ports. `us` gives the bot's own id once it is known."""

    def __init__(
        self,
        calls: Calls,
        interactions: Interactions,
        us: Callable[[], str],
        hears: Callable[[], bool],
        roster: DiscordRoster,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(calls, roster, us, now)
        self._interactions = interactions
        self._hears = hears
        self._answers = Answers(calls)
        self._voice = Voice(calls, roster, us)
        # Servers whose owner took no direct message the last time; numbers alone, in memory.
        self._unheard: set[str] = set()

    @property
    def capabilities(self) -> Capabilities:
        """Return what Discord can do, once the bot is known with the link that adds it to a person's own account."""
        return _capabilities(self._us())

    async def say(self, effect: Say) -> MessageRef | None:
        """Post in the server; None where it cannot be written to."""
        return await self._voice.say(effect)

    async def whisper(self, effect: Whisper) -> Reach:
        """Show one person a screen: as the answer to what they did just now, else as a direct message.

        To an ordinary message Discord offers no answer that nobody else sees; there it is a direct message or nothing.
        """
        if effect.to.kind is not ActorKind.PERSON:
            return Reach.NOWHERE
        return await self._reach(effect.to, effect.content, effect.origin)

    async def hand(self, effect: Hand) -> Reach:
        """Hand over a file in an answer that only the person sees, else in a direct message."""
        if effect.to.kind is not ActorKind.PERSON:
            return Reach.NOWHERE
        file = (effect.filename, effect.body)
        found = self._interactions.get(effect.origin) or self._interactions.at_hand(effect.to.id)
        if found is not None and await self._answers.file(found, effect.content, file):
            return Reach.PRIVATE
        sent = await self._voice.whisper(effect.to.id, effect.content, file)
        return Reach.PRIVATE if sent else Reach.NOWHERE

    async def ask(self, effect: Ask) -> Reach:
        """Show a question whose form could not be opened by itself: its button opens it."""
        if effect.to.kind is not ActorKind.PERSON:
            return Reach.NOWHERE
        return await self._reach(effect.to, effect.content, effect.origin)

    async def acknowledge(self, effect: Acknowledge) -> None:
        """End the waiting state of a press; one that has an answer already needs nothing."""
        found = self._interactions.get(effect.origin)
        if found is not None:
            await self._answers.end(found, effect.note)

    async def remove(self, effect: Remove) -> bool:
        """Delete the server's own notice."""
        return await self._voice.delete(effect.message)

    async def leave(self, effect: Leave) -> bool:
        """Leave the server."""
        try:
            await self._calls.request(Route("DELETE", "/users/@me/guilds/{guild_id}", guild_id=effect.chat.id))
        except Refused as refused:
            if refused.code != UNKNOWN_GUILD:
                note_refusal(refused, "the bot's leaving")
                return False
        return True

    async def tell_admins(self, effect: TellAdmins) -> int:
        """Tell the server's moderators' channel, where only they see it, and the owner; returns how many were reached.

        Discord gives a bot no list of admins without the members' intent, and no list of members is kept here.
        """
        try:
            rooms = await self._roster.rooms(effect.chat.id, self._us())
        except Refused as refused:
            note_refusal(refused, "a word to the admins")
            return 0
        reached, absent = 0, None
        owner = str(rooms.guild["owner_id"])
        tellings = [self._told_among_moderators(rooms, effect.content)]
        if effect.beside is None or effect.beside.id != owner:
            tellings.append(self._told_owner(rooms, effect.content))
        for telling in tellings:
            try:
                reached += await telling
            except Unavailable as error:
                absent = error
        # Where somebody was reached, trying all of it again would tell them twice.
        if absent is not None and not reached:
            raise absent
        return reached

    async def rights(self, chat: Chat) -> frozenset[Right] | None:
        """Read what the bot may do in the server, and who hears of it."""
        have = await self._roster.rights(chat, self._us(), hears=self._hears())
        return have if have is None or chat.id in self._unheard else have | {Right.OWNER}

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Read who is what, at this moment."""
        return await self._roster.standing(chat, actor)

    async def admins(self, chat: Chat) -> Admins:
        """Name the owner alone: Discord gives a bot no list of admins, and the owner is always one of them."""
        return await self._roster.admins(chat)

    async def _reach(self, to: Actor, content: Content, origin: Origin | None) -> Reach:
        found = self._interactions.get(origin)
        shown = found or self._interactions.at_hand(to.id)
        if shown is not None and await self._answers.screen(shown, content, replace=found is not None):
            return Reach.PRIVATE
        return Reach.PRIVATE if await self._voice.whisper(to.id, content) else Reach.NOWHERE

    async def _told_among_moderators(self, rooms: Rooms, content: Content) -> int:
        channel = await self._roster.desk(rooms)
        if not channel:
            return 0
        try:
            await self._voice.post(channel, content)
        except Refused as refused:
            note_refusal(refused, "a word in the moderators' channel")
            return 0
        return 1

    async def _told_owner(self, rooms: Rooms, content: Content) -> int:
        guild = str(rooms.guild["id"])
        if await self._voice.whisper(str(rooms.guild["owner_id"]), content):
            self._unheard.discard(guild)
            return 1
        if len(self._unheard) < UNHEARD_AT_MOST:
            self._unheard.add(guild)
        return 0
