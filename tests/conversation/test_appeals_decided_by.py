"""Who decides an appeal: never alone whose act it was while there is another admin, and nobody their own."""

from collections.abc import AsyncIterator

import pytest

from adapters.sandbox.outbound import SandboxPorts
from groupbot.people import Admins, Chat
from groupbot.ports import Unavailable
from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import fake_stage
from tests.conversation.stage import Stage, find_button
from tests.conversation.test_appeals import appeals, decides, news, reads
from tests.conversation.walks import hears, written

pytestmark = pytest.mark.anyio
REASON = "I had seen only half of it"


@pytest.fixture
async def fake() -> AsyncIterator[FakeStage]:
    """Return the fake platform with two admins, whom it names, and noa in the group."""
    async with fake_stage() as stage:
        assert isinstance(stage, FakeStage)
        await stage.meets("noa", inside=True, started=True)
        await stage.meets("bea", admin=True, started=True)
        yield stage


async def acted(stage: Stage, admin: str, words: str = "") -> None:
    """Let an admin say that it was their own act, and rule nevertheless, on the screen that answers them."""
    await reads(stage, admin)
    await stage.presses(admin, "button-appeal-mine")
    await stage.presses(admin, "appeal-ruling-rules")
    if words:
        await stage.presses(admin, "button-appeal-words")
        await stage.writes(admin, words)
    else:
        await stage.presses(admin, "button-appeal-decide")


async def test_who_acted_needs_a_second(stage: Stage) -> None:
    """REQUIRES that whoever acted cannot decide alone, another one decides, and the words of both reach the member."""
    await stage.meets("noa", inside=True, started=True)
    await stage.meets("bea", admin=True, started=True)
    await appeals(stage, "noa")
    await acted(stage, "bea", REASON)
    assert "Another admin has to agree" in await hears(stage, "bea")
    await stage.presses("bea", "button-appeal-sole")
    assert "The group has other admins" in await hears(stage, "bea")
    await decides(stage, "ada", "appeal-ruling-rules")
    assert "Decided" in await hears(stage, "ada")
    heard = await news(stage, "noa")
    assert "the group's rules say so" in heard
    assert REASON in heard


async def test_the_only_admin_decides_and_gives_a_reason(stage: Stage) -> None:
    """REQUIRES that the only admin decides about their own act, and the member reads so, and the reason."""
    await stage.meets("noa", inside=True, started=True)
    await appeals(stage, "noa")
    await acted(stage, "ada", REASON)
    await stage.presses("ada", "button-appeal-sole")
    heard = await news(stage, "noa")
    assert "decided this alone" in heard
    assert REASON in heard


async def test_an_admin_who_appeals_lets_others_decide(stage: Stage) -> None:
    """REQUIRES that an admin who appeals is told to leave it to others, and another one decides it."""
    await stage.meets("bea", admin=True, started=True)
    await appeals(stage, "ada")
    await reads(stage, "ada")
    assert "other admins decide it" in await hears(stage, "ada")
    await decides(stage, "bea", "appeal-ruling-mistake")
    assert "Decided" in await hears(stage, "bea")
    assert "it was a mistake" in await news(stage, "ada")


async def test_two_who_acted_do_not_free_each_other(fake: FakeStage) -> None:
    """REQUIRES that an admin who said to have acted does not decide once another one has said so as well."""
    await appeals(fake, "noa")
    await acted(fake, "ada")
    await acted(fake, "bea")
    assert "Another admin has to agree" in await hears(fake, "bea")
    await decides(fake, "ada", "appeal-ruling-rules")
    assert "Another admin has to agree" in await hears(fake, "ada")


async def test_whoever_was_an_admin_holds_up_nobody(fake: FakeStage) -> None:
    """REQUIRES that the only admin decides although somebody looked who was one then."""
    await appeals(fake, "noa")
    await reads(fake, "ada")
    await fake.ranks("ada", admin=False)
    await acted(fake, "bea")
    await fake.presses("bea", "button-appeal-sole")
    assert "only admin decided this alone" in await news(fake, "noa")


async def test_whoever_was_an_admin_decides_nothing(fake: FakeStage) -> None:
    """REQUIRES that where two have to agree the answer of somebody who is no admin any more is not one of them."""
    await fake.policy(written("closed-user-group").replace("appeals:", "appeals:\n  deciders: 2", 1))
    await appeals(fake, "noa")
    await decides(fake, "ada", "appeal-ruling-rules")
    await fake.ranks("ada", admin=False)
    await decides(fake, "bea", "appeal-ruling-rules")
    assert "Another admin has to agree" in await hears(fake, "bea")


async def test_nothing_is_decided_while_nobody_says_who_the_admins_are(
    fake: FakeStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES that an admin is asked to try again where the platform does not answer who the admins are, and can."""
    await appeals(fake, "noa")
    await reads(fake, "ada")
    await fake.presses("ada", "appeal-ruling-rules")
    button = find_button(await fake.sees("ada"), "Decide")
    await fake.presses("ada", "button-appeal-words")
    with monkeypatch.context() as away:
        away.setattr(SandboxPorts, "admins", unavailable)
        await fake.presses_again("ada", button)
        assert "does not answer just now" in list(fake.world.notes.values())[-1]
        await fake.writes("ada", REASON)
        assert "does not answer just now" in await hears(fake, "ada")
    await fake.presses_again("ada", button)
    assert any("Decided" in seen.text for seen in await fake.sees("ada"))


async def unavailable(_ports: SandboxPorts, _chat: Chat) -> Admins:
    """Answer as a platform that is down."""
    raise Unavailable("an outage")
