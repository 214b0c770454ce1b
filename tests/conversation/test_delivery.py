"""What the platform does not take: answers to a decision wait, sealed, and nothing happens twice."""

from collections.abc import AsyncIterator

import pytest

from adapters.sandbox.state import Delivery
from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import fake_stage
from tests.conversation.stage import find_button
from tests.conversation.walks import about_people, agrees, hears, last, opens_the_choice

pytestmark = pytest.mark.anyio


@pytest.fixture
async def fake() -> AsyncIterator[FakeStage]:
    """Return the fake platform with noa before her choice of one purpose."""
    async with fake_stage() as stage:
        assert isinstance(stage, FakeStage)
        await stage.meets("noa", inside=True, started=True)
        yield stage


async def later(stage: FakeStage) -> None:
    """Let ten minutes pass and what is due be done."""
    await stage.forward(minutes=10)
    await stage.deployment.tick()


@pytest.mark.parametrize("restart", [False, True], ids=["running", "restarted"])
async def test_the_answer_to_a_consent_comes_later(fake: FakeStage, *, restart: bool) -> None:
    """A consent saved while the platform is away is kept, and its answer arrives once when the platform is back."""
    await opens_the_choice(fake, "noa")
    await fake.presses("noa", "purpose-events")
    fake.world.delivery = Delivery.UNAVAILABLE
    await fake.presses("noa", "button-save")
    found = await about_people(fake)
    assert (found["consent_record"], found["outbox"]) == (1, 1)
    assert "Saved" not in await hears(fake, "noa")
    if restart:
        await fake.restart()
    await later(fake)
    assert "Saved" not in await hears(fake, "noa")
    fake.world.delivery = Delivery.WORKS
    await later(fake)
    seen = await fake.sees("noa")
    assert "Saved" in seen[-1].text
    assert (await about_people(fake))["outbox"] == 0
    await later(fake)
    assert await fake.sees("noa") == seen


async def test_the_answer_to_a_withdrawal_comes_later(fake: FakeStage) -> None:
    """A withdrawal made while the platform is away erases at once, and its answer arrives later."""
    await agrees(fake, "noa", "events")
    fake.world.delivery = Delivery.UNAVAILABLE
    await fake.presses("noa", "button-withdraw")
    found = await about_people(fake)
    assert (found["consent_record"], found["consent_grant"], found["vault.people"], found["outbox"]) == (0, 0, 0, 1)
    fake.world.delivery = Delivery.WORKS
    await later(fake)
    assert "Erased" in await hears(fake, "noa")


async def test_a_refusal_is_lost_rather_than_written(fake: FakeStage) -> None:
    """The answer to a refusal that the platform does not take is lost: nothing may be written about who refused."""
    before = await fake.rows()
    await opens_the_choice(fake, "noa")
    fake.world.delivery = Delivery.UNAVAILABLE
    await fake.presses("noa", "button-none")
    assert await fake.rows() == before


async def test_an_answer_nobody_takes_ends(fake: FakeStage) -> None:
    """An answer that could not be delivered for two days is gone, with its key."""
    await opens_the_choice(fake, "noa")
    await fake.presses("noa", "purpose-events")
    fake.world.delivery = Delivery.UNAVAILABLE
    await fake.presses("noa", "button-save")
    before = await about_people(fake)
    await fake.forward(days=3)
    await fake.deployment.tick()
    after = await about_people(fake)
    assert (before["outbox"], after["outbox"]) == (1, 0)
    rows = await fake.rows()
    sealed = {row["key_id"] for table in rows.values() for row in table if "key_id" in row}
    assert {row["id"] for row in rows["vault.keys"]} == sealed


async def test_the_same_event_twice(fake: FakeStage) -> None:
    """An event that the platform delivers again changes nothing and shows nothing again."""
    await opens_the_choice(fake, "noa")
    await fake.presses("noa", "purpose-events")
    button = find_button([await last(fake, "noa")], "Save my choice")
    event = fake.world.presses("noa", button.message, button.token)
    await fake.happens(event)
    rows, seen = await fake.rows(), await fake.sees("noa")
    await fake.restart()
    await fake.happens(event)
    assert (await fake.rows(), await fake.sees("noa")) == (rows, seen)


async def test_an_old_consent_event_after_the_withdrawal(fake: FakeStage) -> None:
    """A consent delivered again after its withdrawal does not bring the consent back."""
    await opens_the_choice(fake, "noa")
    await fake.presses("noa", "purpose-events")
    button = find_button([await last(fake, "noa")], "Save my choice")
    event = fake.world.presses("noa", button.message, button.token)
    await fake.happens(event)
    await fake.presses("noa", "button-withdraw")
    await fake.happens(event)
    assert (await about_people(fake))["consent_record"] == 0
