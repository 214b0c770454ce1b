"""Each right is answered within a minute, also where the platform is away for half of it."""

from datetime import timedelta

import pytest

from adapters.sandbox.outbound import SandboxPorts
from adapters.sandbox.state import Delivery
from groupbot.content import Content, Rich
from groupbot.effects import Whisper
from groupbot.people import Actor
from groupbot.ports import Reach
from groupbot.process.serve import USUAL
from groupbot.soon import KEPT, MOST, Soon
from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import START, OpenStage, fake_stage
from tests.conversation.stage import find_button
from tests.conversation.walks import about_people, agrees, hears

OPEN: OpenStage = fake_stage
AWAY, PROMISED = 30, 60
ASKED = {
    "/mydata": "Here is everything kept about you",
    "/erase": "What would you like to erase",
    "/withdraw": "You have agreed to something",
    "/consent": "You have agreed to something",
    "/privacy": "Privacy",
}
PRESSED = {"/erase": ("Erase everything", "Yes, erase it"), "/withdraw": ("Withdraw in Editors",)}


async def pass_time(stage: FakeStage, seconds: float) -> None:
    stage.deployment.clock.forward(timedelta(seconds=seconds))
    await stage.deployment.tick()


async def comes_back(stage: FakeStage, phase: float) -> float:
    """Let rounds come at this phase while the platform is away, then until it answers; return the seconds it took."""
    before, waited, step = await stage.sees("noa"), 0.0, phase
    while await stage.sees("noa") == before and waited < 2 * PROMISED:
        stage.world.delivery = Delivery.UNAVAILABLE if waited + step < AWAY else Delivery.WORKS
        await pass_time(stage, step)
        waited, step = waited + step, USUAL.tick
    return waited


async def settled(stage: FakeStage, second: float) -> None:
    stage.deployment.clock.forward(timedelta(seconds=second))
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")


@pytest.mark.anyio
@pytest.mark.parametrize("phase", [0.5, 15, 29.5])
@pytest.mark.parametrize("command", ASKED)
async def test_what_is_asked_for(command: str, phase: float) -> None:
    """REQUIRES that a command about one's rights given at the beginning of an outage is answered within a minute."""
    async with OPEN() as stage:
        assert isinstance(stage, FakeStage)
        await settled(stage, 1)
        before = await stage.rows()
        stage.world.delivery = Delivery.UNAVAILABLE
        await stage.writes("noa", command)
        assert await stage.rows() == before
        assert await comes_back(stage, phase) <= PROMISED
        assert ASKED[command] in await hears(stage, "noa")


@pytest.mark.anyio
@pytest.mark.parametrize("phase", [0.5, 15, 29.5])
@pytest.mark.parametrize("command", PRESSED)
async def test_what_is_done(command: str, phase: float) -> None:
    """REQUIRES that an erasure or a withdrawal is done at once in an outage, and answered within a minute."""
    async with OPEN() as stage:
        assert isinstance(stage, FakeStage)
        await settled(stage, 1)
        await stage.writes("noa", command)
        *first, act = PRESSED[command]
        for label in first:
            await stage.presses("noa", label)
        wanted = find_button(await stage.sees("noa"), act)
        stage.world.delivery = Delivery.UNAVAILABLE
        await stage.presses_again("noa", wanted)
        assert (await about_people(stage))["consent_record"] == 0
        assert await comes_back(stage, phase) <= PROMISED
        assert "Erased" in await hears(stage, "noa")


@pytest.mark.anyio
async def test_a_newer_answer_takes_an_older_ones_place() -> None:
    """REQUIRES that what was to be shown before an erasure is not shown after it."""
    async with OPEN() as stage:
        assert isinstance(stage, FakeStage)
        await settled(stage, 0)
        await stage.writes("noa", "/withdraw")
        button = find_button(await stage.sees("noa"), "Withdraw in")
        stage.world.delivery = Delivery.UNAVAILABLE
        await stage.writes("noa", "/mydata")
        stage.world.delivery = Delivery.WORKS
        await stage.presses_again("noa", button)
        seen = await stage.sees("noa")
        await pass_time(stage, 5)
        assert await stage.sees("noa") == seen


@pytest.mark.anyio
async def test_a_newer_answer_comes_while_others_have_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that an answer put off is not shown behind a newer one that came while another's was being shown."""
    async with OPEN() as stage:
        assert isinstance(stage, FakeStage)
        for who in ("eve", "noa"):
            await stage.meets(who, inside=True, started=True)
        stage.world.delivery = Delivery.UNAVAILABLE
        for who in ("eve", "noa"):
            await stage.writes(who, "/mydata")
        shown, real = list[str](), SandboxPorts.whisper

        async def slow(ports: SandboxPorts, effect: Whisper) -> Reach:
            shown.append(effect.to.id)
            if len(shown) == 1:
                await stage.writes("noa", "/privacy")
            return await real(ports, effect)

        monkeypatch.setattr(SandboxPorts, "whisper", slow)
        stage.world.delivery = Delivery.WORKS
        await pass_time(stage, 5)
        assert len(shown) == 2, "eve's answer, and noa's newer one"
        assert ASKED["/privacy"] in await hears(stage, "noa")


def test_nothing_is_kept_for_long_or_without_end() -> None:
    """REQUIRES that an answer in memory ends after two minutes, comes no sooner than asked, and has a most."""
    soon = Soon()
    answer = Whisper(Actor("fake", "1"), Content(Rich("x")))
    soon.keep("fake", answer, START, 20)
    soon.keep_row("fake", b"row", START, 20, fresh=True)
    soon.keep_row("fake", b"old", START, 20, fresh=False)
    assert (soon.due("fake", START), soon.rows("fake", START)) == ([], [])
    at = START + timedelta(seconds=20)
    assert (soon.due("other", at), soon.rows("other", at)) == ([], [])
    assert (soon.due("fake", at), soon.rows("fake", at)) == ([(answer, START)], [b"row"])
    assert soon.claim("fake", answer)
    assert not soon.claim("fake", answer)
    soon.keep("fake", answer, at, 1, START)
    assert (soon.due("fake", START + KEPT), soon.rows("fake", START + KEPT)) == ([], [])
    for number in range(MOST + 5):
        soon.keep("fake", Whisper(Actor("fake", str(number)), Content(Rich("x"))), START, 0)
        soon.keep_row("fake", str(number).encode(), START, 0, fresh=True)
    assert (len(soon.due("fake", START)), len(soon.rows("fake", START))) == (MOST, MOST)
