"""Nothing that people say, are called, or that opens the bot stands in any log."""

import asyncio
import logging
import traceback

import pytest

from adapters.telegram.bot import TokenRefused
from adapters.telegram.platform import TelegramPlatform
from adapters.telegram.poll import Polling
from groupbot.content import Button
from groupbot.effects import Acknowledge, Say, Whisper
from groupbot.events import ButtonPressed, Event, MessagePosted
from tests.contract.telegram.fake_engine import Engine, page, running
from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio
TOKEN = "42:VERY-SECRET-TOKEN"
WORDS = (
    "Marguerite Unmistakable",
    "confidential-utterance",
    "screen-of-one-member",
    "t0ken-of-a-button",
    "Hidden Room",
)


class Talker(Engine):
    """Answers, fails on the way, and says its own words."""

    def __init__(self, platform: TelegramPlatform) -> None:
        super().__init__()
        self.platform = platform
        self.answer = self.respond

    async def respond(self, event: Event) -> None:
        """Whisper to who pressed, post a line in the group, fail on poison."""
        if isinstance(event, MessagePosted) and "poison" in event.text:
            raise ValueError(event.text)
        if isinstance(event, ButtonPressed):
            await self.platform.ports.whisper(Whisper(event.actor, page(WORDS[2]), event.place.chat, event.origin))
            await self.platform.ports.acknowledge(Acknowledge(event.origin, WORDS[2]))
        elif event.place.chat is not None:
            line = page(WORDS[2], Button(WORDS[2], WORDS[3]))
            await self.platform.ports.say(Say(event.place.chat, line))


async def test_a_whole_conversation_leaves_no_word_in_the_logs(caplog: pytest.LogCaptureFixture) -> None:
    """REQUIRES that at DEBUG, with failures of every kind, no token, name, title, text or button token is logged."""
    caplog.set_level(logging.DEBUG)
    async with StandIn(TOKEN) as tg:
        impatient = Polling(retry_seconds=(0.01, 0.01))
        platform = TelegramPlatform(TOKEN, base_url=tg.base_url, mode=impatient)
        engine = Talker(platform)
        marguerite = tg.world.person(WORDS[0])
        group = tg.world.group(WORDS[4], members=(marguerite,))
        async with running(platform, engine):
            await marguerite.says(group, f"{WORDS[1]} poison")
            await marguerite.says(group, WORDS[1])
            tg.world.updates.inject({"message": {"text": WORDS[1], "from": WORDS[0]}})
            await tg.until(lambda: len(group.messages) > 2)
            tg.world.faults.refuse(500, WORDS[1], "sendMessage")
            tg.world.faults.drop("before", "getUpdates")
            await marguerite.presses(group.messages[-1], WORDS[2])
            await tg.until(lambda: len(engine.events) > 1, 4)
            await tg.refuse_connections()
            await tg.until(lambda: "trying again" in caplog.text)
    assert "failed 3 of 3 times: ValueError" in caplog.text
    for secret in (TOKEN, TOKEN.partition(":")[2], *WORDS):
        assert secret not in caplog.text


async def test_errors_that_escape_carry_no_token() -> None:
    """REQUIRES that a refused or revoked token is reported without repeating it, in the whole chain of errors."""
    async with StandIn("42:OTHER") as tg:
        platform = TelegramPlatform(TOKEN, base_url=tg.base_url)
        with pytest.raises(TokenRefused) as raised:
            async with running(platform, Engine()):
                await tg.until(lambda: False, 0.3)
    assert TOKEN.partition(":")[2] not in "".join(traceback.format_exception(raised.value))


async def test_a_revoked_token_ends_the_run(engine: Engine) -> None:
    """REQUIRES that polling with a token that was revoked stops, and says so, instead of trying for ever."""
    async with StandIn(TOKEN) as server:
        revoked = TelegramPlatform(TOKEN, base_url=server.base_url)
        work = asyncio.ensure_future(revoked.run(engine, asyncio.Event()))
        await server.until(lambda: server.world.updates.waiter)
        server.token = "42:THE-NEXT-ONE"
        server.world.updates.wake("arrived")
        with pytest.raises(TokenRefused, match="revoked"):
            await asyncio.wait_for(work, 3)
