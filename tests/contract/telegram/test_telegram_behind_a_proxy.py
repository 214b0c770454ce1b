"""Updates that come through a reverse proxy, and connections that are slow or never say anything."""

import asyncio
import hmac
import json
import re
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx2
import pytest
from aiohttp import ClientSession, web

from adapters.telegram import patience, webhook
from adapters.telegram.platform import TelegramPlatform
from adapters.telegram.webhook import Webhook, WebhookImpossible
from groupbot.events import CommandGiven
from tests.contract.telegram.fake_engine import Engine, running
from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio
SECRET = "s3cret-of-the-test-webhook"
HEAD = (
    f"POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
    f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: 900\r\n\r\n"
).encode()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def setting() -> Webhook:
    port = free_port()
    return Webhook(f"http://127.0.0.1:{port}/", SECRET, port)


@asynccontextmanager
async def proxy(port: int, *, keep_prefix: bool) -> AsyncIterator[str]:
    """Pass requests under a prefix on to a local port, under another host name and with forwarded addresses."""

    async def forward(request: web.Request) -> web.Response:
        path = request.path if keep_prefix else "/" + request.match_info["tail"]
        headers = {name: value for name, value in request.headers.items() if name != "Host"}
        headers |= {"Host": "internal.example", "X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "https"}
        async with (
            ClientSession() as session,
            session.request(
                request.method, f"http://127.0.0.1:{port}{path}", data=await request.read(), headers=headers
            ) as answer,
        ):
            return web.Response(status=answer.status, body=await answer.read())

    app = web.Application()
    app.router.add_route("*", "/bots/groupbot/{tail:.*}", forward)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/bots/groupbot"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("keep_prefix", [True, False])
async def test_updates_come_through_a_proxy_with_a_prefix(
    tg: StandIn, engine: Engine, setting: Webhook, *, keep_prefix: bool
) -> None:
    """REQUIRES that updates arrive whatever path and host the proxy makes of them, and that looking tells nothing."""
    ada = tg.world.person("Ada")
    async with proxy(setting.port, keep_prefix=keep_prefix) as public:
        hooked = TelegramPlatform(tg.token, base_url=tg.base_url, mode=replace(setting, url=f"{public}/updates"))
        async with running(hooked, engine), httpx2.AsyncClient() as client:
            await tg.until(lambda: tg.world.webhook.url)
            await ada.writes("/notice")
            await tg.until(lambda: engine.events and not tg.world.updates.pending)
            assert (await client.get(f"{public}/updates")).status_code == 404
            assert (await client.post(f"{public}/updates", json={"update_id": 1})).status_code == 401
    assert [event.command for event in engine.of(CommandGiven)] == ["notice"]
    assert tg.world.webhook.failure == ""


async def test_the_secret_is_compared_in_constant_time_before_the_body(
    tg: StandIn, engine: Engine, setting: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES hmac's comparison of every given secret, and the answer while the body is still to come."""
    compared: list[bytes] = []
    real = hmac.compare_digest

    def compare(given: bytes, secret: bytes) -> bool:
        compared.append(given)
        return real(given, secret)

    monkeypatch.setattr(hmac, "compare_digest", compare)
    async with running(TelegramPlatform(tg.token, base_url=tg.base_url, mode=setting), engine):
        await tg.until(lambda: tg.world.webhook.url)
        reader, writer = await asyncio.open_connection("127.0.0.1", setting.port)
        writer.write(HEAD.replace(SECRET.encode(), b"wrong"))
        answer = await asyncio.wait_for(reader.read(), 2)
        writer.close()
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert compared == [b"wrong"]


async def silent(_: asyncio.StreamWriter) -> None:
    """Say nothing at all."""


async def dribbling_head(writer: asyncio.StreamWriter) -> None:
    """Send a head that never ends."""
    writer.write(b"POST / HTTP/1.1\r\n")
    for _ in range(100):
        writer.write(b"X: y\r\n")
        await asyncio.sleep(0.02)


async def dribbling_body(writer: asyncio.StreamWriter) -> None:
    """Send a body that never ends."""
    writer.write(HEAD)
    for _ in range(100):
        writer.write(b" ")
        await asyncio.sleep(0.02)


async def second_head(writer: asyncio.StreamWriter) -> None:
    """Send a whole request, and then the beginning of another."""
    writer.write(HEAD.replace(b"900", b"2") + b"{}" + b"POST /")


async def until_cut(reader: asyncio.StreamReader) -> bytes:
    """Return what is said on a connection until the other side ends it."""
    said = bytearray()
    try:
        while chunk := await reader.read(1000):
            said += chunk
    except ConnectionError:
        said += b"(cut)"
    return bytes(said)


@pytest.mark.parametrize("dribble", [silent, dribbling_head, dribbling_body, second_head])
async def test_slow_clients_are_cut_off(
    tg: StandIn,
    engine: Engine,
    setting: Webhook,
    monkeypatch: pytest.MonkeyPatch,
    dribble: Callable[[asyncio.StreamWriter], asyncio.Future[None]],
) -> None:
    """REQUIRES that a connection which brings no whole request in time ends, and that Telegram's own gets through."""
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.2)
    monkeypatch.setattr(webhook, "BODY_SECONDS", 0.2)
    ada = tg.world.person("Ada")
    async with running(TelegramPlatform(tg.token, base_url=tg.base_url, mode=setting), engine):
        await tg.until(lambda: tg.world.webhook.url)
        reader, writer = await asyncio.open_connection("127.0.0.1", setting.port)
        sending = asyncio.ensure_future(dribble(writer))
        begun = time.monotonic()
        await ada.writes("/notice")
        await tg.until(lambda: engine.events)
        said = await asyncio.wait_for(until_cut(reader), 2)
        assert time.monotonic() - begun < 1.5
        assert b" 200 " not in said
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        writer.close()
    assert len(engine.events) == 1


async def test_a_client_that_goes_in_the_middle_is_no_error(
    tg: StandIn, engine: Engine, setting: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES that half an update is neither an event nor a traceback."""
    async with running(TelegramPlatform(tg.token, base_url=tg.base_url, mode=setting), engine):
        await tg.until(lambda: tg.world.webhook.url)
        _, writer = await asyncio.open_connection("127.0.0.1", setting.port)
        writer.write(HEAD + b'{"update_id": 1')
        await writer.drain()
        writer.close()
        async with httpx2.AsyncClient() as client:
            headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            assert (await client.post(setting.url, json=[], headers=headers)).status_code == 400
    assert engine.events == []
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("listen", "said"),
    [("192.0.2.1", "192.0.2.1"), ("not an address", "not an address"), ("2001:db8::1", "[2001:db8::1]")],
)
async def test_an_address_that_is_not_ours_is_said_with_a_remedy(
    tg: StandIn, engine: Engine, setting: Webhook, listen: str, said: str
) -> None:
    """REQUIRES one clear error, before Telegram is told anything, for an address this machine does not have."""
    platform = TelegramPlatform(tg.token, base_url=tg.base_url, mode=replace(setting, listen=listen))
    with pytest.raises(WebhookImpossible, match=re.escape(f"Cannot listen on {said}:{setting.port} (")):
        await platform.run(engine, asyncio.Event())
    assert not tg.world.record.calls


async def test_the_address_to_listen_on_and_the_address_to_deliver_to_are_settings(
    tg: StandIn, engine: Engine, setting: Webhook
) -> None:
    """REQUIRES that it listens where it was told, and tells Telegram the address that stands in for the name."""
    listening = Webhook(f"http://127.0.0.1:{setting.port}/", SECRET, setting.port, "localhost", "198.51.100.7")
    ada = tg.world.person("Ada")
    async with running(TelegramPlatform(tg.token, base_url=tg.base_url, mode=listening), engine):
        await tg.until(lambda: tg.world.webhook.url)
        await ada.writes("/notice")
        await tg.until(lambda: engine.events)
    (call,) = tg.world.record.of("setWebhook")
    assert call.values["ip_address"] == "198.51.100.7"
    assert json.loads(call.values["allowed_updates"])
