"""One whole life of a bot that served real people over Telegram, stopped and carried off."""

import asyncio

import pytest

from tests.seizure.admitted import TOKEN, Evidence
from tests.seizure.instance import Instance
from tests.seizure.opening import open_all, seize
from tests.seizure.walk import Cast, play
from tests.standin.telegram import StandIn


@pytest.fixture(scope="package")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Return the folder of the deployment."""
    return Instance(tmp_path_factory.mktemp("seized"))


@pytest.fixture(scope="package")
def evidence(instance: Instance) -> Evidence:
    """Return what is left of it."""
    cast = asyncio.run(_live(instance))
    seizure = seize(instance.files(), instance.data / "groupbot.db")
    accounts = [str(number) for number in cast.ids]
    open_all(seizure, instance.data / "vault.db", instance.root_key, accounts)
    return Evidence(seizure, cast, TOKEN)


async def _live(instance: Instance) -> Cast:
    async with StandIn(TOKEN) as tg, instance.running(tg):
        cast = await play(tg)
    await instance.holds(str(cast.rooms[0].id), str(cast.people["ali"].id))
    return cast
