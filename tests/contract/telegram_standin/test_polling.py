"""How updates reach a bot that polls, driven by python-telegram-bot as it is."""

import pytest
from telegram import Bot

from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio


async def test_a_private_word_is_polled_and_answered() -> None:
    """An unmodified client REQUIRES updates it can parse, and its answer to land in the right inbox."""
    async with StandIn() as tg, Bot(tg.token, base_url=tg.base_url) as bot:
        noa = tg.world.person("noa", language="he")
        await noa.starts("abc")
        (update,) = await bot.get_updates(timeout=1)
        assert update.message is not None
        assert update.message.text == "/start abc"
        assert update.message.entities[0].type == "bot_command"
        assert update.message.from_user is not None
        assert update.message.from_user.language_code == "he"
        await bot.send_message(noa.id, "shalom")
        assert [post.text for post in noa.inbox] == ["/start abc", "shalom"]
        assert await bot.get_updates(offset=update.update_id + 1, timeout=0) == ()
        assert list(tg.world.updates.confirmed) == [update.update_id]
        assert tg.world.record.refused == []
