"""What the operator decides while a line is being posted: the right line stands after the next tick."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.sandbox.outbound import SandboxPorts
from groupbot.effects import Say
from groupbot.groups import roll
from groupbot.people import MessageRef
from groupbot.ports import Standing
from tests.unit.groups.test_served_groups import Waiting


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Waiting]:
    opened = Waiting(tmp_path)
    yield opened
    opened.close()
    opened.runner.close()


@pytest.fixture
def deciding(waiting: Waiting, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return decisions yet to be made: the operator makes the first one while the platform takes the next line."""
    decisions: list[bool] = []
    saying = SandboxPorts.say

    async def say(ports: SandboxPorts, effect: Say) -> MessageRef | None:
        stands = await saying(ports, effect)
        if decisions:
            group, accepted = waiting.house.directory.find(effect.chat), decisions.pop(0)
            assert group is not None
            await waiting.house.store.write(lambda unit: roll.decide(unit, group.number, accepted=accepted))
        return stands

    monkeypatch.setattr(SandboxPorts, "say", say)
    return decisions


@pytest.mark.parametrize("last", [True, False], ids=["accepted", "refused"])
def test_while_the_bot_posts_a_line_that_is_due(waiting: Waiting, deciding: list[bool], *, last: bool) -> None:
    """REQUIRES that a decision which comes while the tick posts the line of the one before is seen at the next tick."""
    if not last:
        deciding.append(False)
        waiting.decides(accepted=True)
    else:
        waiting.decides(accepted=True)
        deciding.append(True)
        waiting.decides(accepted=False)
    waiting.tick()
    (line,) = waiting.lines()
    assert (line.buttons != ()) == last


def test_while_the_bot_greets_a_new_group(waiting: Waiting, deciding: list[bool]) -> None:
    """REQUIRES the same where the line is posted because the bot was brought in."""
    waiting.world.add_group("other", "Other strangers").standings["mallory"] = Standing.ADMIN
    deciding.append(True)
    waiting.handle(waiting.world.adds_bot("mallory", "other"))
    assert deciding == []
    waiting.tick()
    (line,) = waiting.world.group("other").posts
    assert line.buttons != ()


def test_a_line_that_is_right_stays(waiting: Waiting, deciding: list[bool]) -> None:
    """REQUIRES that a decision which changes nothing posts no line a second time."""
    deciding.append(True)
    waiting.decides(accepted=True)
    (line,) = waiting.lines()
    for _ in range(2):
        waiting.tick()
    assert waiting.lines() == [line]
