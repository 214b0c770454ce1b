"""A tiny bot for tests of the sandbox alone: it asks whoever comes, and keeps a sealed row for whoever agrees."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.sandbox.house import Site
from adapters.sandbox.product import About, Product
from groupbot.content import Button, Content, Rich, Text
from groupbot.decision import NOTHING, Decision
from groupbot.effects import Acknowledge, Effect, Hand, Say, TellAdmins, Whisper
from groupbot.events import BotAdded, ButtonPressed, CommandGiven, Event, MemberJoined
from groupbot.ports import Clock, Ports

ASK = Content(Rich("May I keep a record?"), ((Button("Yes", "yes"), Button("No", "no")),))
LINE = Content(Rich("Read what this bot keeps."), ((Button("Open", "open"),),))


@dataclass(frozen=True)
class Outcome:
    """What the scripted bot answers."""

    decision: Decision
    effects: Sequence[Effect]
    policy: str
    group: int | None = 1


class Complaint(str):
    """What the scripted bot says of a bad policy."""

    __slots__ = ()
    line = 1


class Scripted:
    """Implements House: /hello asks, "yes" keeps a row, "no" keeps nothing, /file hands a file."""

    def __init__(self, site: Site, ports: Ports) -> None:
        self.site, self.ports = site, ports
        self.housekeeper = self
        self.public_key = bytes(32)
        self.db = sqlite3.connect(site.data / "groupbot.db")
        self.db.execute("CREATE TABLE IF NOT EXISTS consent (handle BLOB PRIMARY KEY, day TEXT)")
        self.db.commit()

    async def handle(self, event: Event) -> Outcome:
        """Decide by the kind of event and perform at once."""
        if isinstance(event, CommandGiven) and event.command == "break":
            raise RuntimeError("broken on purpose")
        effects, decision = self._decide(event)
        for effect in effects:
            await self._perform(effect)
        return Outcome(decision, effects, self.site.policy.name)

    async def tick(self) -> None:
        """Nothing ever falls due here."""

    async def reload_policies(self) -> Sequence[Complaint]:
        """Take every policy but one that is bad."""
        bad = "bad" in self.site.policy.read_text()
        return (Complaint(f"{self.site.policy.name}:1:1: bad; write good"),) if bad else ()

    async def close(self) -> None:
        """Close the database."""
        self.db.close()

    def _decide(self, event: Event) -> tuple[list[Effect], Decision]:
        who, chat = event.actor, event.place.chat
        match event:
            case MemberJoined() | BotAdded() if chat:
                return [Say(chat, LINE)], Decision(why=(Text("joined"),))
            case CommandGiven(command="hello" | "start", origin=origin):
                return [Whisper(who, ASK, near=chat, origin=origin)], Decision(why=(Text("asked"),))
            case CommandGiven(command="file"):
                return [Hand(who, "mine.json", b"{}", Content(Rich("Yours.")))], NOTHING
            case CommandGiven(command="alarm") if chat:
                return [TellAdmins(chat, Content(Rich("Somebody called.")))], NOTHING
            case ButtonPressed(token="open", origin=origin):
                return [Whisper(who, ASK, near=chat, origin=origin), Acknowledge(origin)], NOTHING
            case ButtonPressed(token="yes", origin=origin):
                self.db.execute(
                    "INSERT OR REPLACE INTO consent VALUES (?, ?)", (b"h" * 16, event.at.date().isoformat())
                )
                self.db.commit()
                return [Whisper(who, Content(Rich("Kept.")), origin=origin), Acknowledge(origin)], NOTHING
            case ButtonPressed(token="no", origin=origin):
                why_not = (Text("refused"),)
                return [Whisper(who, Content(Rich("Nothing is kept.")), origin=origin)], Decision(why_not=why_not)
        return [], NOTHING

    async def _perform(self, effect: Effect) -> None:
        match effect:
            case Say():
                await self.ports.say(effect)
            case Whisper():
                await self.ports.whisper(effect)
            case Hand():
                await self.ports.hand(effect)
            case Acknowledge():
                await self.ports.acknowledge(effect)
            case TellAdmins():
                await self.ports.tell_admins(effect)


async def build(site: Site, ports: Ports, clock: Clock) -> Scripted:
    """Open the scripted bot; implements Builder, and refuses a policy that is too early."""
    if "early: yes" in site.policy.read_text():
        raise ValueError("too early")
    return Scripted(site, ports)


def product(*policies: Path) -> Product:
    """Return the scripted bot as the sandbox takes it."""
    return Product(
        build,
        policies or (Path(__file__).with_name("first.yaml"),),
        words=lambda text: text.key,
        label=lambda _language, key: {"button-none": "No"}.get(key, ""),
        commands=("hello", "file"),
        tables={"consent": About("Shows who agreed.", "Until withdrawn.")},
    )
