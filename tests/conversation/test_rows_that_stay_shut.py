"""Rows of the database that were changed, or that a failing disk spoiled: nobody loses a right by them."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
from structlog.testing import capture_logs

from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import fake_stage
from tests.conversation.stage import Stage, plain
from tests.conversation.test_appeals import appeals, decides, reads
from tests.conversation.walks import agrees, hears, last, opens_the_choice

pytestmark = pytest.mark.anyio

CONSENTED = ("consent_record", "consent_grant", "language_choice")


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Open a world of which the database's file is at hand, with a member in it."""
    async with fake_stage() as opened:
        await opened.meets("noa", inside=True, started=True)
        yield opened


def spoil(stage: Stage, table: str, which: str = "1") -> None:
    """Let no sealed value of a table, or none of some rows, open any more."""
    assert isinstance(stage, FakeStage)
    (file,) = stage.deployment.site.data.glob("groupbot.db")
    with closing(sqlite3.connect(file, timeout=5)) as connection, connection:
        assert connection.execute(f"UPDATE {table} SET sealed = zeroblob(300) WHERE {which}").rowcount  # noqa: S608  (our words)


async def has_chosen(stage: Stage) -> None:
    """Let the member agree to records, and choose a language."""
    await agrees(stage, "noa", "events")
    await stage.says("noa", "/language")
    await stage.presses_again("noa", (await last(stage, "noa")).buttons[0])


@pytest.mark.parametrize("table", CONSENTED)
async def test_every_right_is_answered(stage: Stage, table: str) -> None:
    """REQUIRES that a spoilt row takes from its member no answer, no erasure and no new choice."""
    await has_chosen(stage)
    spoil(stage, table)
    for command in ("/privacy", "/withdraw", "/mydata", "/erase"):
        before = len(await stage.sees("noa"))
        await stage.writes("noa", command)
        assert len(await stage.sees("noa")) > before, f"{command} is not answered"
    await stage.presses("noa", "button-erase-everywhere")
    await stage.presses("noa", "button-erase-now")
    left = await stage.rows()
    assert not [row for gone in CONSENTED for row in left[gone]]
    assert not left["erase_job"]
    await agrees(stage, "noa", "events")
    assert len((await stage.rows())["consent_record"]) == 1


SPOILT = pytest.mark.parametrize(
    ("table", "which"),
    [
        ("consent_record", "1"),
        ("consent_grant", "1"),
        ("consent_grant", "key_id = (SELECT min(key_id) FROM consent_grant)"),
    ],
    ids=["the record", "all grants", "one grant"],
)


@SPOILT
async def test_withdrawing_takes_what_opens_no_more_along(stage: Stage, table: str, which: str) -> None:
    """REQUIRES that who withdraws is offered it and leaves nothing behind, though some of it opens no more."""
    await agrees(stage, "noa", "events", "digest")
    spoil(stage, table, which)
    await stage.writes("noa", "/withdraw")
    await stage.presses("noa", "Withdraw in Editors")
    left = await stage.rows()
    assert not left["consent_record"]
    assert not left["consent_grant"]


@SPOILT
async def test_a_choice_made_anew_is_all_that_is_agreed_to(stage: Stage, table: str, which: str) -> None:
    """REQUIRES that nothing of a choice that opens no more holds beside the one that takes its place."""
    await agrees(stage, "noa", "events", "digest")
    spoil(stage, table, which)
    await opens_the_choice(stage, "noa")
    for chosen in [label for label in (await last(stage, "noa")).labels if plain(label).startswith("☑")]:
        await stage.presses("noa", chosen)
    await stage.presses("noa", "purpose-digest")
    await stage.presses("noa", "button-save")
    assert len((await stage.rows())["consent_grant"]) == 1


async def test_the_operator_is_told_once(stage: Stage) -> None:
    """REQUIRES that the log names the table of a spoilt row once, however often the row is read, and no person."""
    await has_chosen(stage)
    spoil(stage, "consent_record")
    with capture_logs() as said:
        for _ in range(3):
            await stage.writes("noa", "/withdraw")
    told = [entry for entry in said if "counts as gone" in entry["event"]]
    assert [entry["table"] for entry in told] == ["consent_record"]
    assert "noa" not in str(told).casefold()


async def test_one_spoilt_appeal_holds_up_no_other(stage: Stage) -> None:
    """REQUIRES that admins read and decide the appeals that open, beside one that does not."""
    await appeals(stage, "noa")
    spoil(stage, "appeal")
    await stage.meets("eve", inside=True, started=True)
    await appeals(stage, "eve", "Another one")
    await reads(stage, "ada")
    assert "Another one" in await hears(stage, "ada")
    await decides(stage, "ada", "appeal-ruling-rules")
    assert "Decided" in await hears(stage, "ada")


@pytest.mark.parametrize(("command", "button"), [("leave", "button-leave"), ("panic", "button-panic")])
async def test_a_spoilt_answer_stops_no_destruction(stage: Stage, command: str, button: str) -> None:
    """REQUIRES that a group ends at its admin's word though an answer that waits does not open; it goes with it."""
    await agrees(stage, "noa", "events")
    await appeals(stage, "noa")
    await decides(stage, "ada", "appeal-ruling-rules")
    spoil(stage, "outbox")
    await stage.says("ada", f"/{command}")
    await stage.presses("ada", button)
    left = await stage.rows()
    assert not [row for table in ("chat_group", "consent_record", "appeal", "outbox") for row in left[table]]


async def test_a_spoilt_group_stops_no_start_and_no_other_group(stage: Stage) -> None:
    """REQUIRES that the bot starts beside a group that opens no more, serves all others, and meets that one anew."""
    (known,) = [row["number"] for row in (await stage.rows())["chat_group"]]
    await stage.opens("other", "Other editors")
    await stage.joins("noa", "other")
    await agrees(stage, "noa", "events")
    await agrees(stage, "noa", "events", group="other")
    spoil(stage, "chat_group", f"number = {known}")
    await stage.restart()
    await stage.says("noa", "/consent", "other")
    assert "Keep moderation events" in await hears(stage, "noa")
    await stage.says("noa", "/consent")
    rows = await stage.rows()
    assert known not in {row["number"] for row in rows["chat_group"]}
    assert len(rows["chat_group"]) == 2
