"""Updates posted to us: who may post, and what the answer promises."""

import asyncio
import signal
import socket
import time

import httpx2
import pytest

from adapters.telegram.platform import TelegramPlatform
from adapters.telegram.webhook import Webhook, WebhookImpossible
from groupbot.events import CommandGiven, Event
from tests.contract.telegram.fake_engine import Engine, running
from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio
SECRET = "s3cret-of-the-test-webhook"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json; charset=utf-8"}


@pytest.fixture
def setting() -> Webhook:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return Webhook(f"http://127.0.0.1:{port}/hook", SECRET, port)


@pytest.fixture
def hooked(tg: StandIn, setting: Webhook) -> TelegramPlatform:
    return TelegramPlatform(tg.token, base_url=tg.base_url, mode=setting)


async def test_updates_are_posted_handled_and_confirmed(tg: StandIn, engine: Engine, hooked: TelegramPlatform) -> None:
    """REQUIRES the same events as by polling, and joins among them, with the secret told to Telegram."""
    ada = tg.world.person("Ada")
    async with running(hooked, engine):
        await tg.until(lambda: tg.world.webhook.url)
        await ada.writes("/notice")
        await tg.until(lambda: engine.events and not tg.world.updates.pending)
    assert [event.command for event in engine.of(CommandGiven)] == ["notice"]
    assert tg.world.webhook.secret == SECRET
    assert "chat_member" in (tg.world.updates.allowed or ())


async def test_what_could_not_be_committed_is_delivered_again(
    tg: StandIn, engine: Engine, hooked: TelegramPlatform
) -> None:
    """REQUIRES that Telegram hears of a failed commit, and that its next delivery succeeds."""
    ada = tg.world.person("Ada")
    tries: list[str] = []

    async def fail_once(event: Event) -> None:
        tries.append(event.key)
        if len(tries) == 1:
            raise OSError("disk full")

    engine.answer = fail_once
    async with running(hooked, engine):
        await tg.until(lambda: tg.world.webhook.url)
        await ada.writes("/notice")
        await tg.until(lambda: engine.events and not tg.world.updates.pending)
    assert len(tries) == 2
    assert len(set(tries)) == 1
    assert "500" in tg.world.webhook.failure


async def test_an_update_that_keeps_failing_is_set_aside(tg: StandIn, engine: Engine, setting: Webhook) -> None:
    """REQUIRES that the third failure is told to the operator and answered 200, so that nothing loops."""
    told: list[tuple[int, str]] = []

    async def tell(number: int, kind: str) -> None:
        told.append((number, kind))

    platform = TelegramPlatform(tg.token, base_url=tg.base_url, mode=setting, on_set_aside=tell)
    async with running(platform, engine):
        await tg.until(lambda: tg.world.webhook.url)
        number = tg.world.updates.inject({"message": {"nonsense": True}})
        await tg.until(lambda: not tg.world.updates.pending)
    assert told == [(number, "message")]
    assert tg.world.webhook.attempts == 3


async def test_strangers_and_floods_are_turned_away(
    tg: StandIn, engine: Engine, hooked: TelegramPlatform, setting: Webhook
) -> None:
    """REQUIRES 401 without the secret, 413 above 1 MiB, 415 and 400 for what is no update, 404 for mere looking."""
    async with running(hooked, engine), httpx2.AsyncClient() as client:
        await tg.until(lambda: tg.world.webhook.url)
        url = setting.url
        for wrong in (SECRET + "x", "", "é"):
            header = [(b"X-Telegram-Bot-Api-Secret-Token", wrong.encode())]
            assert (await client.post(url, json={"update_id": 1}, headers=header)).status_code == 401
        assert (await client.post(url, json={"update_id": 1})).status_code == 401
        assert (await client.post(url, content=b"x" * (1024 * 1024 + 1), headers=HEADERS)).status_code == 413
        for body in (b"", b"[]", b"{}", b'{"update_id": "x"}', b"\xff", b"[" * 200_000):
            assert (await client.post(url, content=body, headers=HEADERS)).status_code == 400
        for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json-seq", ""):
            headers = HEADERS | {"Content-Type": kind}
            assert (await client.post(url, content=b'{"update_id": 1}', headers=headers)).status_code == 415
        for method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS"):
            looked = await client.request(method, url, headers=HEADERS)
            assert (looked.status_code, looked.content) == (404, b"")
            assert set(looked.headers) <= {"date", "content-length", "connection"}
    assert engine.events == []


async def test_stopping_is_quick_and_leaves_signals_alone(
    tg: StandIn, engine: Engine, hooked: TelegramPlatform
) -> None:
    """REQUIRES a stop within a second though a handler hangs, its update kept, signal handlers untouched."""
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    ada = tg.world.person("Ada")
    entered = asyncio.Event()

    async def hang(_: Event) -> None:
        entered.set()
        await asyncio.sleep(60)

    engine.answer = hang
    stop = asyncio.Event()
    work = asyncio.ensure_future(hooked.run(engine, stop))
    await tg.until(lambda: tg.world.webhook.url)
    await ada.writes("/notice")
    await asyncio.wait_for(entered.wait(), 2)
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
    began = time.monotonic()
    stop.set()
    await work
    assert time.monotonic() - began < 1.0
    assert len(tg.world.updates.pending) == 1
    assert not engine.events


async def test_a_taken_port_and_a_weak_secret_are_said_with_a_remedy(
    tg: StandIn, engine: Engine, hooked: TelegramPlatform, setting: Webhook
) -> None:
    """REQUIRES one clear error before Telegram is told anything."""
    with (
        socket.create_server(("127.0.0.1", setting.port)),
        pytest.raises(WebhookImpossible, match="Choose another webhook port"),
    ):
        await hooked.run(engine, asyncio.Event())
    weak = TelegramPlatform(tg.token, base_url=tg.base_url, mode=Webhook(setting.url, "short", setting.port))
    with pytest.raises(WebhookImpossible, match="16 to 256 characters"):
        await weak.run(engine, asyncio.Event())
    assert not tg.world.record.of("setWebhook")
    await hooked.close()
    await weak.close()


async def test_an_address_that_telegram_refuses_is_said(tg: StandIn, engine: Engine, setting: Webhook) -> None:
    """REQUIRES the reason that Telegram gives, and no endless trying."""
    platform = TelegramPlatform(tg.token, base_url=tg.base_url, mode=Webhook("ftp://x/", SECRET, setting.port))
    with pytest.raises(WebhookImpossible, match="an https url must be provided"):
        await platform.run(engine, asyncio.Event())
