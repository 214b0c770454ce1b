"""The gateway's inside: sessions, and what happens in the world told to them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import discord
from simcord.backend import serializers
from simcord.backend.state import Backend

from tests.standin.discord.hearing import guild_of, hears, shaped
from tests.standin.discord.portal import Portal
from tests.standin.discord.session import Link, Session
from tests.standin.discord.wire import outgoing


class Hub:
    """All sessions; `identified` holds the intents of every IDENTIFY, `told` every event that was sent."""

    def __init__(self, backend: Backend, portal: Portal) -> None:
        self.backend = backend
        self.portal = portal
        self.url = ""
        self.cdn = ""
        self.sessions: dict[str, Session] = {}
        self.identified: list[discord.Intents] = []
        self.resumed = 0
        self.told: list[tuple[str, Any]] = []
        self.down: set[int] = set()  # guilds in an outage
        self.refusing: int | None = None  # the close code for everybody who connects
        self._lost: Counter[str] = Counter()
        self._repeated: Counter[str] = Counter()
        self._muted = 0
        backend.subscribers.append(self.emit)

    @contextmanager
    def mute(self) -> Iterator[None]:
        """Change the world while nobody is told."""
        self._muted += 1
        try:
            yield
        finally:
            self._muted -= 1

    def lose(self, event: str, times: int = 1) -> None:
        """Never tell the next events of a kind, nor after a resume."""
        self._lost[event] += times

    def repeat(self, event: str, times: int = 1) -> None:
        """Tell the next events of a kind twice."""
        self._repeated[event] += times

    def emit(self, event: str, payload: Mapping[str, Any]) -> None:
        """Tell an event to every session that hears it."""
        if self._muted or (guild_of(event, payload) in self.down and not event.startswith("GUILD_DELETE")):
            return
        if self._lost[event]:
            self._lost[event] -= 1
            return
        copies = 1 + (self._repeated[event] > 0)
        self._repeated[event] -= copies - 1
        for session in self.sessions.values():
            if hears(self.backend, session, event, payload):
                for _ in range(copies):
                    self._tell(session, event, shaped(self.backend, session, event, payload))

    def begin(self, link: Link, intents: discord.Intents, shard: int, shards: int) -> Session:
        """Open a session: READY with the guilds of the shard as unavailable, then one GUILD_CREATE for each."""
        self.identified.append(intents)
        session = Session(intents, shard, shards)
        session.link = link
        self.sessions[session.id] = session
        bot = self.backend.bot_user
        mine = [g for g in self.backend.guilds.values() if bot.id in g.members and (g.id >> 22) % shards == shard]
        ready = {
            "v": 10,
            "user": dict(serializers.user_payload(bot)),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in mine],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": [shard, shards],
            "application": {"id": str(self.backend.application_id), "flags": self.portal.flags},
        }
        session.tell("READY", ready)
        for guild in mine:
            payload = serializers.guild_create_payload(self.backend, guild)
            if guild.id not in self.down and hears(self.backend, session, "GUILD_CREATE", payload):
                self._tell(session, "GUILD_CREATE", shaped(self.backend, session, "GUILD_CREATE", payload))
        return session

    def drop(self, *, forget: bool = False, code: int = 4000) -> None:
        """Cut all connections; with `forget`, a resume is answered by an invalid session."""
        for session in list(self.sessions.values()):
            if session.link is not None:
                session.link.end(code)
                session.link, session.awaited = None, True
            if forget:
                del self.sessions[session.id]

    def ask_to_reconnect(self) -> None:
        """Send RECONNECT (op 7), after which a client resumes."""
        for session in self.linked():
            assert session.link is not None
            session.link.send(7, None)

    def linked(self) -> list[Session]:
        """Return the sessions that have a connection."""
        return [session for session in self.sessions.values() if session.link is not None]

    def _tell(self, session: Session, event: str, data: dict[str, Any]) -> None:
        clean = outgoing(data, self.cdn)
        self.told.append((event, clean))
        session.tell(event, clean)
