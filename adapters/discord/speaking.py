"""Posts in channels and in direct messages."""

import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

from discord.http import Route

from adapters.discord.begun import Begun
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
from adapters.discord.nonces import Nonces, mark
from adapters.discord.roster import DiscordRoster
from adapters.discord.uploading import File, carried
from groupbot.content import Content
from groupbot.effects import Say
from groupbot.people import MessageRef
from groupbot.ports import Unavailable

TRIED_AT_MOST = 3
ELSEWHERE = frozenset({UNKNOWN_CHANNEL, MISSING_ACCESS, MISSING_RIGHT, THREAD_ARCHIVED, THREAD_LOCKED})
NOBODY_THERE = frozenset({CLOSED_TO_US, NOTHING_SHARED})
log = logging.getLogger(__name__)


class Voice:
    """Writes messages; each carries a nonce, by which Discord takes a repeated one for the same."""

    def __init__(self, calls: Calls, roster: DiscordRoster, us: Callable[[], str]) -> None:
        self._calls = calls
        self._roster = roster
        self._us = us
        self._nonces = Nonces()
        self._begun = Begun()

    async def say(self, effect: Say) -> MessageRef | None:
        """Post in a channel, and take the message away that this one replaces; None where nothing can be posted.

        Where no channel is named, or it is gone or closed to the bot, one that everybody sees takes it, the server's
        system channel before others; where there is none, the first that the bot can write in.
        """
        try:
            posted = await self._posted(effect)
        except Refused as refused:
            note_refusal(refused, "a line in a server")
            return None
        if effect.replaces is not None:
            await self.delete(effect.replaces)
        return posted

    async def post(self, channel: str, content: Content, file: File | None = None) -> str:
        """Post a screen and return the id of its last message; raises Refused.

        One that came to a stop half way goes on from there, when it is posted again.
        """
        parts = bodies(content)
        screen = mark(channel, parts, file)
        stand, sent = self._begun.take(screen)
        for number in range(stand, len(parts)):
            try:
                sent = await self._post(channel, parts[number], file if number == len(parts) - 1 else None)
            except Unavailable:
                self._begun.keep(screen, number, sent)
                raise
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
        nonce = self._nonces.of(channel, body, file)
        nonced: Body = {**body, "nonce": nonce, "enforce_nonce": True}
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        try:
            sent: dict[str, Any] = await self._calls.request(route, **carried(nonced, file))
        except Unavailable:
            self._nonces.keep(channel, body, nonce, file)
            raise
        return str(sent["id"])

    async def _posted(self, effect: Say) -> MessageRef:
        """Post in the first channel that takes it; raises Refused where none does."""
        last = Refused(MISSING_RIGHT, 403)
        async for channel in self._places(effect):
            try:
                return MessageRef(effect.chat.id, await self.post(channel, effect.content), channel)
            except Refused as refused:
                if refused.code not in ELSEWHERE:
                    raise
                last = refused
        raise last

    async def _places(self, effect: Say) -> AsyncIterator[str]:
        """Yield the channels to try, in order; a server is asked for its own only where the first does not do."""
        if effect.thread:
            yield effect.thread
        rooms = await self._roster.rooms(effect.chat.id, self._us())
        places = rooms.places()[:TRIED_AT_MOST]
        if not places:
            # As Discord would answer everywhere.
            raise Refused(MISSING_RIGHT, 403)
        for channel in places:
            if channel != effect.thread:
                yield channel
