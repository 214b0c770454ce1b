"""Commands by anybody, anywhere: answered to their sender alone, and without a row."""

import pytest

from tests.conversation.stage import Stage
from tests.conversation.walks import agrees, hears

pytestmark = pytest.mark.anyio
COMMANDS = (
    "/help",
    "/report",
    "/notice",
    "/consent",
    "/withdraw",
    "/mydata",
    "/erase",
    "/proof",
    "/correct",
    "/privacy",
    "/language",
)


async def test_a_stranger_in_private(stage: Stage) -> None:
    """REQUIRES that somebody who is in no group gets one answer to every command, and leaves no row."""
    before = await stage.rows()
    for number, command in enumerate(COMMANDS, 1):
        await stage.writes("eve", command)
        assert len(await stage.sees("eve")) == number
        assert await hears(stage, "eve")
    assert await stage.rows() == before


async def test_a_member_in_the_group(stage: Stage) -> None:
    """REQUIRES that a command given in the group is answered to its sender alone: the group sees nothing of the bot."""
    await stage.meets("noa", inside=True, started=True)
    rows, group = await stage.rows(), [message for message in await stage.group_sees() if not message.author]
    for number, command in enumerate(COMMANDS, 1):
        await stage.says("noa", command)
        assert len(await stage.sees("noa")) == number
    assert await stage.sees("ada") == []
    assert [message for message in await stage.group_sees() if not message.author] == group
    assert await stage.rows() == rows


async def test_an_admin_is_answered_as_a_member(stage: Stage) -> None:
    """REQUIRES that the admin of a group learns nothing about others by the commands that everybody has."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.says("ada", "/consent")
    assert "Keep moderation events about me" not in await hears(stage, "ada")
    await stage.writes("ada", "/withdraw")
    assert "no lists of members" in await hears(stage, "ada")


async def test_words_that_are_no_commands(stage: Stage) -> None:
    """REQUIRES that a command which the bot does not have is answered nowhere and leaves no row, as plain words do."""
    await stage.meets("noa", inside=True, started=True)
    rows, group = await stage.rows(), [message for message in await stage.group_sees() if not message.author]
    for words in ("/nosuchcommand", "notice", "//notice", "/", "Please see /notice."):
        await stage.says("noa", words)
        await stage.writes("noa", words)
    assert await stage.sees("noa") == []
    assert [message for message in await stage.group_sees() if not message.author] == group
    assert await stage.rows() == rows


async def test_one_command_many_times(stage: Stage) -> None:
    """REQUIRES that somebody who asks ten times is answered ten times, privately, without a row."""
    await stage.meets("noa", inside=True, started=True)
    before = await stage.rows()
    for _ in range(10):
        await stage.says("noa", "/privacy")
    assert len(await stage.sees("noa")) == 10
    assert await stage.rows() == before
