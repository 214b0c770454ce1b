"""The weekly word that appeals wait, where no admin can be reached when it is due."""

from collections.abc import AsyncIterator

import pytest

from adapters.sandbox.outbound import SandboxPorts
from groupbot.effects import TellAdmins
from groupbot.ports import Unavailable
from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import fake_stage
from tests.conversation.test_appeals import appeals

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stage() -> AsyncIterator[FakeStage]:
    """Open a world with an appeal that waits."""
    async with fake_stage() as opened:
        await opened.meets("noa", inside=True, started=True)
        assert isinstance(opened, FakeStage)
        await appeals(opened, "noa")
        yield opened


@pytest.mark.parametrize("away", [False, True], ids=["nobody reached", "platform away"])
async def test_a_reminder_that_reached_nobody_comes_again(
    stage: FakeStage,
    monkeypatch: pytest.MonkeyPatch,
    away: bool,  # noqa: FBT001  (a case)
) -> None:
    """REQUIRES that what reached no admin is said again after an hour, and then not again for a week."""
    told = SandboxPorts.tell_admins

    async def unheard(_ports: SandboxPorts, _effect: TellAdmins) -> int:
        if away:
            raise Unavailable("the platform asks to wait")
        return 0

    monkeypatch.setattr(SandboxPorts, "tell_admins", unheard)
    await stage.forward(days=7)
    await stage.ticks()
    monkeypatch.setattr(SandboxPorts, "tell_admins", told)
    heard = []
    for minutes in (30, 31, 61):
        await stage.forward(minutes=minutes)
        await stage.ticks()
        heard.append(sum("still wait" in seen.text for seen in await stage.sees("ada")))
    assert heard == [0, 1, 1]
