"""What every adapter promises about deliveries, shown on the example that docs/add-a-platform.md walks through."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.sandbox.clock import MovableClock, standing_still
from groupbot.content import Prompt
from groupbot.events import ButtonPressed, Event
from groupbot.people import Chat
from groupbot.ports import Impossible, Unavailable
from tests.contract.example.inbound import event_of
from tests.contract.example.parlour import Guest, Parlour
from tests.contract.example.platform import ParlourPlatform
from tests.conversation.opening import START

pytestmark = pytest.mark.anyio
EVE = Guest("eve", "Eve", "en")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Engine:
    """Fails as often as it is told to, and notes which letters were unconfirmed when it was given an event."""

    def __init__(self, parlour: Parlour, *failures: Exception) -> None:
        self._parlour = parlour
        self._failures = list(failures)
        self.given: list[str] = []
        self.waiting: list[int] = []
        self.strange = False

    async def handle(self, event: Event) -> None:
        """Commit, or fail."""
        self.given.append(event.key)
        self.waiting.append(len(self._parlour.letters))
        if self._failures:
            raise self._failures.pop(0)

    async def recognise(self, platform: str, id: str) -> None:  # noqa: A002  (the port's own word)
        """Refuse another bot's account."""
        assert (platform, id) == ("parlour", "the bot")
        if self.strange:
            raise Impossible("another bot")

    def prompt(self, event: ButtonPressed) -> Prompt | None:
        """Ask for nothing."""
        return None

    def groups(self, _platform: str) -> frozenset[Chat]:
        """Know nothing."""
        return frozenset()

    def reads(self, _chat: Chat) -> bool:
        """Want no words."""
        return False


@asynccontextmanager
async def reading(parlour: Parlour, engine: Engine) -> AsyncIterator[None]:
    """Let the adapter read until all is read, and stop."""
    stop = asyncio.Event()
    running = asyncio.ensure_future(ParlourPlatform(parlour).run(engine, stop))
    yield
    async with asyncio.timeout(5):
        await parlour.all_read.wait()
        stop.set()
        await running


@pytest.fixture
def parlour() -> Parlour:
    """Return a parlour with two letters."""
    made = Parlour(MovableClock(standing_still(START)))
    made.tell("order", EVE, order="help", words="")
    made.tell("said", EVE, words="Hello.")
    return made


async def test_a_letter_is_confirmed_after_its_commit(parlour: Parlour) -> None:
    """REQUIRES that what the engine is given is confirmed only when it returns, one after the other."""
    engine = Engine(parlour)
    async with reading(parlour, engine):
        pass
    assert (engine.given, engine.waiting) == (["letter:1", "letter:2"], [2, 1])


async def test_another_bot_reads_nothing(parlour: Parlour) -> None:
    """REQUIRES that no letter is read where the account is not the one that the groups know."""
    engine = Engine(parlour)
    engine.strange = True
    with pytest.raises(Impossible):
        await ParlourPlatform(parlour).run(engine, asyncio.Event())
    assert (engine.given, len(parlour.letters)) == ([], 2)


async def test_an_absent_database_loses_nothing(parlour: Parlour) -> None:
    """REQUIRES that a letter waits as often as the engine says that it may be taken later."""
    engine = Engine(parlour, *[Unavailable("away", 0.001) for _ in range(5)])
    async with reading(parlour, engine):
        pass
    assert engine.given == ["letter:1"] * 6 + ["letter:2"]


async def test_a_bad_letter_stops_nobody(parlour: Parlour, caplog: pytest.LogCaptureFixture) -> None:
    """REQUIRES that a letter which fails three times is set aside, told without its words, and the next one taken."""
    engine = Engine(parlour, *[ValueError("Hello.") for _ in range(3)])
    async with reading(parlour, engine):
        pass
    assert engine.given == ["letter:1"] * 3 + ["letter:2"]
    assert [record.getMessage() for record in caplog.records] == ["a letter was set aside: ValueError"]


async def test_an_unknown_letter_is_confirmed(parlour: Parlour) -> None:
    """REQUIRES that a kind of letter which the adapter does not know is no event, and does not stop the others."""
    parlour.tell("sneezed", EVE)
    engine = Engine(parlour)
    async with reading(parlour, engine):
        pass
    assert engine.given == ["letter:1", "letter:2"]


def test_the_same_letter_has_the_same_key(parlour: Parlour) -> None:
    """REQUIRES that a letter delivered twice becomes the same event, by which the engine knows it again."""
    parlour.deliver(1)
    first, again = event_of(parlour.letters[0]), event_of(parlour.letters[-1])
    assert first is not None
    assert first == again
