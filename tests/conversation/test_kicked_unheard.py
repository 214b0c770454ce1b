"""A bot that was removed from a Telegram group, of which no update came: the group ends when Telegram refuses it."""

from collections.abc import AsyncIterator

import pytest

from tests.conversation.stage import GROUP
from tests.conversation.telegram_opening import telegram_stage
from tests.conversation.telegram_stage import TelegramStage
from tests.conversation.walks import about_people, agrees
from tests.standin.telegram.model import Member

pytestmark = pytest.mark.anyio


@pytest.fixture
async def kicked() -> AsyncIterator[TelegramStage]:
    """Return Telegram with a bot that believes to be in its group, in which noa has agreed to something."""
    async with telegram_stage() as stage:
        await stage.meets("noa", inside=True, started=True)
        await agrees(stage, "noa", "events")
        # As after more than a day without us: Telegram has thrown the update away.
        stage.groups[GROUP].members[stage.tg.world.bot.id] = Member("kicked")
        yield stage
        # The one refusal by which it learned of it, and the look whether that is still so: any other would be too many.
        refused = stage.tg.world.record.refused
        assert [call.method for call in refused] == ["sendMessage", "getChatMember"]
        for call in refused:
            assert "kicked" in call.description
            stage.tg.world.record.calls.remove(call)


def said(stage: TelegramStage) -> int:
    """Return how often the bot has tried to write in the group."""
    room = stage.groups[GROUP].id
    return sum(
        call.method == "sendMessage" and str(call.values["chat_id"]) == str(room)
        for call in stage.tg.world.record.calls
    )


async def test_the_group_ends_and_nothing_loops(kicked: TelegramStage) -> None:
    """REQUIRES one refused try, after which the group ends as if its update had come, and nothing is tried again."""
    before = said(kicked)
    for _ in range(4):
        await kicked.forward(days=31)
        await kicked.ticks()
        await kicked.settle()
    assert said(kicked) == before + 1
    assert not any((await about_people(kicked)).values())
    assert not (await kicked.rows())["chat_group"]


async def test_members_still_withdraw(kicked: TelegramStage) -> None:
    """REQUIRES that a member of such a group withdraws in private, once its end is noticed as before."""
    await kicked.forward(days=31)
    await kicked.ticks()
    await kicked.writes("noa", "/withdraw")
    await kicked.presses("noa", "Editors")
    assert not any((await about_people(kicked)).values())
