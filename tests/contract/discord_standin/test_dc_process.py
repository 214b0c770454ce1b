"""The stand-in as a process of its own, led over its control API, with a bot in a third place."""

import asyncio
import base64
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
import yarl

from tests.contract.discord_standin.bot import Bot

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[3]


@pytest.fixture
async def address() -> AsyncIterator[dict[str, str]]:
    """Start the process, give the line that it prints, and end it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.standin.discord", cwd=ROOT, env={**os.environ}, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    yield json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 5) == 0


async def test_a_bot_is_led_through_another_process(address: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a harness set the scene, give a command with a file, press, and read what everybody sees, all over HTTP."""
    monkeypatch.setattr("discord.http.Route.BASE", address["api_url"])
    monkeypatch.setattr("discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY", yarl.URL(address["gateway_url"]))
    bot = Bot(discord.Intents(guilds=True, guild_messages=True))
    async with aiohttp.ClientSession() as client:

        async def order(path: str, **body: Any) -> Any:
            answer = await client.post(f"{address['control_url']}/{path}", json=body)
            return {"status": answer.status, "said": await answer.json()}

        await order("person", name="noa", locale="he")
        guild = (await order("guild", name="editors", members=["noa"]))["said"]
        running = asyncio.ensure_future(bot.start(address["token"]))
        await asyncio.wait_for(bot.wait_until_ready(), 5)
        option = {"name": "file", "description": "Rules", "type": 11}
        command: Any = {"name": "policy", "description": "Rules", "type": 1, "options": [option]}
        await bot.http.bulk_upsert_global_commands(bot.application_id or 0, [command])
        upload = {"name": "a.yaml", "base64": base64.b64encode(b"rules: []").decode()}
        given = await order("act", who="noa", verb="slash", guild="editors", file=upload, **{"with": ["policy"]})
        await bot.asked(1)
        shown = discord.ui.View(timeout=None)
        shown.add_item(discord.ui.Button(label="Apply", custom_id="apply"))
        await bot.interactions[0].response.send_message("Read", view=shown, ephemeral=True)
        await order("settled")
        sees = await (await client.get(f"{address['control_url']}/sees/noa")).json()
        assert [(post["text"], post["buttons"]) for post in sees] == [("Read", {"Apply": "apply"})]
        pressed = await order("act", who="noa", verb="clicks", post=sees[0]["post"], **{"with": ["Apply"]})
        assert (given["status"], pressed["status"]) == (200, 200)
        await bot.asked(2)
        await bot.interactions[1].response.edit_message(content="Applied", view=None)
        press = await (await client.get(f"{address['control_url']}/press/{pressed['said']['press']}")).json()
        assert (press["kind"], press["answer"]["text"]) == ("update", "Applied")
        nobody = await order("act", who="nobody", verb="slash")
        assert (nobody["status"], "nobody is called" in nobody["said"]["error"]) == (400, True)
        everybody = await (await client.get(f"{address['control_url']}/messages/{guild['general']}")).json()
        record = await (await client.get(f"{address['control_url']}/record")).json()
        assert (everybody, record["violations"]) == ([], [])
        await bot.close()
        await asyncio.gather(running, return_exceptions=True)
