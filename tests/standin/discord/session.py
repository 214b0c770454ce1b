"""One bot's session at the gateway: what it is told, in order, and what it still has to be told again."""

import json
import secrets
import zlib
from asyncio import Queue
from collections import deque
from typing import Any

import discord
from aiohttp import web

KEPT = 500  # how many events a session can be told again


class Link:
    """One WebSocket: frames wait in `outbox` until the writer has sent them; None ends it with a close code."""

    def __init__(self, socket: web.WebSocketResponse, compress: str) -> None:
        self.socket = socket
        self.outbox: Queue[str | None] = Queue()
        self.code = 1000
        self._packer = zlib.compressobj() if compress == "zlib-stream" else None

    @property
    def packed(self) -> bool:
        """Return whether frames go out compressed."""
        return self._packer is not None

    def send(self, op: int, data: Any, *, event: str | None = None, seq: int | None = None) -> None:
        """Queue one frame."""
        self.outbox.put_nowait(json.dumps({"op": op, "d": data, "s": seq, "t": event}))

    def end(self, code: int) -> None:
        """Close after what is queued; the client reads the code."""
        self.code = code
        self.outbox.put_nowait(None)

    async def write(self) -> None:
        """Send frame after frame; as text where the client asked for a compression that is not spoken here."""
        while (frame := await self.outbox.get()) is not None:
            if self._packer is None:
                await self.socket.send_str(frame)
            else:
                packed = self._packer.compress(frame.encode()) + self._packer.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)
        await self.socket.close(code=self.code)


class Session:
    """What IDENTIFY began; it outlives its link until it is forgotten."""

    def __init__(self, intents: discord.Intents, shard: int, shards: int) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard
        self.shards = shards
        self.link: Link | None = None
        self.seq = 0
        self.heard = 0  # the last number that the client said it has
        self.asked = 0  # the last number for which it was asked that
        self.awaited = False  # cut off by the stand-in: the client is to come back
        self._kept: deque[tuple[int, str, Any]] = deque(maxlen=KEPT)

    def tell(self, event: str, data: Any) -> None:
        """Give an event its number, keep it for a resume, and send it where there is a link."""
        self.seq += 1
        self._kept.append((self.seq, event, data))
        if self.link is not None:
            self.link.send(0, data, event=event, seq=self.seq)

    def can_resume(self, seq: int) -> bool:
        """Return whether all that came after `seq` is still kept."""
        oldest = self._kept[0][0] if self._kept else self.seq + 1
        return oldest - 1 <= seq <= self.seq

    def resume(self, link: Link, seq: int) -> None:
        """Tell again what was missed, then RESUMED."""
        self.link, self.awaited = link, False
        for number, event, data in self._kept:
            if number > seq:
                link.send(0, data, event=event, seq=number)
        self.tell("RESUMED", {})
