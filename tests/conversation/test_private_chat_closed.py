"""Who has not opened a private chat with the bot, or has closed it: nothing is said before everybody instead."""

import pytest

from groupbot.ports import Can
from tests.conversation.needs import needs
from tests.conversation.stage import GROUP, Seen, Stage
from tests.conversation.walks import about_people, agrees, opens_the_choice

pytestmark = pytest.mark.anyio


async def of_the_bot(stage: Stage) -> list[Seen]:
    """Return what the bot has said before everybody."""
    return [message for message in await stage.group_sees(GROUP) if not message.author]


async def test_the_whole_way_without_having_written_before(stage: Stage) -> None:
    """REQUIRES that a member who never wrote to the bot goes the whole way from the line, to a consent and back."""
    before = await of_the_bot(stage)
    await stage.meets("noa", inside=True)
    await agrees(stage, "noa", "events")
    assert (await about_people(stage))["consent_record"] == 1
    await stage.presses("noa", "button-withdraw")
    assert not any((await about_people(stage)).values())
    assert await of_the_bot(stage) == before


async def test_commands_without_having_written_before(stage: Stage) -> None:
    """REQUIRES that commands of a member who never wrote to the bot are answered to them alone or not at all."""
    before = await of_the_bot(stage)
    await stage.meets("noa", inside=True)
    for command in ("/notice", "/consent", "/withdraw", "/mydata", "/erase", "/correct", "/privacy", "/language"):
        await stage.says("noa", command)
    assert await of_the_bot(stage) == before
    assert await stage.sees("ada") == []


@needs(Can.BLOCK)
async def test_a_member_who_closed_it(stage: Stage) -> None:
    """REQUIRES that a member who has closed the private chat is answered nowhere else, and that nothing is kept."""
    await stage.meets("noa", inside=True, started=True)
    rows, group = await stage.rows(), await of_the_bot(stage)
    await stage.blocks("noa")
    for command in ("/notice", "/consent", "/withdraw", "/mydata", "/erase", "/correct", "/privacy", "/language"):
        await stage.says("noa", command)
    await stage.presses_line("noa")
    assert (await stage.rows(), await of_the_bot(stage)) == (rows, group)


async def test_closing_it_is_no_withdrawal(stage: Stage) -> None:
    """REQUIRES that closing the private chat ends no consent, and that /withdraw erases as soon as it is used again."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    before = await stage.rows()
    await stage.blocks("noa")
    assert await stage.rows() == before
    await stage.says("noa", "/consent")
    assert await stage.rows() == before


async def test_a_newcomer_whose_chat_is_closed(stage: Stage) -> None:
    """REQUIRES that a newcomer who cannot be written to finds the line, and is named by nobody in the group."""
    await stage.meets("noa", name="Noa Vance")
    await stage.forward(days=1)
    await stage.joins("noa")
    assert len([message for message in await of_the_bot(stage) if message.buttons]) == 1
    assert not [message for message in await of_the_bot(stage) if "Noa" in message.text]
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "button-none")
    assert not any((await about_people(stage)).values())
