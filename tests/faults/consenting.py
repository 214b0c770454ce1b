"""How noa's consent has to fare while nothing can be kept, and afterwards."""

from tests.faults.trial import SAVED, Trial


async def waits(trial: Trial) -> None:
    """Let noa press and the fault last: she is told nothing, Telegram is told nothing, and nothing is kept of her."""
    async with trial.lasting():
        press = await trial.presses("noa", "button-save")
    assert (trial.sees("noa", SAVED), press.answered, len(trial.unconfirmed)) == (0, False, 1)


async def consents_once(trial: Trial) -> None:
    """See all go well in time after the fault: one consent, one answer, nothing owed."""
    await trial.recovers(lambda: trial.sees("noa", SAVED) and not trial.unconfirmed)
    assert (await trial.kept(), await trial.kept("outbox"), trial.sees("noa", SAVED)) == (1, 0, 1)
