"""When Telegram asks for patience: what waits, and what must not."""

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.effects import Acknowledge, Say
from groupbot.events import ButtonPressed, Event
from groupbot.people import Chat
from groupbot.ports import Unavailable
from tests.contract.telegram.fake_engine import Engine, page, running
from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio


async def test_a_button_does_not_spin_in_a_chat_that_was_told_to_wait(
    tg: StandIn, engine: Engine, platform: TelegramPlatform
) -> None:
    """REQUIRES that a press is answered at once while no message may be sent to its chat for a minute."""

    async def acknowledge(event: Event) -> None:
        if isinstance(event, ButtonPressed):
            await platform.ports.acknowledge(Acknowledge(event.origin, "Noted."))

    engine.answer = acknowledge
    ada = tg.world.person("Ada", started=True)
    group = tg.world.group("Readers", members=(ada,))
    await platform.ports.say(Say(Chat("telegram", str(group.id)), page("Line.")))
    tg.world.faults.too_many("sendMessage", chat=group.id, after=60)
    with pytest.raises(Unavailable):
        await platform.ports.say(Say(Chat("telegram", str(group.id)), page("Another.")))
    async with running(platform, engine):
        press = await ada.forges(group.messages[-1], "any")
        await tg.until(lambda: press.answered)
    assert press.text == "Noted."
