"""Answers that wait when their reader decides anew: none may tell of what is gone."""

import json
from collections.abc import AsyncIterator

import pytest

from adapters.sandbox.state import Delivery
from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import fake_stage
from tests.conversation.walks import about_people, hears, opens_the_choice

pytestmark = pytest.mark.anyio


@pytest.fixture
async def fake() -> AsyncIterator[FakeStage]:
    """Return the fake platform with noa, whose saved choice has not been answered yet."""
    async with fake_stage() as stage:
        assert isinstance(stage, FakeStage)
        await stage.meets("noa", inside=True, started=True)
        await opens_the_choice(stage, "noa")
        await stage.presses("noa", "purpose-events")
        stage.world.delivery = Delivery.UNAVAILABLE
        await stage.presses("noa", "button-save")
        stage.world.delivery = Delivery.WORKS
        yield stage


async def test_after_a_withdrawal_no_consent_is_confirmed(fake: FakeStage) -> None:
    """The answer to a consent that was withdrawn meanwhile never comes."""
    await fake.writes("noa", "/withdraw")
    await fake.presses("noa", "Withdraw in")
    assert (await about_people(fake))["outbox"] == 0
    seen = await fake.sees("noa")
    await fake.forward(minutes=10)
    await fake.deployment.tick()
    assert await fake.sees("noa") == seen
    assert "Erased" in await hears(fake, "noa")


async def test_mydata_tells_of_what_waits(fake: FakeStage) -> None:
    """/mydata says that an answer waits, of what kind and until when, and nothing of what it says."""
    await fake.writes("noa", "/mydata")
    await fake.presses("noa", "button-mydata-file")
    (file,) = (await fake.files("noa")).values()
    tables = {table["table"]: table for place in json.loads(file)["places"] for table in place["tables"]}
    assert tables["outbox"]["rows"] == [{"kind": "screen", "until": "2026-11-26T11:00:00+00:00"}]


async def test_a_language_takes_no_answers_place(fake: FakeStage) -> None:
    """Choosing a language while an answer about the group waits leaves that answer waiting."""
    await fake.says("noa", "/language")
    fake.world.delivery = Delivery.UNAVAILABLE
    await fake.presses("noa", "Deutsch")
    assert (await about_people(fake))["outbox"] == 2
