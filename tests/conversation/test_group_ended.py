"""Pausing, leaving, and taking everything back at once: what members meet then, and what is left on disk."""

import pytest

from tests.conversation.stage import GROUP, Stage
from tests.conversation.walks import about_people, agrees, hears, opens_the_choice

pytestmark = pytest.mark.anyio


async def line(stage: Stage) -> str:
    """Return what the bot's line in the group says now."""
    return [seen.text for seen in await stage.group_sees() if seen.buttons][-1]


async def test_pause_and_go_on(stage: Stage) -> None:
    """REQUIRES that one tap pauses and one goes on, and that the line in the group says at once which it is."""
    await stage.meets("bea", admin=True, started=True)
    before = await line(stage)
    await stage.says("ada", "/pause")
    assert "paused" in await line(stage)
    assert "paused the bot" in await hears(stage, "bea")
    await stage.presses("ada", "button-resume")
    assert await line(stage) == before
    assert "active again" in await hears(stage, "ada")


async def test_a_member_of_a_paused_group(stage: Stage) -> None:
    """REQUIRES that nobody is asked while the bot is paused, and everybody can see and withdraw what they gave."""
    await stage.meets("noa", inside=True, started=True)
    await stage.meets("omar", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await opens_the_choice(stage, "omar")
    await stage.says("ada", "/pause")
    await stage.presses("omar", "button-save")
    assert "not active in that group" in await hears(stage, "omar")
    await stage.says("omar", "/notice")
    assert "not active in that group" in await hears(stage, "omar")
    await stage.writes("noa", "/withdraw")
    await stage.presses("noa", "Withdraw in Editors")
    assert (await about_people(stage))["consent_record"] == 0


async def ended(stage: Stage, command: str, button: str) -> None:
    """Let the group end by two taps, with a consent in it, and one in another group."""
    await stage.opens("other", "Other editors")
    await stage.meets("bea", admin=True, started=True)
    for who in ("noa", "omar"):
        await stage.meets(who, started=True)
    await stage.joins("noa")
    await stage.joins("omar", "other")
    await agrees(stage, "noa", "events")
    await agrees(stage, "omar", "events", group="other")
    await stage.says("ada", f"/{command}")
    assert (await stage.rows())["consent_record"], "the first tap does nothing"
    await stage.presses("ada", button)


@pytest.mark.parametrize(("command", "button"), [("leave", "button-leave"), ("panic", "button-panic")])
async def test_nothing_is_left(stage: Stage, command: str, button: str) -> None:
    """REQUIRES that the second tap erases rows and keys of this group alone, and that the other admins hear of it."""
    await ended(stage, command, button)
    rows = await stage.rows()
    kept = {number for row in rows["chat_group"] for number in [row["number"]]}
    assert len(kept) == 1
    assert len(rows["consent_record"]) == len(rows["consent_grant"]) == len(rows["vault.people"]) == 1
    assert {row["id"] for row in rows["vault.groups"]} - {0} == kept
    assert len(rows["own_settings"]) == len(rows["settings_entry"]) == 0
    assert "Everything" in await hears(stage, "bea") or "everything" in await hears(stage, "bea")


async def test_after_panic_the_bot_begins_anew(stage: Stage) -> None:
    """REQUIRES that after a panic old buttons lead nowhere, and the group can be set up again."""
    await ended(stage, "panic", "button-panic")
    await stage.writes("noa", "/withdraw")
    assert not await stage.offers("noa", "Withdraw in Editors")
    await stage.joins("zoe", GROUP)
    await agrees(stage, "noa", "events")
    assert (await about_people(stage))["consent_record"] == 2
