"""The gateway's outside: https://docs.discord.com/developers/events/gateway, version 10, JSON, zlib-stream or plain."""

import asyncio
import json
from typing import Any

import discord
from aiohttp import WSMsgType, web

from tests.standin.discord.chunks import chunks
from tests.standin.discord.hub import Hub
from tests.standin.discord.session import Link, Session

HEARTBEAT_MS = 41_250
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11


class Connection:
    """One client's WebSocket from HELLO to its close."""

    def __init__(self, hub: Hub, token: str, link: Link) -> None:
        self.hub = hub
        self.token = token
        self.link = link
        self.session: Session | None = None

    def take(self, op: int, data: Any) -> None:
        """Act on one frame of the client's."""
        if op == 1:
            self._heartbeat(data)
        elif op == 2:
            self._identify(data)
        elif op == 6:
            self._resume(data)
        elif op == 8 and self.session is not None:
            guild_id, wants_all = int(data["guild_id"]), not data.get("user_ids") and data.get("query") == ""
            if wants_all and not data.get("limit") and not self.session.intents.members:
                return  # Discord answers nothing without the intent
            for chunk in chunks(self.hub.backend, guild_id, data):
                self.hub._tell(self.session, "GUILD_MEMBERS_CHUNK", chunk)
        elif op not in (3, 4):
            self.link.end(4001)

    def _heartbeat(self, seq: int | None) -> None:
        if self.session is not None and seq is not None:
            self.session.heard = max(self.session.heard, seq)
        self.link.send(HEARTBEAT_ACK, None)

    def _identify(self, data: dict[str, Any]) -> None:
        intents = discord.Intents._from_value(data["intents"])
        shard, shards = data.get("shard") or (0, 1)
        if data.get("token") != self.token:
            self.link.end(4004)
        elif self.session is not None:
            self.link.end(4005)
        elif self.hub.portal.refuses(intents):
            self.link.end(4014)
        elif not 0 <= shard < shards:
            self.link.end(4010)
        else:
            self.session = self.hub.begin(self.link, intents, shard, shards)

    def _resume(self, data: dict[str, Any]) -> None:
        session = self.hub.sessions.get(data["session_id"])
        if data.get("token") != self.token:
            self.link.end(4004)
        elif session is None or not session.can_resume(data["seq"]):
            self.link.send(INVALID_SESSION, False)  # noqa: FBT003  (the protocol's payload)
        else:
            self.session = session
            self.hub.resumed += 1
            session.resume(self.link, data["seq"])


async def serve(hub: Hub, token: str, request: web.Request) -> web.WebSocketResponse:
    """Hold one connection until either side ends it."""
    socket = web.WebSocketResponse(autoping=True)
    await socket.prepare(request)
    link = Link(socket, request.query.get("compress", ""))
    connection = Connection(hub, token, link)
    writer = asyncio.ensure_future(link.write())
    try:
        if hub.refusing is not None:
            link.end(hub.refusing)
        link.send(HELLO, {"heartbeat_interval": HEARTBEAT_MS})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                frame = json.loads(message.data)
                connection.take(frame["op"], frame.get("d"))
    finally:
        session = connection.session
        if session is not None and session.link is link:
            session.link = None
            if socket.close_code in (1000, 1001):  # the client's own farewell ends the session
                hub.sessions.pop(session.id, None)
        writer.cancel()
        await asyncio.gather(writer, return_exceptions=True)
    return socket
