"""What a member wrote for their appeal, on an admin's screen that the platform does not take."""

from collections.abc import AsyncIterator

import pytest

from adapters.sandbox.outbound import SandboxPorts
from groupbot.effects import Whisper
from groupbot.ports import Reach, Unavailable
from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import fake_stage
from tests.conversation.stage import find_button
from tests.conversation.test_appeals import appeals
from tests.conversation.walks import last

pytestmark = pytest.mark.anyio
WORDS = "Nobody else shall read this"


@pytest.fixture
async def stage() -> AsyncIterator[FakeStage]:
    """Open a world with a member who appeals."""
    async with fake_stage() as opened:
        await opened.meets("noa", inside=True, started=True)
        assert isinstance(opened, FakeStage)
        yield opened


@pytest.mark.parametrize("how", ["erased", "taken back"])
async def test_no_screen_is_shown_later(stage: FakeStage, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """REQUIRES that an admin whom the platform did not show an appeal never reads words that are erased meanwhile."""
    whisper, ada, away = SandboxPorts.whisper, stage.world.person("ada").actor.id, True

    async def failing(self: SandboxPorts, effect: Whisper) -> Reach:
        if away and effect.to.id == ada:
            raise Unavailable("the platform asks to wait")
        return await whisper(self, effect)

    await appeals(stage, "noa", WORDS)
    await stage.says("ada", "/appeals")
    button = (await last(stage, "ada")).buttons[0]
    monkeypatch.setattr(SandboxPorts, "whisper", failing)
    await stage.presses_again("ada", button)
    assert not (await stage.rows())["outbox"]
    if how == "erased":
        await stage.writes("noa", "/erase")
        await stage.presses("noa", "button-erase-everywhere")
        await stage.presses("noa", "button-erase-now")
    else:
        await stage.says("noa", "/appeal")
        await stage.presses_again("noa", find_button(await stage.sees("noa"), "Open:"))
        await stage.presses("noa", "button-appeal-withdraw")
    away = False
    await stage.ticks()
    await stage.forward(minutes=1)
    await stage.ticks()
    assert not [seen for seen in await stage.sees("ada") if WORDS in seen.text]
