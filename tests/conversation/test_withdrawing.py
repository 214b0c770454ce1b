"""Taking consent back: one tap, in private, from wherever the member is by then."""

import pytest

from tests.conversation.stage import Stage
from tests.conversation.walks import about_people, agrees, hears, last, opens_the_choice

pytestmark = pytest.mark.anyio


async def withdraws(stage: Stage, who: str) -> None:
    """Write /withdraw in private and press its first button: one tap."""
    await stage.writes(who, "/withdraw")
    await stage.presses(who, (await last(stage, who)).labels[0])


async def test_one_of_two_purposes(stage: Stage) -> None:
    """Switching one of two purposes off erases that one alone; the other is in force as before."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events", "digest")
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "purpose-digest")
    await stage.presses("noa", "button-save")
    found = await about_people(stage)
    assert (found["consent_record"], found["consent_grant"], found["erase_job"]) == (1, 1, 0)
    await stage.says("noa", "/consent")
    heard = await hears(stage, "noa")
    assert "Keep moderation events about me" in heard
    assert "weekly digest" not in heard


async def test_at_once_where_it_was_given(stage: Stage) -> None:
    """The answer to a consent carries its own way back: one tap, fewer than giving took."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.presses("noa", "button-withdraw")
    assert "Erased" in await hears(stage, "noa")
    assert not any((await about_people(stage)).values())


@pytest.mark.parametrize("removed", [False, True], ids=["left", "banned"])
async def test_after_leaving_and_after_a_ban(stage: Stage, *, removed: bool) -> None:
    """Who has left or was removed withdraws in private all the same, and nothing of them stays."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events", "digest")
    await stage.leaves("noa", removed=removed)
    await withdraws(stage, "noa")
    assert "Erased" in await hears(stage, "noa")
    assert not any((await about_people(stage)).values())


async def test_in_private_for_every_group(stage: Stage) -> None:
    """One press in private ends the consents of all groups; each group can also be ended alone."""
    await stage.opens("second", "Readers")
    await stage.opens("third", "Writers")
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    for group in ("second", "third"):
        await stage.joins("noa", group)
        await agrees(stage, "noa", "events", group=group)
    await stage.writes("noa", "/withdraw")
    await stage.presses("noa", "Readers")
    assert (await about_people(stage))["consent_record"] == 2
    await stage.writes("noa", "/withdraw")
    await stage.presses("noa", "button-withdraw-everywhere")
    assert not any((await about_people(stage)).values())


async def test_nobody_else_is_touched(stage: Stage) -> None:
    """A withdrawal leaves another member's consent in force, row for row."""
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
        await agrees(stage, who, "events")
    before = {bytes(str(row["sealed"]), "utf8") for row in (await stage.rows())["consent_grant"]}
    await withdraws(stage, "noa")
    after = {bytes(str(row["sealed"]), "utf8") for row in (await stage.rows())["consent_grant"]}
    assert after < before
    await stage.says("eve", "/consent")
    assert "Keep moderation events about me" in await hears(stage, "eve")


async def test_where_there_is_nothing(stage: Stage) -> None:
    """Who agreed to nothing is told so, with a way to their group's notice, and no row appears."""
    before = await stage.rows()
    await stage.writes("noa", "/withdraw")
    assert "no lists of members" in await hears(stage, "noa")
    assert await stage.rows() == before
