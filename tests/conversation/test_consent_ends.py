"""Consents end by time and by other terms, and are asked for anew only when the member comes."""

import pytest

from tests.conversation.stage import Stage
from tests.conversation.walks import about_people, agrees, hears, opens_the_choice, tries_policy

pytestmark = pytest.mark.anyio


async def test_after_twelve_months(stage: Stage) -> None:
    """A consent holds for twelve months less a day; then it ends unheard, and is asked anew at the own contact."""
    await stage.policy("closed-user-group")
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    heard = await stage.sees("noa")
    await stage.forward(days=364)
    await stage.writes("noa", "/help")
    assert "has ended" not in await hears(stage, "noa")
    heard = await stage.sees("noa")
    await stage.forward(days=1)
    await stage.joins("eve")
    await stage.says("noa", "I am here.")
    assert await stage.sees("noa") == heard
    await stage.writes("noa", "/help")
    assert "has ended" in await hears(stage, "noa")
    await stage.presses("noa", "button-notice")
    assert await stage.offers("noa", "button-next-page") or await stage.offers("noa", "button-read")


async def test_what_had_ended_can_be_given_again(stage: Stage) -> None:
    """After the end all switches are off again, and a new consent holds as the first one did."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.forward(days=190)
    await stage.says("noa", "/consent")
    assert "has ended" in await hears(stage, "noa")
    await opens_the_choice(stage, "noa")
    assert "Everything is off" in await hears(stage, "noa")
    await stage.presses("noa", "purpose-digest")
    await stage.presses("noa", "button-save")
    found = await about_people(stage)
    assert (found["consent_record"], found["consent_grant"]) == (1, 1)


async def test_other_terms_end_it(stage: Stage) -> None:
    """A material change ends the consent without a word; the member hears of it at their own next contact."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    heard = await stage.sees("noa")
    await stage.policy("closed-user-group")
    assert await stage.sees("noa") == heard
    await stage.writes("noa", "/help")
    assert "has ended" in await hears(stage, "noa")


async def test_terms_that_come_back_revive_nothing(stage: Stage) -> None:
    """A consent that other terms have ended stays ended when the former terms return, until it is given anew."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.policy("closed-user-group")
    await stage.forward(days=31)
    await stage.policy("public-help-channel")
    await stage.says("noa", "/consent")
    assert "has ended" in await hears(stage, "noa")


async def test_a_second_change_within_a_month(stage: Stage) -> None:
    """Terms that would end members' consents twice within a month are refused, and the old ones stay in force."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.policy("closed-user-group")
    await agrees(stage, "noa", "events")
    await tries_policy(stage, "election-committee")
    await stage.writes("noa", "/help")
    assert "has ended" not in await hears(stage, "noa")
    await stage.forward(days=30)
    await tries_policy(stage, "election-committee")
    await stage.writes("noa", "/help")
    assert "has ended" in await hears(stage, "noa")


async def test_a_change_that_harms_nobody(stage: Stage) -> None:
    """Where nobody has agreed yet, terms may change as often as they like."""
    await stage.policy("closed-user-group")
    await stage.policy("election-committee")
    await stage.meets("noa", inside=True, started=True)
    await stage.presses_line("noa")
    assert "\u7fa4\u5cf6\u7dad\u57fa\u9078\u8209\u59d4\u54e1\u6703" in await hears(stage, "noa")


async def test_a_button_older_than_the_terms(stage: Stage) -> None:
    """Who saves a choice on a notice that has changed meanwhile gets the new notice to read, and no row is written."""
    await stage.meets("noa", inside=True, started=True)
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "purpose-events")
    await stage.policy("closed-user-group")
    before = await about_people(stage)
    await stage.presses("noa", "button-save")
    assert "The notice has changed" in await hears(stage, "noa")
    assert await about_people(stage) == before
