"""Who is held, and who is not: an interaction without an answer after a second."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.discord import intake as taking
from adapters.discord.intake import Intake
from adapters.discord.interactions import Interaction, Interactions, State
from tests.unit.discord.test_discord_bounds import Failing

pytestmark = pytest.mark.anyio
PRESS = {
    "id": "5",
    "type": 3,
    "token": "t",
    "application_id": "1",
    "context": 1,
    "channel_id": "7",
    "user": {"id": "9"},
    "data": {"custom_id": "c"},
}


class Answering:
    """Stands for adapters.discord.answering.Answers: notes who is held; what ends answers, where it is told to."""

    def __init__(self, *, ends: bool) -> None:
        self.ends = ends
        self.held: list[str] = []

    async def hold(self, interaction: Interaction) -> None:
        """Note it."""
        self.held.append(interaction.id)

    async def end(self, interaction: Interaction, _note: str) -> None:
        """Answer, or not."""
        interaction.state = State.ANSWERED if self.ends else State.NEW


def intake(answers: Any) -> Intake:
    async def nothing(*_given: object) -> Any:
        return ""

    return Intake(
        handler=Failing(),
        interactions=Interactions(),
        answers=answers,
        read_file=nothing,
        is_gone=nothing,
        on_set_aside=nothing,
        now=lambda: datetime.now(UTC),
    )


@pytest.mark.parametrize(("ends", "held"), [(False, ["5"]), (True, [])], ids=["waiting", "answered"])
async def test_who_waits_is_held(monkeypatch: pytest.MonkeyPatch, held: list[str], *, ends: bool) -> None:
    """REQUIRES that after the delay exactly those are held who have no answer by then."""
    monkeypatch.setattr(taking, "DEFERRED_AFTER", 0.01)
    answers = Answering(ends=ends)
    taken = intake(answers)
    taken.told("INTERACTION_CREATE", PRESS)
    await asyncio.sleep(0.03)
    assert answers.held == held
    await taken.finish(0.1)


async def test_nobody_is_held_after_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a delay which outlives the intake calls nobody any more: Discord's session is closed by then."""
    monkeypatch.setattr(taking, "DEFERRED_AFTER", 0.02)
    answers = Answering(ends=False)
    taken = intake(answers)
    taken.told("INTERACTION_CREATE", PRESS)
    await taken.finish(0.01)
    await asyncio.sleep(0.04)
    assert answers.held == []
