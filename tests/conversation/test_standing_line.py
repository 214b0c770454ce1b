"""The group's line: one that is live, replaced and not repeated, and never one per newcomer."""

import pytest

from tests.conversation.stage import Pressable, Stage

pytestmark = pytest.mark.anyio


async def lines(stage: Stage) -> list[Pressable]:
    """Return the button of every line of the bot that stands in the group."""
    return [message.buttons[0] for message in await stage.group_sees() if message.buttons]


async def test_it_stands_as_soon_as_the_bot_is_there(stage: Stage) -> None:
    """A group that already lives gets one line, with one button that opens the presser's private screen."""
    (line,) = await lines(stage)
    await stage.meets("noa", inside=True, started=True)
    assert await stage.sees("noa") == []
    await stage.presses_again("noa", line)
    assert len(await stage.sees("noa")) == 1
    assert await stage.sees("ada") == []


async def test_thirty_newcomers_in_an_hour(stage: Stage) -> None:
    """Thirty joins within an hour move the line at most once, and never is there more than one."""
    await stage.policy("closed-user-group")
    stood = set()
    for number in range(30):
        await stage.joins(f"newcomer{number}")
        await stage.forward(minutes=2)
        (line,) = await lines(stage)
        stood.add(line.message)
    assert len(stood) <= 2


async def test_it_is_replaced_when_it_has_stood_long_enough(stage: Stage) -> None:
    """After the time that the policy names, a newcomer brings the line down to the newest message, in its place."""
    (before,) = await lines(stage)
    await stage.forward(days=1)
    await stage.joins("noa")
    (after,) = await lines(stage)
    assert after.message != before.message


async def test_it_speaks_the_languages_of_the_group(stage: Stage) -> None:
    """The line stands in the group's first languages, one under the other, none of them twice."""
    await stage.policy("closed-user-group")
    await stage.forward(days=1)
    await stage.joins("noa")
    text = next(message.text for message in reversed(await stage.group_sees()) if message.buttons)
    paragraphs = [line for line in text.splitlines() if line]
    assert len(paragraphs) == len(set(paragraphs)) == 3


async def test_it_outlives_a_restart(stage: Stage) -> None:
    """After a restart the same line is known, so that the next one replaces it."""
    await stage.restart()
    await stage.forward(days=1)
    await stage.joins("noa")
    assert len(await lines(stage)) == 1
