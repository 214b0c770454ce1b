"""Ways that lead nowhere any more: each says so, in words that are true and in the reader's language."""

from collections.abc import AsyncIterator

import pytest

from groupbot.events import ButtonPressed
from groupbot.people import Origin, Place
from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import fake_stage
from tests.conversation.stage import plain
from tests.conversation.walks import about_people, agrees, hears

pytestmark = pytest.mark.anyio


@pytest.fixture
async def fake() -> AsyncIterator[FakeStage]:
    """Return the fake platform with noa in its group."""
    async with fake_stage() as stage:
        assert isinstance(stage, FakeStage)
        await stage.meets("noa", inside=True, started=True)
        yield stage


async def follows_a_link(stage: FakeStage, token: str) -> None:
    """Open the private chat by a link with something in it, as /start does: there is no press to be answered."""
    actor = stage.world.person("noa").actor
    origin = Origin(chat="noa", message="none")
    event = ButtonPressed("link", stage.deployment.clock.now(), Place(), actor, token, origin)
    await stage.happens(event)


async def test_a_link_with_rubbish_is_answered(fake: FakeStage) -> None:
    """A link that means nothing is answered on a screen, in the language that its reader chose, and writes nothing."""
    before = await fake.rows()
    await follows_a_link(fake, "hello")
    assert "/consent" in await hears(fake, "noa")
    assert await fake.rows() == before
    await fake.writes("noa", "/language")
    await fake.presses("noa", "Deutsch")
    await follows_a_link(fake, "hello")
    assert "Schaltfläche" in await hears(fake, "noa")


async def test_many_groups_to_withdraw_from(fake: FakeStage) -> None:
    """Who agreed in many groups turns pages, ends any one of them, and is handed every receipt at the end."""
    for number in range(21):
        await fake.opens(f"g{number}", f"Room {number}")
        await fake.joins("noa", f"g{number}")
        await agrees(fake, "noa", "events", group=f"g{number}")
    await fake.writes("noa", "/withdraw")
    first = (await fake.sees("noa"))[-1].labels
    await fake.presses("noa", "button-next-page")
    second = (await fake.sees("noa"))[-1].labels
    named = {plain(label) for label in (*first, *second) if "Room" in label}
    assert (len(first), len(second), len(named)) == (23, 3, 21)
    seen = len(await fake.sees("noa"))
    await fake.presses("noa", "button-withdraw-everywhere")
    told = (await fake.sees("noa"))[seen - 1 :]
    assert sum("Room" in plain(label) for message in told for label in message.labels) == 21
    assert not any((await about_people(fake)).values())
