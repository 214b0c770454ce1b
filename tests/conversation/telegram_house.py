"""The bot on the stand-in for Telegram: the real adapter beside the house, listening from its opening to its end."""

import asyncio

from adapters.sandbox.house import Builder, House, Site
from adapters.telegram.commands import CommandHelp
from adapters.telegram.platform import TelegramPlatform
from adapters.telegram.poll import Polling
from groupbot.cli.commands import OPENLY
from groupbot.ports import Clock, Ports
from tests.conversation.listening import PATIENCE, Heard, Listening
from tests.standin.telegram import StandIn


class OnTelegram:
    """Implements Builder: builds the bot with Telegram's ports and returns when Telegram knows that it listens.

    `given_up` are the updates that failed three times; an honest script leaves none.
    """

    def __init__(self, tg: StandIn, build: Builder, hushed: frozenset[str]) -> None:
        self._tg = tg
        self._build = build
        self._hushed = hushed
        self.given_up: list[str] = []

    async def __call__(self, site: Site, _ports: Ports, clock: Clock) -> House:
        """Open a bot over a site; the ports of another platform are not used."""
        platform = TelegramPlatform(
            self._tg.token,
            base_url=self._tg.base_url,
            mode=Polling(seconds=1, retry_seconds=(0.01,)),
            commands=tuple(
                CommandHelp(name, "both", personal=name not in OPENLY, descriptions={"en": name})
                for name in self._hushed
            ),
            on_set_aside=self._give_up,
            now=clock.now,
        )
        try:
            house = await self._build(site, platform.ports, clock)
        except BaseException:
            await platform.close()
            raise
        before = self._told()
        stop = asyncio.Event()
        listening = asyncio.ensure_future(platform.run(Heard(house), stop))
        await self._tg.until(lambda: self._listens(before) or listening.done(), PATIENCE)
        return Listening(house, stop, listening)

    async def _give_up(self, number: int, kind: str) -> None:
        self.given_up.append(f"{kind} {number}")

    def _told(self) -> tuple[int, int]:
        record = self._tg.world.record
        return len(record.of("getUpdates")), sum(call.performed for call in record.of("setMyCommands"))

    def _listens(self, before: tuple[int, int]) -> bool:
        scopes = 2 if self._hushed else 0  # private chats and groups
        polls, commands = self._told()
        return polls > before[0] and commands >= before[1] + scopes
