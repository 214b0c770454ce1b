"""Sets the scene: a folder for the deployment, groups that the bot has come into, and the notice that people read."""

import os
import random
from dataclasses import dataclass
from pathlib import Path

from groupbot.buttons import Buttons, Press
from groupbot.consent.model import Purpose
from groupbot.people import Actor
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from groupbot.vault.root import RootKey, RootSource, read_root_key
from tests.crash.model import Expected
from tests.crash.town import SPOKEN, Town
from tests.going_live import go_live
from tests.seizure.instance import POLICY
from tests.standin.telegram import Person, Post, Room, StandIn

GROUPS = ("Editors", "Patrollers", "Newcomers")
LATENCY = 0.01
"""Seconds that Telegram takes for a call here: long enough for a kill to fall between a call and its end."""
PATIENCE = 30.0


@dataclass(frozen=True)
class Place:
    """Where one deployment lies."""

    folder: Path
    url: str

    @property
    def data(self) -> Path:
        """Return the data folder."""
        return self.folder / "data"

    def lay_out(self, tg: StandIn) -> tuple[RootKey, dict[str, str]]:
        """Make what an operator makes, and return the root key and the settings."""
        self.data.mkdir(mode=0o700)
        key, policy, token = self.folder / "root.key", self.folder / "policy.yaml", self.folder / "token"
        os.close(os.open(key, os.O_WRONLY | os.O_CREAT, 0o600))
        key.write_bytes(new_key_file(SystemRandom()))
        policy.write_text(POLICY + "appeals: {deciders: 2}\n")
        token.write_text(tg.token)
        settings = {
            "GROUPBOT_DATA": str(self.data),
            "GROUPBOT_POLICY": str(policy),
            "GROUPBOT_GROUPS": "any",
            "GROUPBOT_ROOT_KEY_FILE": str(key),
            "GROUPBOT_TELEGRAM_TOKEN_FILE": str(token),
            "GROUPBOT_TELEGRAM_API": tg.base_url,
        }
        return read_root_key(RootSource(key)), settings | ({"GROUPBOT_DATABASE_URL": self.url} if self.url else {})


async def set_scene(tg: StandIn, root: RootKey, luck: random.Random) -> Town:
    """Bring the bot into the groups, read the notice in each language, and let people move in."""
    buttons = Buttons(root.subkey("buttons"))
    owner = tg.world.person("ada", started=True)
    rooms: dict[int, Room] = {}
    prints: dict[str, int] = {}
    scouts = {code: tg.world.person("scout", language=code, started=True) for code in SPOKEN.values()}
    for title in GROUPS:
        room = tg.world.group(title, owner=owner, members=tuple(scouts.values()))
        await owner.makes_bot(room, "left")
        await owner.makes_bot(room, "administrator")
        await go_live(tg, owner, room)
        line = await _line(tg, room)
        for code, scout in scouts.items():
            token = await _read(tg, scout, line)
            press = buttons.open(token, tg.clock.now(), Actor("telegram", str(scout.id)))
            if not isinstance(press, Press):
                raise TypeError(f"a button of the notice does not open: {press}")
            prints[code] = press.shown
            rooms[press.group] = room
    town = Town(tg, buttons, owner, rooms, prints, Expected(tuple(rooms), frozenset(Purpose)), luck)
    town.settle_in()
    await town.court.agrees()
    tg.world.faults.slow(LATENCY, times=1 << 62)
    await tg.until(lambda: not tg.world.updates.pending, PATIENCE)
    return town


async def _read(tg: StandIn, scout: Person, line: Post) -> str:
    """Open the notice from the group's line, and return what its button carries."""
    already = len(scout.inbox)
    await scout.presses(line, next(iter(line.buttons.values())))
    await tg.until(lambda: len(scout.inbox) > already, PATIENCE)
    return next(iter(scout.inbox[-1].buttons.values()))


async def _line(tg: StandIn, room: Room) -> Post:
    await tg.until(lambda: any("Read and choose" in post.buttons for post in room.messages), PATIENCE)
    return next(post for post in reversed(room.messages) if "Read and choose" in post.buttons)
