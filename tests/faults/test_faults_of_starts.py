"""What happens when the bot starts before its files can be had."""

from contextlib import AbstractContextManager

import pytest

from tests.conversation.listening import PATIENCE
from tests.faults.causes import locked
from tests.faults.consenting import consents_once, waits
from tests.faults.row import Row, shows
from tests.faults.trial import Trial

pytestmark = pytest.mark.anyio
WAITS = "not serving yet, and trying again"


async def starts_during(trial: Trial, fault: AbstractContextManager[None]) -> None:
    """Start the bot while a fault lasts; it must wait for its end in few words, and then keep noa's consent once."""
    await trial.killed(trial.bot)
    with fault:
        trial.serves(await trial.machine.starts(trial.stage.deployment.site))
        await trial.tg.until(lambda: trial.says(WAITS), PATIENCE)
        await waits(trial)
        assert len(trial.bot.said()) <= 2, trial.bot.log.read_text()
    await consents_once(trial)


@shows(
    Row(
        "The bot starts while another program holds the database",
        "Nobody is answered until it is over; then everybody is.",
        (WAITS, "the database did not answer: another program holds it locked"),
        "Find who has the database open, such as a backup or a shell, and end it; the bot need not be started again.",
        20,
    )
)
async def test_a_start_while_the_database_is_locked(trial: Trial) -> None:
    """REQUIRES that a bot which is started too early waits, says why once a minute, and serves when it can."""
    await starts_during(trial, locked(trial.data / "groupbot.db", "IMMEDIATE"))


@shows(
    Row(
        "The bot starts while another program holds the vault",
        "Nobody is answered until it is over; then everybody is.",
        (WAITS, "vault.db answered: database is locked. Another process holds it"),
        "Nothing but groupbot may open the vault: end what does; the bot need not be started again.",
        20,
    )
)
async def test_a_start_while_the_vault_is_locked(trial: Trial) -> None:
    """REQUIRES the same of the vault, without which nothing can be opened."""
    await starts_during(trial, locked(trial.data / "vault.db", "EXCLUSIVE"))
