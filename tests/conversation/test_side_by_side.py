"""Two groups under one bot: what somebody does in one is neither seen nor changed in the other."""

from collections.abc import AsyncIterator

import pytest

from tests.conversation.opening import OpenStage
from tests.conversation.stage import Stage, find_button
from tests.conversation.walks import about_people, agrees, hears, last, opens_the_choice

pytestmark = pytest.mark.anyio


@pytest.fixture
async def two(open_stage: OpenStage) -> AsyncIterator[Stage]:
    """Return a stage with a second group, and noa in both."""
    async with open_stage() as stage:
        await stage.opens("second", "Readers")
        await stage.meets("noa", inside=True, started=True)
        await stage.joins("noa", "second")
        yield stage


async def test_a_consent_is_for_one_group(two: Stage) -> None:
    """REQUIRES that a consent given in one group is none in the other."""
    await agrees(two, "noa", "events")
    await two.says("noa", "/consent", "second")
    assert "Keep moderation events about me" not in await hears(two, "noa")
    await two.says("noa", "/consent")
    assert "Keep moderation events about me" in await hears(two, "noa")


async def test_withdrawing_from_one(two: Stage) -> None:
    """REQUIRES that withdrawing from one group leaves the consent in the other in force."""
    await agrees(two, "noa", "events")
    await agrees(two, "noa", "events", "digest", group="second")
    await two.says("noa", "/consent")
    await two.presses("noa", "button-withdraw")
    assert (await about_people(two))["consent_grant"] == 2
    await two.says("noa", "/consent", "second")
    assert "Keep moderation events about me" in await hears(two, "noa")


async def test_leaving_one(two: Stage) -> None:
    """REQUIRES that who has left one group cannot choose there, and still can in the other."""
    await opens_the_choice(two, "noa")
    await two.presses("noa", "purpose-events")
    await two.leaves("noa")
    await two.presses("noa", "button-save")
    assert (await about_people(two))["consent_record"] == 0
    await agrees(two, "noa", "events", group="second")
    assert (await about_people(two))["consent_record"] == 1


async def test_the_bot_removed_from_one(two: Stage) -> None:
    """REQUIRES that the end of one group leaves the other, its line and its consents as they were."""
    await agrees(two, "noa", "events")
    await agrees(two, "noa", "events", group="second")
    await two.dismisses()
    await two.forward(days=31)
    await two.ticks()
    found = await about_people(two)
    assert (found["consent_record"], found["vault.people"]) == (1, 1)
    assert len([message for message in await two.group_sees("second") if message.buttons]) == 1
    await two.says("noa", "/consent", "second")
    assert "Keep moderation events about me" in await hears(two, "noa")


async def test_rows_of_one_person_are_unlinkable(two: Stage) -> None:
    """REQUIRES that the rows of one person in two groups share no value but the days on which they end."""
    await agrees(two, "noa", "events")
    await agrees(two, "noa", "events", group="second")
    rows = await two.rows()
    for table in ("consent_record", "consent_grant", "vault.people"):
        first, second = rows[table]
        assert {name for name in first if first[name] == second[name]} <= {"ends_on"}


async def test_the_line_of_the_other_group(two: Stage) -> None:
    """REQUIRES that who presses the line of a group that they are not in reads its notice, and can choose nothing."""
    await two.meets("eve", inside=True, started=True)
    (line,) = [message for message in await two.group_sees("second") if message.buttons]
    await two.presses_again("eve", line.buttons[0])
    for key in ("button-next-page", "button-next-page", "button-read", "button-age-yes", "purpose-events"):
        if await two.offers("eve", key):
            await two.presses("eve", key)
    save = find_button([await last(two, "eve")], "Save my choice")
    await two.presses_again("eve", save)
    assert "/withdraw" in await hears(two, "eve")
    assert not any((await about_people(two)).values())
