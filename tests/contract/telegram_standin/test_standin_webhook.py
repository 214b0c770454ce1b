"""How updates reach a bot that is called."""

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio


async def test_updates_are_posted_with_the_secret_until_taken(tg: StandIn, bot: Bot) -> None:
    """A webhook REQUIRES the secret in its header, and only 200 to confirm an update."""
    seen: list[tuple[str | None, str]] = []

    async def take(request: web.Request) -> web.Response:
        body = await request.json()
        seen.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), body["message"]["text"]))
        return web.Response(status=500 if len(seen) == 1 else 200)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        noa = tg.world.person("noa")
        await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="s-e_c")
        await noa.writes("one")
        await noa.writes("two")
        await tg.until(lambda: len(tg.world.updates.confirmed) == 2)
        assert seen == [("s-e_c", "one"), ("s-e_c", "one"), ("s-e_c", "two")]
        info = await bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
        assert await bot.get_updates() == ()
    finally:
        await runner.cleanup()


async def test_bad_webhooks_are_refused(tg: StandIn, bot: Bot) -> None:
    """A webhook REQUIRES https, but for this machine, and a secret of plain characters."""
    for url, secret in (("http://example.org/", "a"), ("https://example.org/", "a b")):
        with pytest.raises(BadRequest):
            await bot.set_webhook(url, secret_token=secret)
    assert (await bot.get_webhook_info()).url == ""


async def test_a_webhook_can_forget_what_waits(tg: StandIn, bot: Bot) -> None:
    """drop_pending_updates REQUIRES the queue to be empty afterwards."""
    await tg.world.person("noa").writes("one")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()
