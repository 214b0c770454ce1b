"""Groups that the bot is taken out of and brought back to, that get another title, and that move."""

import pytest

from groupbot.ports import Can
from tests.conversation.needs import needs
from tests.conversation.stage import GROUP, Stage, find_button
from tests.conversation.walks import about_people, agrees, hears, last, opens_the_choice

pytestmark = pytest.mark.anyio


async def test_withdrawing_after_the_bot_was_removed(stage: Stage) -> None:
    """REQUIRES that members of a group from which the bot was removed withdraw in private, by the group's name."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.dismisses()
    await stage.restart()
    await stage.writes("noa", "/withdraw")
    await stage.presses("noa", "Editors")
    assert not any((await about_people(stage)).values())


async def test_a_choice_for_a_group_that_the_bot_has_left(stage: Stage) -> None:
    """REQUIRES that *Save* for a group that the bot has left says so, and writes nothing."""
    await stage.meets("noa", inside=True, started=True)
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "purpose-events")
    await stage.dismisses()
    await stage.presses("noa", "button-save")
    assert "no longer serves that group" in await hears(stage, "noa")
    assert not any((await about_people(stage)).values())


async def test_a_month_without_the_bot(stage: Stage) -> None:
    """REQUIRES that a month after the bot was removed nothing of the group and its consents is on disk."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.dismisses()
    await stage.forward(days=31)
    await stage.ticks()
    assert not any((await about_people(stage)).values())
    rows = await stage.rows()
    assert (len(rows["chat_group"]), [row["id"] for row in rows["vault.groups"]]) == (0, [0])


async def test_a_button_that_outlives_its_group(stage: Stage) -> None:
    """REQUIRES that a button of a group of which nothing is left says how to go on, and never fails."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.dismisses()
    await stage.forward(days=29)
    await stage.writes("noa", "/withdraw")
    withdraw = find_button([await last(stage, "noa")], "Editors")
    await stage.forward(minutes=13 * 60)
    await stage.ticks()
    await stage.presses_again("noa", withdraw)
    assert "no longer serves that group" in await hears(stage, "noa")


async def test_coming_back(stage: Stage) -> None:
    """REQUIRES that a bot which is brought back in time finds the group and its consents as they were."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    before = await about_people(stage)
    await stage.dismisses()
    await stage.forward(days=20)
    await stage.invites()
    await stage.forward(days=20)
    await stage.ticks()
    await stage.says("noa", "/consent")
    assert "Keep moderation events about me" in await hears(stage, "noa")
    assert await about_people(stage) == before


async def test_coming_back_to_a_line_that_works(stage: Stage) -> None:
    """REQUIRES that a group to which the bot comes back has a line whose button opens the notice."""
    await stage.meets("noa", inside=True, started=True)
    await stage.dismisses()
    await stage.invites()
    await agrees(stage, "noa", "events")
    assert (await about_people(stage))["consent_record"] == 1


async def test_another_title(stage: Stage) -> None:
    """REQUIRES that a group is called by its new title once the bot has heard from it, and keeps its consents."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.renames(GROUP, "Quillwater readers")
    await stage.says("noa", "/consent")
    assert "Keep moderation events about me" in await hears(stage, "noa")
    await stage.dismisses()
    await stage.invites()
    await stage.writes("noa", "/withdraw")
    assert (await last(stage, "noa")).labels[0].count("Quillwater readers") == 1


@needs(Can.MIGRATE)
async def test_a_group_that_moves(stage: Stage) -> None:
    """REQUIRES that a group which moves to another address keeps consents and buttons, and gets a line again."""
    await stage.opens("small", "Readers", shape="small")
    await stage.meets("noa", started=True)
    await stage.joins("noa", "small")
    await agrees(stage, "noa", "events", group="small")
    before = await about_people(stage)
    await stage.moves("small")
    await stage.restart()
    await stage.says("noa", "/consent", "small")
    assert "Keep moderation events about me" in await hears(stage, "noa")
    assert await about_people(stage) == before
    await stage.presses_line("noa", "small")
    await stage.writes("noa", "/withdraw")
    await stage.presses("noa", "Readers")
    assert not any((await about_people(stage)).values())
