"""Effects -> Bot API calls: everything that the engine can ask of Telegram."""

from datetime import timedelta

from telegram import Bot

from adapters.telegram.calls import Calls
from adapters.telegram.doorkeeping import TelegramDoor
from adapters.telegram.ephemeral import EphemeralMessages
from adapters.telegram.formatting import PAGE_LIMIT
from adapters.telegram.presses import Presses
from adapters.telegram.private import PrivateChats
from adapters.telegram.questions import Question, Questions, marked
from adapters.telegram.recent import Recent
from adapters.telegram.roster import TelegramRoster
from adapters.telegram.senders import PLATFORM
from adapters.telegram.speaking import GroupVoice
from adapters.telegram.standing import OwnStanding
from groupbot.effects import Acknowledge, Ask, Hand, Leave, Remove, Say, TellAdmins, Whisper
from groupbot.people import Actor, ActorKind, Admins, Chat, MessageRef
from groupbot.ports import Can, Capabilities, Reach, Right, Standing, Unavailable

CAPABILITIES = Capabilities(
    PLATFORM,
    PAGE_LIMIT,
    frozenset(
        {
            Can.EPHEMERAL,
            Can.TOPICS,
            Can.JOIN_NOTICES,
            Can.ANONYMOUS_ADMINS,
            Can.CHANNEL_SENDERS,
            Can.MIGRATE,
            Can.BLOCK,
        }
    ),
    longest_hold=timedelta(days=366),
)


class TelegramPorts(TelegramDoor):
    """All verbs of Telegram; implements groupbot.ports.Ports."""

    def __init__(self, bot: Bot, calls: Calls, recent: Recent, roster: TelegramRoster, questions: Questions) -> None:
        super().__init__(bot, calls)
        self._private = PrivateChats(bot, calls)
        self._ephemeral = EphemeralMessages(bot, calls, recent, roster)
        self._presses = Presses(bot, calls, recent)
        self._voice = GroupVoice(bot, calls)
        self._own = OwnStanding(bot, calls)
        self._roster = roster
        self._questions = questions

    @property
    def capabilities(self) -> Capabilities:
        """Return what Telegram can do."""
        return CAPABILITIES

    async def say(self, effect: Say) -> MessageRef | None:
        """Post in the group; None when it cannot be written to."""
        return await self._voice.say(effect)

    async def whisper(self, effect: Whisper) -> Reach:
        """Show one person a screen: their pressed private screen, their private chat, then only the group's extras.

        A press on a public button of somebody without a private chat is answered by a link that opens it; the
        screen is not delivered then (NOWHERE) but comes when the person presses Start.
        """
        if effect.to.kind is not ActorKind.PERSON:
            return Reach.NOWHERE
        if await self._in_private(effect):
            return Reach.PRIVATE
        return Reach.EPHEMERAL if await self._in_group(effect) else Reach.NOWHERE

    async def _in_private(self, effect: Whisper) -> bool:
        person, origin = int(effect.to.id), effect.origin
        pressed = origin is not None and origin.press and origin.chat == effect.to.id
        if origin is not None and pressed and await self._private.replace(person, int(origin.message), effect.content):
            return True
        return await self._private.send(person, effect.content) is not None

    async def _in_group(self, effect: Whisper) -> bool:
        person, origin = int(effect.to.id), effect.origin
        if origin is not None and origin.press:
            if origin.ephemeral and await self._ephemeral.replace(person, origin, effect.content):
                return True
            if not origin.ephemeral and origin.chat != effect.to.id and await self._presses.invite(origin):
                return False
        return effect.near is not None and await self._ephemeral.show(
            person, int(effect.near.id), origin, effect.content
        )

    async def hand(self, effect: Hand) -> Reach:
        """Hand over a file in private, and only there."""
        if effect.to.kind is not ActorKind.PERSON:
            return Reach.NOWHERE
        handed = await self._private.hand(int(effect.to.id), effect.filename, effect.body, effect.content)
        return Reach.PRIVATE if handed else Reach.NOWHERE

    async def acknowledge(self, effect: Acknowledge) -> None:
        """Answer a press."""
        await self._presses.acknowledge(effect)

    async def ask(self, effect: Ask) -> Reach:
        """Put a question into the private chat, as a message of its own above what the person will write.

        A press in a group by somebody without a private chat is answered by a link that opens it, as in `whisper`.
        """
        if effect.to.kind is not ActorKind.PERSON:
            return Reach.NOWHERE
        person, origin = int(effect.to.id), effect.origin
        stands = await self._private.send(person, marked(effect))
        if stands is not None:
            self._questions.asked(person, stands, Question(effect.token, effect.file))
            return Reach.PRIVATE
        if origin is not None and origin.chat != effect.to.id:
            await self._presses.invite(origin)
        return Reach.NOWHERE

    async def remove(self, effect: Remove) -> bool:
        """Delete a service message of Telegram's, or a command of a member's."""
        return await self._voice.remove(effect)

    async def leave(self, effect: Leave) -> bool:
        """Go out of a group."""
        return await self._own.leave(effect.chat)

    async def tell_admins(self, effect: TellAdmins) -> int:
        """Write to each human admin in private and count those reached; one who cannot be reached stops no other."""
        reached, failure = 0, None
        for admin in await self._roster.admins(effect.chat):
            # An anonymous admin goes by the group's id, which is nobody's: they are told like the others.
            if effect.beside is not None and effect.beside.id == str(admin.id):
                continue
            try:
                reached += await self._private.send(admin.id, effect.content) is not None
            except Unavailable as unavailable:
                failure = unavailable
        if failure is not None and not reached:
            raise failure
        return reached

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Read somebody's standing now."""
        return await self._roster.standing(chat, actor)

    async def admins(self, chat: Chat) -> Admins:
        """Read who the admins are now: Telegram names them all, or none (Bot API, getChatAdministrators)."""
        known = frozenset(str(user.id) for user in await self._roster.admins(chat))
        return Admins(known, all=bool(known))

    async def rights(self, chat: Chat) -> frozenset[Right] | None:
        """Read what the bot may do in a group now."""
        return await self._own.rights(chat)
