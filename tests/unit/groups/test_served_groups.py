"""A group is served once the operator has let it in: until then nobody is asked there, and no name stands there."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.sandbox.clock import MovableClock, standing_still
from adapters.sandbox.outbound import SandboxPorts
from adapters.sandbox.state import PLATFORM, Post
from adapters.sandbox.world import World
from groupbot.bootstrap import build_house
from groupbot.cli.product import FIRST_POLICY
from groupbot.events import Event
from groupbot.groups import roll
from groupbot.groups.model import Mode
from groupbot.policy import shipped
from groupbot.ports import Standing
from groupbot.process.settings import Settings
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from tests.property.town import START

HOSTS = "Quillwater Editors' Association"


class Waiting:
    """A bot under the setting that operators begin with, brought into one group by somebody it does not know."""

    def __init__(self, folder: Path) -> None:
        key = folder / "root.key"
        key.touch(mode=0o600)
        key.write_bytes(new_key_file(SystemRandom()))
        policy = shipped() / "examples" / f"{FIRST_POLICY}.yaml"
        self.settings = Settings.model_construct(data=folder / "data", policy=policy, root_key_file=key)
        self.clock = MovableClock(standing_still(START))
        self.world = World(self.clock)
        self.world.add_group("group", "Strangers").standings["mallory"] = Standing.ADMIN
        self.world.add_person("mallory", started=True)
        self.world.add_person("noa", standing=Standing.MEMBER, started=True)
        self.runner = asyncio.Runner()
        self.open()
        self.handle(self.world.adds_bot("mallory"))

    def open(self) -> None:
        """Start the bot."""
        self.house = build_house(
            self.settings, {PLATFORM: SandboxPorts(self.world)}, self.clock, SystemRandom(), begins_in=Mode.LIVE
        )
        self.runner.run(self.house.open())

    def close(self) -> None:
        """Stop the bot."""
        self.runner.run(self.house.close())

    def handle(self, event: Event) -> None:
        """Give the bot one event."""
        self.runner.run(self.house.handle(event))

    def tick(self) -> None:
        """Let what is due be done."""
        self.runner.run(self.house.tick())

    @property
    def number(self) -> int:
        """Return the number of the one group."""
        (group,) = self.house.directory
        return group.number

    def decides(self, *, accepted: bool) -> None:
        """Let the operator decide, as another process does, and the bot look."""
        number = self.number
        self.runner.run(self.house.store.write(lambda unit: roll.decide(unit, number, accepted=accepted)))
        self.tick()

    def lines(self) -> list[Post]:
        """Return what the bot has standing in the group."""
        return [post for post in self.world.group().posts if not post.author]

    def hears(self) -> list[str]:
        """Return what noa was told in private."""
        return [post.content.body.text for post in self.world.person("noa").inbox if not post.author]

    def presses_line(self) -> None:
        """Let noa press the line."""
        line = self.lines()[-1]
        self.handle(self.world.presses("noa", line.id, line.buttons[0].token))


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Waiting]:
    opened = Waiting(tmp_path)
    yield opened
    opened.close()
    opened.runner.close()


def test_a_strangers_group_gets_one_neutral_line(waiting: Waiting) -> None:
    """A group that was not let in sees one line with its number and no button, however much happens there."""
    waiting.handle(waiting.world.says("noa", "/notice"))
    waiting.handle(waiting.world.says("noa", "/consent"))
    waiting.clock.forward(timedelta(days=40))
    waiting.tick()
    (line,) = waiting.lines()
    assert f"{waiting.number}" in line.content.body.text
    assert "groupbot groups accept" in line.content.body.text
    assert line.buttons == ()
    assert waiting.hears() == []


def test_privacy_names_the_host_alone(waiting: Waiting) -> None:
    """There, /privacy says who hosts the bot and names nobody as answering for the group."""
    waiting.handle(waiting.world.says("noa", "/privacy"))
    (told,) = waiting.hears()
    policy = waiting.house.directory.law(None).policy
    assert policy.host.contact in told
    assert policy.controller.contact not in told


def test_the_operator_lets_it_in(waiting: Waiting) -> None:
    """Once the operator has let the group in, the standing line takes the neutral one's place and the notice opens."""
    waiting.decides(accepted=True)
    (line,) = waiting.lines()
    assert len(line.buttons) == 1
    waiting.presses_line()
    assert HOSTS in waiting.hears()[-1]


def test_it_stays_let_in(waiting: Waiting) -> None:
    """What the operator decided outlives a restart, and an absence of the bot."""
    waiting.decides(accepted=True)
    waiting.handle(waiting.world.removes_bot("mallory"))
    waiting.close()
    waiting.open()
    waiting.handle(waiting.world.adds_bot("mallory"))
    waiting.presses_line()
    assert HOSTS in waiting.hears()[-1]


def test_a_refused_group_asks_nobody(waiting: Waiting) -> None:
    """After the operator has refused a group, its old line's button opens no notice, and the neutral line stands."""
    waiting.decides(accepted=True)
    old = waiting.lines()[-1]
    waiting.decides(accepted=False)
    waiting.handle(waiting.world.presses("noa", old.id, old.buttons[0].token))
    assert HOSTS not in waiting.hears()[-1]
    (line,) = waiting.lines()
    assert line.buttons == ()


def test_the_line_is_renewed_before_it_grows_old(waiting: Waiting) -> None:
    """A line that has stood for thirty days, or was deleted, is posted anew without anybody's coming: once."""
    waiting.decides(accepted=True)
    waiting.world.group().posts.clear()
    waiting.clock.forward(timedelta(days=29))
    waiting.tick()
    assert waiting.lines() == []
    waiting.clock.forward(timedelta(days=1))
    for _ in range(3):
        waiting.tick()
    assert len(waiting.lines()) == 1
