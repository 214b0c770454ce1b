"""What remains in memory of a message once it is handled: nothing."""

import asyncio
import gc
import json
from typing import Any, cast

import pytest

from adapters.telegram.answering import Answering
from adapters.telegram.calls import Calls
from adapters.telegram.files import Files
from adapters.telegram.intake import Intake
from adapters.telegram.lanes import Lanes
from adapters.telegram.poll import Poller, Polling
from adapters.telegram.questions import Questions
from adapters.telegram.recent import Recent
from adapters.telegram.roster import TelegramRoster
from groupbot.events import Event, MessagePosted
from tests.unit.telegram.conftest import message, update

pytestmark = pytest.mark.anyio
BACKWARDS = "ylmednar-yletelpmoc-dias"


class OneBatch:
    """A Bot that delivers one batch and then leaves its poll open."""

    id = 42
    username = "our_bot"

    def __init__(self, batch: bytes) -> None:
        self.batch = [batch]
        self.waiting = asyncio.Event()

    async def do_api_request(self, *_: Any, **__: Any) -> Any:
        """Give the batch once."""
        if self.batch:
            return json.loads(self.batch.pop())
        self.waiting.set()
        await asyncio.sleep(60)
        return []


def remembered() -> list[object]:
    """Find the containers that hold the words, anywhere in this process."""
    gc.collect()
    words = BACKWARDS[::-1]
    found: list[object] = []
    for holder in gc.get_objects():
        for held in gc.get_referents(holder):
            if isinstance(held, str) and words in held:
                found.append(type(holder))  # noqa: PERF401  (a comprehension would itself hold the words, in a cell)
    return found


async def test_nothing_of_a_message_outlives_its_handler() -> None:
    """REQUIRES that no object of ours or of the libraries holds a message's text while the next poll is open."""
    seen: list[bool] = []

    class Engine:
        async def handle(self, event: Event) -> None:
            """Look at the words, and keep nothing."""
            seen.append(isinstance(event, MessagePosted) and bool(remembered()))

    bot = OneBatch(json.dumps([update("message", message(BACKWARDS[::-1]))]).encode())
    real = cast("Any", bot)

    async def nobody(_number: int, _kind: str) -> None:
        """Hear of nothing."""

    calls = Calls()
    answering = Answering(Questions(), Files(real, calls))
    intake = Intake(real, Engine(), TelegramRoster(real, calls), Recent(), answering, on_set_aside=nobody)
    stop = asyncio.Event()
    work = asyncio.ensure_future(Poller(real, intake, Polling(), Lanes()).run(stop))
    await asyncio.wait_for(bot.waiting.wait(), 2)
    await asyncio.sleep(0.01)
    assert seen == [True]
    assert remembered() == []
    stop.set()
    await work
