"""What happens to a serving bot while it serves, by its own clock: policies are edited, others take over."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.bootstrap import build_house
from groupbot.groups.model import Mode
from groupbot.house import House
from groupbot.process.clock import SystemClock
from groupbot.process.serve import Rhythm, serve
from groupbot.process.settings import Settings
from groupbot.store.tables import platform_lease
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from tests.conversation.opening import EXAMPLES
from tests.standin.telegram import Member, Person, Room, StandIn

pytestmark = pytest.mark.anyio
QUICK = Rhythm(standby=0.02, renew=0.02, tick=0.02)
GOOD = (EXAMPLES / "public-help-channel.yaml").read_text(encoding="utf-8")
HOSTS = "Quillwater Editors' Association"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a deployment with a policy that may be edited."""
    root_key, policy = tmp_path / "root.key", tmp_path / "policy.yaml"
    root_key.touch(mode=0o600)
    root_key.write_bytes(new_key_file(SystemRandom()))
    policy.write_text(GOOD, encoding="utf-8")
    return Settings.model_construct(data=tmp_path / "data", policy=policy, groups="any", root_key_file=root_key)


@asynccontextmanager
async def serving(settings: Settings, tg: StandIn) -> AsyncIterator[tuple[House, asyncio.Task[bool]]]:
    """Serve as `groupbot run` does, with everything due quickly."""
    platform = TelegramPlatform(tg.token, base_url=tg.base_url)
    house = build_house(
        settings, {"telegram": platform.ports}, SystemClock(), SystemRandom(), leased=True, begins_in=Mode.LIVE
    )
    stop = asyncio.Event()
    task = asyncio.create_task(serve(house, [platform.run], stop, QUICK))
    try:
        await tg.until(lambda: tg.world.updates.allowed or task.done(), 20)
        yield house, task
    finally:
        stop.set()
        try:
            await asyncio.wait_for(task, 5)
        finally:
            await house.close()


async def moved_in(tg: StandIn) -> tuple[Person, Room]:
    """Let ada bring the bot into her group."""
    ada = tg.world.person("ada", started=True)
    group = tg.world.group("Editors", owner=ada, bot=Member("left"))
    await ada.makes_bot(group, "administrator")
    await tg.until(lambda: [post for post in group.messages if post.buttons], 20)
    return ada, group


async def test_a_bad_edit_is_told_to_the_admins_once(settings: Settings, tg: StandIn) -> None:
    """REQUIRES that a bad policy file is told to the admins in private, once, and that the old one stays in force."""
    async with serving(settings, tg) as (house, _):
        ada, group = await moved_in(tg)
        settings.policy.write_text(GOOD.replace("languages:", "languges:").replace(HOSTS, "The Lighthouse Keepers"))
        await tg.until(lambda: ada.inbox, 20)
        assert "policy.yaml:" in ada.inbox[0].text
        await ada.says(group, "/privacy")
        await tg.until(lambda: len(ada.inbox) > 1, 20)
        assert [HOSTS in post.text for post in ada.inbox] == [False, True]
        settings.policy.write_text(GOOD.replace(HOSTS, "The Lighthouse Keepers"))
        await tg.until(lambda: "The Lighthouse Keepers" in repr(house.directory.law(None).policy), 20)
        await ada.says(group, "/privacy")
        await tg.until(lambda: len(ada.inbox) > 2, 20)
        assert "The Lighthouse Keepers" in ada.inbox[-1].text


async def test_who_has_lost_the_lease_stops(settings: Settings, tg: StandIn) -> None:
    """REQUIRES that a process whose lease another one has taken ends by itself and confirms nothing from then on."""
    async with serving(settings, tg) as (house, task):
        ada, group = await moved_in(tg)
        taken = platform_lease.update().values(owner=b"another", until=int(time.time()) + 25)
        await house.store.write(lambda unit: unit.write(taken), guarded=False)
        await asyncio.wait_for(asyncio.shield(task), 5)
        await ada.says(group, "/privacy")
        assert ada.inbox == []
        assert len(tg.world.updates.pending) == 1
