"""`groupbot panic` beside a bot that serves: it dies with its keys, or outlives them and can do nothing."""

import asyncio
import os
import shutil
import sys
from pathlib import Path

import pytest

from adapters.sandbox.house import Site
from tests.contract.process.machine import Machine, Running
from tests.conversation.opening import EXAMPLES
from tests.standin.telegram import Member, Person, Room

pytestmark = pytest.mark.anyio
PATIENCE = 20.0


async def serving(machine: Machine, folder: Path) -> tuple[Running, Person, Room]:
    """Start the bot, and let ada bring it into her group."""
    running = await machine.starts(Site(folder / "data", folder / "root.key", EXAMPLES / "public-help-channel.yaml"))
    ada = machine.tg.world.person("ada", started=True)
    group = machine.tg.world.group("Editors", owner=ada, bot=Member("left"))
    await ada.makes_bot(group, "administrator")
    await machine.tg.until(lambda: [post for post in group.messages if post.buttons], PATIENCE)
    return running, ada, group


async def panics(data: Path) -> tuple[int | None, str]:
    """Give the command as an operator does, and return its exit code and its words."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "GROUPBOT_DATA": str(data)}
    command = (sys.executable, "-m", "groupbot", "panic", "--yes")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=pipe, stderr=pipe)
    told, complaint = await process.communicate()
    return process.returncode, told.decode() + complaint.decode()


async def test_a_bot_that_serves_dies_first(machine: Machine, tmp_path: Path) -> None:
    """REQUIRES that a serving process is dead and everything gone when the command ends, with no root key in reach."""
    running, _, _ = await serving(machine, tmp_path)
    code, told = await panics(tmp_path / "data")
    assert code == 0, told
    assert told.startswith("destroyed: the bot's processes\n")
    assert await asyncio.wait_for(running.process.wait(), PATIENCE) == -9
    assert not (tmp_path / "data").exists()


async def test_one_that_is_not_found_writes_nothing_back(machine: Machine, tmp_path: Path) -> None:
    """REQUIRES of a process that shows no sign of life, and lives on, that it can neither answer nor keep anything."""
    running, ada, group = await serving(machine, tmp_path)
    data = tmp_path / "data"
    shutil.rmtree(data / "processes")
    code, told = await panics(data)
    assert code == 0, told
    assert running.process.returncode is None
    await ada.says(group, "/consent")
    await machine.tg.until(lambda: "has to wait" in running.log.read_text(), PATIENCE)
    assert not [post for post in ada.inbox if post.author == machine.tg.world.bot.id]
    assert not data.exists()
