"""Posts in channels and in direct messages."""

import logging
from collections.abc import AsyncIterator
from typing import Any

from discord.http import Route

from adapters.discord.calls import (
    CLOSED_TO_US,
    MISSING_ACCESS,
    MISSING_RIGHT,
    NOTHING_SHARED,
    THREAD_ARCHIVED,
    THREAD_LOCKED,
    UNKNOWN_CHANNEL,
    Calls,
    Refused,
    note_refusal,
)
from adapters.discord.formatting import Body, bodies
from adapters.discord.nonces import Nonces
from adapters.discord.roster import DiscordRoster
from adapters.discord.uploading import File, carried
from groupbot.content import Content
from groupbot.effects import Say
from groupbot.people import MessageRef
from groupbot.ports import Unavailable

# Text channels and announcements; forums and stages take no plain message (Discord, Channel Types).
WRITABLE = frozenset({0, 5})
TRIED_AT_MOST = 5
ELSEWHERE = frozenset({UNKNOWN_CHANNEL, MISSING_ACCESS, MISSING_RIGHT, THREAD_ARCHIVED, THREAD_LOCKED})
NOBODY_THERE = frozenset({CLOSED_TO_US, NOTHING_SHARED})
log = logging.getLogger(__name__)


class Voice:
    """Writes messages; each carries a nonce, by which Discord takes a repeated one for the same."""

    def __init__(self, calls: Calls, roster: DiscordRoster) -> None:
        self._calls = calls
        self._roster = roster
        self._nonces = Nonces()

    async def say(self, effect: Say) -> MessageRef | None:
        """Post in a channel, and take the message away that this one replaces; None where nothing can be posted.

        Where no channel is named, or it is gone or closed to the bot, the server's system channel takes it, else the
        first that does.
        """
        last: Refused | None = None
        async for channel in self._places(effect):
            try:
                sent = await self.post(channel, effect.content)
            except Refused as refused:
                last = refused
                if refused.code not in ELSEWHERE:
                    break
                continue
            if effect.replaces is not None:
                await self.delete(effect.replaces)
            return MessageRef(effect.chat.id, sent, channel)
        if last is not None:
            note_refusal(last, "a line in a server")
        return None

    async def post(self, channel: str, content: Content, file: File | None = None) -> str:
        """Post a screen and return the id of its last message; raises Refused."""
        sent = ""
        parts = bodies(content)
        for number, body in enumerate(parts):
            last = number == len(parts) - 1
            sent = await self._post(channel, body, file if last else None)
        return sent

    async def whisper(self, person: str, content: Content, file: File | None = None) -> bool:
        """Send a direct message; False where Discord lets the bot write to nobody there."""
        try:
            opened = await self._calls.request(Route("POST", "/users/@me/channels"), json={"recipient_id": person})
            await self.post(str(opened["id"]), content, file)
        except Refused as refused:
            if refused.code not in NOBODY_THERE:
                note_refusal(refused, "a direct message")
            return False
        return True

    async def delete(self, message: MessageRef) -> bool:
        """Delete a message; False where it stays. Never fails: what is gone is gone."""
        if not message.thread or not message.message:
            return False  # nothing of Discord's is named so
        route = Route(
            "DELETE",
            "/channels/{channel_id}/messages/{message_id}",
            channel_id=message.thread,
            message_id=message.message,
        )
        try:
            await self._calls.request(route)
        except Refused as refused:
            if refused.status == 404:  # noqa: PLR2004  (HTTP's own number: it is gone already)
                return True
            note_refusal(refused, "the removal of a message")
            return False
        except Unavailable:
            log.info("a message could not be removed now; it stays")
            return False
        return True

    async def _post(self, channel: str, body: Body, file: File | None) -> str:
        nonce = self._nonces.of(channel, body)
        nonced: Body = {**body, "nonce": nonce, "enforce_nonce": True}
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        try:
            sent: dict[str, Any] = await self._calls.request(route, **carried(nonced, file))
        except Unavailable:
            self._nonces.keep(channel, body, nonce)
            raise
        return str(sent["id"])

    async def _places(self, effect: Say) -> AsyncIterator[str]:
        """Yield the channels to try, in order; a server is asked for its own only where the first does not do."""
        if effect.thread:
            yield effect.thread
        try:
            guild = await self._roster.guild(effect.chat.id)
            channels = await self._roster.channels(effect.chat.id)
        except Refused as refused:
            note_refusal(refused, "a look at a server's channels")
            return
        system = str(guild.get("system_channel_id") or "")
        texts = [str(channel["id"]) for channel in channels if channel["type"] in WRITABLE]
        for channel in list(dict.fromkeys([*([system] if system else []), *texts]))[:TRIED_AT_MOST]:
            if channel != effect.thread:
                yield channel
