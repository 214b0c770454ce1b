"""The running bot: opened over its files, fed with events, closed."""

from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from groupbot import routes
from groupbot.content import Prompt
from groupbot.engine import Engine, Handled
from groupbot.events import ButtonPressed, Event
from groupbot.groups import own, register
from groupbot.groups.directory import Directory
from groupbot.groups.model import Mode
from groupbot.people import Chat
from groupbot.performer import Performer
from groupbot.ports import Clock, Impossible, Unavailable
from groupbot.store import bond, lease
from groupbot.store.presence import Presence
from groupbot.store.store import Store
from groupbot.upkeep.housekeeping import Housekeeper


@dataclass(frozen=True, slots=True)
class House:
    """Everything that bootstrap wired, behind the few verbs that a platform and a clock need."""

    store: Store
    directory: Directory
    engine: Engine
    performer: Performer
    housekeeper: Housekeeper
    clock: Clock
    platforms: tuple[str, ...]
    owner: bytes
    presence: Presence
    public_key: bytes

    async def open(self) -> None:
        """Tie database and vault, finish what a crash left, load the groups, and see that the policies may hold.

        Opening again, after an outage half way, is no error.
        """
        await self.store.migrate()
        await self.store.write(bond.tie)
        await self.store.tidy()
        for group in await self.store.read(register.present):
            self.directory.keep(group)
        for number, text in (await self.store.read(own.load_all)).items():
            self.directory.files.overlay(number, text)
        await self.housekeeper.adopt_policies()

    async def recognise(self, platform: str, id: str) -> None:  # noqa: A002  (the word that groupbot.people uses)
        """Take in which account the bot has; raises Impossible where it is not the one that the groups know."""
        known = (await self.store.write(partial(bond.recognise, platform=platform, id=id))).result
        if known != id:
            raise Impossible(
                f"The {platform} token is of the bot {id}, and the groups here know the bot {known}: with another one "
                f"they would all end. Set GROUPBOT_{platform.upper()}_TOKEN_FILE to the token of the bot {known}; or, "
                f"if {id} is to take over, add it to the groups first, then run `groupbot bots adopt {platform}`."
            )
        self.performer.meet(platform)

    async def handle(self, event: Event) -> Handled:
        """Decide on one event, commit, and perform what follows."""
        return await self.engine.handle(event)

    def prompt(self, event: ButtonPressed) -> Prompt | None:
        """Return the form that a button opens, None for every other button."""
        return self.engine.prompt(event)

    def groups(self, platform: str) -> frozenset[Chat]:
        """Return the groups of a platform that the bot is in for all it knows."""
        return frozenset(group.card.chat for group in self.directory if group.card.chat.platform == platform)

    def reads(self, chat: Chat) -> bool:
        """Tell whether any module of a group reads what its members write, and acts or rehearses there."""
        group = self.directory.find(chat)
        if group is None or not group.served or group.card.mode is Mode.PAUSED:
            return False
        return routes.reads(self.directory.law(group.number).policy)

    async def tick(self) -> None:
        """Do what is due."""
        await self.housekeeper.tick(self.platforms)

    async def take_lease(self) -> bool:
        """Take or renew the lease of every platform; False while another process serves one of them."""
        now, dead = self.clock.now(), self.presence.dead
        self.presence.show()
        for platform in self.platforms:
            take = partial(lease.take_platform, platform=platform, owner=self.owner, now=now, dead=dead)
            if (await self.store.write(take, guarded=False)).result is None:
                return False
        self.presence.tidy()
        return True

    async def close(self) -> None:
        """Give the leases back and release every file; a lease that cannot be given back now ends by itself."""
        try:
            for platform in self.platforms:
                release = partial(lease.release_platform, platform=platform, owner=self.owner)
                with suppress(Unavailable):
                    await self.store.write(release, guarded=False)
        finally:
            self.presence.leave()
            self.store.close()
