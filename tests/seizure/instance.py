"""The bot as an operator runs it: a process of its own, with all its files in one folder."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

from groupbot.appeals import records as appeals
from groupbot.appeals.model import About, Appeal, State
from groupbot.bootstrap import root_key
from groupbot.duties import DUTIES
from groupbot.groups import register
from groupbot.people import Actor, Chat
from groupbot.process.settings import Settings
from groupbot.proofs import records as proofs
from groupbot.proofs.model import WHERE, Request, Sort
from groupbot.reports import records as reports
from groupbot.reports import rules as reporting
from groupbot.reports.model import Reason
from groupbot.reports.tables import KEPT_HOURS
from groupbot.restraint import records
from groupbot.store import database
from groupbot.store.store import Store
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from groupbot.vault.vault import Vault
from tests.standin.telegram import StandIn

HELD_UNTIL = 4_000_000_000  # a second in 2096: the clock of this test is the machine's
APPEALED = "I had read KINKAJOU."
REPORTED, WORRIED = "https://t.me/c/1234567/89", "They wait at my door, with a QUOKKA."
RUN = "import sys; sys.argv[1:] = ['run']; from groupbot.cli.main import main; main()"
POLICY = """\
policy: 1
extends: base
languages: [en, he, ar, zh-hans]
controller: {name: Meadow Society, kind: organisation, contact: desk@meadow.example}
host: {name: Bot keepers, kind: role, contact: "https://keepers.example/"}
confidentiality: closed
storage: {country: DE, provider: Rack House}
jurisdiction: DE
complaint: {name: The Authority, contact: hello@authority.example}
"""


class Instance:
    """The folder of one deployment; `everywhere` is all that somebody who carries the machine off finds, key apart."""

    def __init__(self, folder: Path) -> None:
        self.everywhere = folder / "machine"
        self.data = self.everywhere / "data"
        self.root_key = folder / "elsewhere" / "root.key"
        for path in (self.everywhere, *(self.everywhere / name for name in ("config", "logs", "tmp", "home"))):
            path.mkdir(parents=True)
        self.root_key.parent.mkdir()
        self.root_key.touch(mode=0o600)
        self.root_key.write_bytes(new_key_file(SystemRandom()))
        (self.everywhere / "config" / "policy.yaml").write_text(POLICY)

    @property
    def log(self) -> Path:
        """Return where the process writes what it has to say."""
        return self.everywhere / "logs" / "groupbot.log"

    def files(self) -> dict[str, bytes]:
        """Return every file of the machine with its bytes."""
        found = sorted(path for path in self.everywhere.rglob("*") if path.is_file())
        return {str(path.relative_to(self.everywhere)): path.read_bytes() for path in found}

    def settings(self) -> Settings:
        """Return the settings of the instance, as its operator's commands read them."""
        return Settings.model_construct(
            data=self.data,
            policy=self.everywhere / "config" / "policy.yaml",
            root_key_file=self.root_key,
            telegram_token_file=self.everywhere / "config" / "token",
        )

    async def holds(self, chat: str, who: str) -> None:
        """Enter that the bot keeps somebody from writing, as what decides so will; they appeal, report, and ask."""
        person = Actor("telegram", who)
        until, now = datetime.fromtimestamp(HELD_UNTIL, UTC), datetime.now(UTC)
        today = now.date().toordinal()
        chosen = self.settings()

        def enter(unit: Unit) -> None:
            row = register.at(unit, Chat("telegram", chat))
            assert row is not None
            records.put(unit, row.number, person, until, now)
            handle = unit.vault.enrol(row.number, person.platform, person.id)
            what = Appeal(State.OPEN, today, today + 14, About.RESTRICTION, "", "telegram", who, "ar", APPEALED)
            appeals.new(unit, row.number, handle, what, SystemRandom())
            draft = reporting.with_words(reporting.drafted(REPORTED, today), WORRIED)
            report = reporting.sent(reporting.with_reason(draft, Reason.THREAT), today)
            ends = int(now.timestamp()) // 3600 + KEPT_HOURS
            reports.new(unit, row.number, handle, report, ends, SystemRandom())
            proofs.put(unit, row.number, handle, Request(Sort.RECEIPT, WHERE, 0), today, SystemRandom())

        with closing(Vault.open(chosen.vault, root_key(chosen), SystemRandom())) as vault:
            store = Store(database.connect(chosen.database), vault, DUTIES)
            await store.write(enter)
            store.close()

    @asynccontextmanager
    async def running(self, tg: StandIn) -> AsyncIterator[None]:
        """Run the bot against Telegram's stand-in, and stop it in order."""
        machine = self.everywhere
        (machine / "config" / "token").write_text(tg.token)
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(machine / "home"),
            "TMPDIR": str(machine / "tmp"),
            "SQLITE_TMPDIR": str(machine / "tmp"),
            "GROUPBOT_DATA": str(self.data),
            "GROUPBOT_POLICY": str(machine / "config" / "policy.yaml"),
            "GROUPBOT_GROUPS": "any",
            "GROUPBOT_ROOT_KEY_FILE": str(self.root_key),
            "GROUPBOT_TELEGRAM_TOKEN_FILE": str(machine / "config" / "token"),
            "GROUPBOT_TELEGRAM_API": tg.base_url,
            "GROUPBOT_LOG_LEVEL": "DEBUG",
        }
        with self.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", RUN, cwd=machine / "home", env=environment, stdout=log, stderr=log
            )
            try:
                yield
            finally:
                if process.returncode is None:
                    process.send_signal(signal.SIGTERM)
                code = await asyncio.wait_for(process.wait(), 20)
        assert code == 0, self.log.read_text()
