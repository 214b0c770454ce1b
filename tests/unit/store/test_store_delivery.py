"""Delivering what waits in the outbox: each once, and nothing holds up what stands behind it."""

import asyncio
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from groupbot.case import Desk
from groupbot.content import Content, Rich
from groupbot.effects import Whisper
from groupbot.groups.directory import Directory
from groupbot.groups.model import LIVE
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.people import Actor
from groupbot.performer import Performer
from groupbot.policy import shipped
from groupbot.ports import Ports, Reach
from groupbot.store import outbox, tables
from groupbot.tally import Tally
from groupbot.vault.entropy import SystemRandom
from tests.unit.store.shelf import NOON, Shelf

pytestmark = pytest.mark.anyio


class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        """Return noon."""
        return NOON


class Slow:
    """A platform that takes its time to whisper."""

    def __init__(self) -> None:
        self.told: list[str] = []

    async def whisper(self, effect: Whisper) -> Reach:
        """Take a moment, then remember the words."""
        await asyncio.sleep(0.01)
        self.told.append(effect.content.body.text)
        return Reach.PRIVATE


def performer(shelf: Shelf, port: Slow, *unmet: str) -> Performer:
    example = shipped() / "examples" / "public-help-channel.yaml"
    directory = Directory(example, Path("nowhere"), (shipped(),), LIVE)
    desk = Desk(Renderer(Messages.load()), directory, SystemRandom(), Tally(Noon()))
    return Performer(shelf.store, desk, {"telegram": cast("Ports", port)}, Noon(), unmet)


async def wait_for(shelf: Shelf, text: str) -> bytes:
    effect = Whisper(Actor("telegram", "5000000077"), Content(Rich(text)))
    # Each of another group: an answer about the same one would take the place of the one before.
    group = int.from_bytes(text.encode()[:4], "big")
    put = partial(outbox.put, platform="telegram", answers=(effect,), group=group, now=NOON, random=SystemRandom())
    row_id: bytes = (await shelf.store.write(put)).result[0]
    return row_id


async def test_two_who_deliver_at_once_deliver_once(shelf: Shelf) -> None:
    """REQUIRES that the clock's delivery leaves alone what the engine is delivering at that moment."""
    await shelf.start()
    port = Slow()
    performing = performer(shelf, port)
    row_id = await wait_for(shelf, "saved")
    await asyncio.gather(performing.deliver("telegram", [row_id]), performing.drain("telegram"))
    assert port.told == ["saved"]
    assert shelf.count("outbox") == 0


async def test_a_row_that_cannot_be_opened_holds_up_no_other(shelf: Shelf) -> None:
    """REQUIRES that a tampered row is dropped and those behind it are delivered."""
    await shelf.start()
    port = Slow()
    await wait_for(shelf, "spoiled")
    with shelf.engine.begin() as connection:
        connection.execute(tables.outbox.update().values(sealed=bytes(200)))
    await wait_for(shelf, "whole")
    await performer(shelf, port).drain("telegram")
    assert port.told == ["whole"]
    assert shelf.count("outbox") == 0


async def test_nothing_is_done_before_the_account_is_known(shelf: Shelf) -> None:
    """REQUIRES that what waits is left untouched where another bot might act, and delivered once that is settled."""
    await shelf.start()
    port = Slow()
    performing = performer(shelf, port, "telegram")
    row_id = await wait_for(shelf, "saved")
    assert (performing.platforms, await performing.drain("telegram")) == ((), 0)
    assert await performing.promptly("telegram", (Whisper(Actor("telegram", "1"), Content(Rich("now"))),)) is False
    assert [(bytes(row), tries) for row, tries in shelf.rows("SELECT id, attempts FROM outbox")] == [(row_id, 0)]
    performing.meet("telegram")
    assert performing.platforms == ("telegram",)
    await performing.drain("telegram")
    assert "saved" in port.told
