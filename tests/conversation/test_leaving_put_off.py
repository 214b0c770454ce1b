"""A group that the bot could not go out of when its admins asked: it goes later, and takes it for no new group."""

from collections.abc import AsyncIterator

import pytest

from adapters.sandbox.outbound import SandboxPorts
from groupbot.departures import FIRST_WAIT, GIVEN_UP_AFTER
from groupbot.effects import Leave
from groupbot.ports import Unavailable
from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import fake_stage
from tests.conversation.stage import GROUP
from tests.conversation.telegram_opening import telegram_stage
from tests.conversation.walks import hears

pytestmark = pytest.mark.anyio


class Away:
    """A platform that takes no leave for so many tries."""

    def __init__(self) -> None:
        self.left, self.tries = 0, 0

    async def leave(self, ports: SandboxPorts, effect: Leave) -> bool:
        """Raise Unavailable, or take the bot out."""
        self.tries += 1
        if self.left:
            self.left -= 1
            raise Unavailable("away")
        ports._world.group(effect.chat.id).bot_inside = False
        return True


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Away:
    """Return a platform that takes everything, until its `left` says otherwise."""
    made = Away()

    async def leave(ports: SandboxPorts, effect: Leave) -> bool:
        return await made.leave(ports, effect)

    monkeypatch.setattr(SandboxPorts, "leave", leave)
    return made


@pytest.fixture
async def fake(away: Away) -> AsyncIterator[FakeStage]:
    """Return the fake platform, on which the bot is told to leave and cannot."""
    async with fake_stage() as stage:
        assert isinstance(stage, FakeStage)
        away.left = 3
        await stage.says("ada", "/leave")
        await stage.presses("ada", "button-leave")
        assert "erased" in await hears(stage, "ada")
        assert inside(stage)
        yield stage


def inside(stage: FakeStage) -> bool:
    return stage.world.group(GROUP).bot_inside


async def waits(stage: FakeStage, minutes: int = 60) -> None:
    """Let time pass, so that another try is due."""
    await stage.forward(minutes=minutes)


async def test_it_goes_as_soon_as_it_can(fake: FakeStage, away: Away) -> None:
    """REQUIRES that the clock tries again, waits longer each time, and that the bot is out at last."""
    for _ in range(2):
        await fake.ticks()
    assert away.tries == 1, "no try before its time"
    for tries in (2, 3, 4):
        await waits(fake)
        await fake.ticks()
        assert away.tries == tries
    assert not inside(fake)
    await waits(fake)
    await fake.ticks()
    assert away.tries == 4


async def test_what_happens_there_lets_it_go(fake: FakeStage, away: Away) -> None:
    """REQUIRES that any event of the group leads to leaving again, is answered by nothing, and enters no group."""
    await fake.meets("noa", inside=True, started=True)
    rows = await fake.rows()
    await fake.says("noa", "/notice")
    assert away.tries == 1, "a busy group makes no more tries than a quiet one"
    away.left = 0
    await waits(fake)
    await fake.says("noa", "Has anybody read the guideline?")
    assert not inside(fake)
    await fake.says("noa", "/notice")  # said before it went, and told after it
    assert await fake.sees("noa") == []
    assert await fake.rows() == rows
    assert not rows["chat_group"]


async def test_it_does_not_try_for_ever(fake: FakeStage, away: Away) -> None:
    """REQUIRES an end after two days."""
    away.left = 1_000
    for _ in range(GIVEN_UP_AFTER.days * 24 + 2):
        await waits(fake, 65)
        await fake.ticks()
    assert away.tries < 60
    tries = away.tries
    await waits(fake)
    await fake.ticks()
    assert away.tries == tries


async def test_who_brings_it_back_keeps_it(fake: FakeStage, away: Away) -> None:
    """REQUIRES that a bot which is brought in anew stays, as in a new group."""
    away.left = 0
    await fake.dismisses()
    await fake.invites()
    await waits(fake)
    await fake.ticks()
    assert inside(fake)
    assert away.tries == 1
    assert len((await fake.rows())["chat_group"]) == 1


async def test_on_telegram() -> None:
    """REQUIRES the same of the real adapter: what Telegram did not take at once is done a little later."""
    async with telegram_stage() as stage:
        stage.tg.world.faults.refuse(502, "Bad Gateway", "leaveChat", times=1)
        await stage.says("ada", "/leave")
        await stage.presses("ada", "button-leave")
        room, bot = stage.groups[GROUP], stage.tg.world.bot.id
        assert room.member(bot).inside
        await stage.forward(minutes=FIRST_WAIT.seconds // 60 + 1)
        await stage.ticks()
        await stage.settle()
        assert not room.member(bot).inside
        assert not (await stage.rows())["chat_group"]
