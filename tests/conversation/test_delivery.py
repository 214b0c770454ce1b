"""What the platform does not take: answers to a decision wait, sealed, and nothing happens twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.sandbox.state import Delivery
from groupbot.events import Event
from groupbot.ports import Unavailable
from groupbot.store.store import Store
from groupbot.vault.errors import VaultUnavailable
from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import fake_stage
from tests.conversation.stage import GROUP, find_button
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


async def refuses(stage: FakeStage, who: str) -> Event:
    """Press the button for none of the purposes, and return the event for another delivery."""
    await opens_the_choice(stage, who)
    button = find_button([await last(stage, who)], "None of these")
    event = stage.world.presses(who, button.message, button.token)
    await stage.happens(event)
    return event


async def test_refusals_are_remembered_once(fake: FakeStage) -> None:
    """Presses that changed nothing are remembered with what the same person decides next, once, and nobody else's."""
    await fake.meets("dan", inside=True, started=True)
    for who in ("noa", "noa", "dan"):
        await refuses(fake, who)
    await agrees(fake, "noa", "events")
    assert len((await fake.rows())["inbox"]) == 3
    await agrees(fake, "noa", "digest")
    assert len((await fake.rows())["inbox"]) == 4


async def test_a_refusal_beside_another_decision(fake: FakeStage) -> None:
    """A refusal handled at the same time as another decision of that person is remembered as well."""
    await fake.says("noa", "/language")
    english = find_button([await last(fake, "noa")], "English")
    chosen = fake.world.presses("noa", english.message, english.token)
    await opens_the_choice(fake, "noa")
    button = find_button([await last(fake, "noa")], "None of these")
    refusal = fake.world.presses("noa", button.message, button.token)
    await asyncio.gather(fake.happens(chosen), fake.happens(refusal))
    await agrees(fake, "noa", "events")
    await fake.restart()
    held = await about_people(fake)
    await fake.happens(refusal)
    assert (await about_people(fake), held["consent_record"]) == (held, 1)


async def test_word_of_an_end_is_lost(fake: FakeStage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group whose end was committed in an outage is gone when word of it comes again, and when the clock strikes."""
    await opens_the_choice(fake, "noa")
    await fake.presses("noa", "purpose-events")
    button = find_button([await last(fake, "noa")], "Save my choice")
    removal = fake.world.removes_bot("ada", GROUP)
    with monkeypatch.context() as broken:
        broken.setattr(Store, "_follow", lambda *_: _busy())
        with pytest.raises(Unavailable):
            await fake.happens(removal)
    await fake.happens(removal)
    await fake.happens(fake.world.presses("noa", button.message, button.token))
    assert (await about_people(fake))["consent_record"] == 0


def _busy() -> None:
    raise VaultUnavailable("Somebody holds it.", "Wait.")
