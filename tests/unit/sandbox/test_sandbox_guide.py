"""What to try, followed to its end with the whole bot, by the buttons that the hints name."""

from datetime import UTC, datetime

import pytest

from adapters.sandbox.acts import Act
from adapters.sandbox.clock import standing_still
from adapters.sandbox.guide import TASKS
from adapters.sandbox.session import Session
from groupbot.cli.product import product

pytestmark = pytest.mark.anyio
START = datetime(2026, 11, 24, 12, tzinfo=UTC)
FIRST, LAST = 0, -1


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Visitor:
    """Writes and presses as the hints say."""

    def __init__(self, session: Session) -> None:
        self.session = session

    async def writes(self, who: str, text: str) -> None:
        """Write in private."""
        await self.session.act(Act("writes", who, text))

    async def presses(self, who: str, *numbers: int) -> None:
        """Press one button after another, each of the newest screen and by its place in it."""
        for number in numbers:
            screen = self.session.world.person(who).inbox[-1]
            await self.session.act(Act("presses", who, message=screen.id, token=screen.buttons[number].token))

    async def opens(self, who: str) -> None:
        """Press the group's line."""
        line = next(post for post in reversed(self.session.world.group().posts) if post.buttons)
        await self.session.act(Act("presses", who, message=line.id, token=line.buttons[0].token))


async def agree_and_refuse(visitor: Visitor) -> None:
    """Follow the steps about consent."""
    await visitor.session.act(Act("joins", "nora"))
    await visitor.opens("nora")
    await visitor.presses("nora", FIRST, FIRST, LAST)
    await visitor.opens("noa")
    await visitor.presses("noa", FIRST, FIRST, FIRST, 2)


async def test_the_guide_can_be_followed_to_its_end() -> None:
    """REQUIRES that who does what the hints say has each step ticked off in its turn, and none before."""
    async with Session(product(), standing_still(START)) as session:
        visitor = Visitor(session)
        await agree_and_refuse(visitor)
        turns = [task.key for task in TASKS]
        assert session.done == set(turns[:4])
        await session.act(Act("says", "layla", "Vote for me"))
        await session.act(Act("says", "nora", "/report", message=session.world.group().posts[-1].id))
        await visitor.presses("nora", FIRST)
        assert session.done == set(turns[:4])
        await visitor.presses("nora", FIRST)
        assert session.done == set(turns[:5])
        await session.act(Act("restricts", "ada", whom="noa"))
        assert session.done == set(turns[:6])
        await visitor.writes("noa", "/appeal")
        await visitor.presses("noa", FIRST, FIRST, FIRST)
        await visitor.writes("noa", "I never asked for votes")
        assert session.done == set(turns[:7])
        await visitor.writes("noa", "/proof")
        await visitor.presses("noa", FIRST, LAST)
        await session.forward(24 * 60)
        await visitor.writes("noa", "/proof")
        await visitor.presses("noa", FIRST, FIRST)
        assert session.done == set(turns[:8])
        code = max(session.world.person("noa").inbox[-1].content.body.text.split(), key=len).strip("\u2068\u2069")
        await visitor.writes("nora", "/verify")
        assert session.done == set(turns[:8])
        await visitor.presses("nora", FIRST)
        await visitor.writes("nora", code)
        assert "It matches" in session.world.person("nora").inbox[-1].content.body.text
        assert session.done == set(turns[:9])
        await visitor.writes("noa", "/withdraw")
        await visitor.presses("noa", FIRST)
        assert session.done == set(turns[:10])
        await visitor.writes("noa", "/erase")
        await visitor.presses("noa", FIRST, FIRST)
        assert session.done == set(turns)
