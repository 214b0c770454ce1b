"""What happens when Telegram cannot be reached, answers nothing, or asks for patience."""

import pytest

from tests.conversation.listening import PATIENCE
from tests.conversation.walks import agrees
from tests.faults.length import SCALE, SECONDS
from tests.faults.row import Row, shows
from tests.faults.trial import ERASED, HELLO, SAVED, Trial

pytestmark = pytest.mark.anyio
# As good as for ever: a test ends its faults itself.
ALWAYS = 1_000_000
WRITING = ("sendMessage", "editMessageText")


@shows(
    Row(
        "The network to Telegram is gone",
        "Nothing is answered. What was pressed or asked is answered once when the network is back.",
        ("Telegram does not answer", "Telegram answers again"),
        "Nothing, if the network comes back. Otherwise check network, DNS and firewall of the machine.",
        35,
    )
)
async def test_the_network_is_gone(trial: Trial) -> None:
    """REQUIRES that the bot asks ever more seldom while nobody answers, and handles all that happened meanwhile."""
    async with trial.lasting():
        await trial.tg.refuse_connections()
        await trial.tg.until(lambda: trial.says("Telegram does not answer"), PATIENCE)
        await trial.presses("noa", "button-save")
        await trial.asks("eve")
    await trial.tg.accept_connections()
    await trial.recovers(lambda: trial.sees("noa", SAVED) and trial.sees("eve", HELLO) and not trial.unconfirmed)
    assert (await trial.kept(), await trial.kept("outbox"), trial.sees("noa", SAVED)) == (1, 0, 1)


@shows(
    Row(
        "Telegram sends what the bot writes, and its answers to the bot get lost on the way",
        "A choice is made once; its answer may come twice.",
        ("answers wait", "Telegram did not take the call (NetworkError)"),
        "Nothing, if it passes. Otherwise check the network of the machine.",
        100,
    )
)
async def test_answers_of_telegram_are_lost(trial: Trial) -> None:
    """REQUIRES that what may have been sent is sent again where it answers a decision, and decided once."""
    faults = trial.tg.world.faults
    lost = [faults.drop("after", method, times=ALWAYS) for method in WRITING]
    async with trial.lasting():
        await trial.presses("noa", "button-save")
        await trial.tg.until(lambda: trial.sees("noa", SAVED) and not trial.unconfirmed, PATIENCE)
        assert (await trial.kept(), await trial.kept("outbox")) == (1, 1)
    for each in lost:
        faults.waiting.remove(each)
    await trial.owes_nothing()
    assert (await trial.kept(), trial.sees("noa", SAVED) >= 1) == (1, True)


@shows(
    Row(
        "Telegram asks for patience at every call (429)",
        "Who withdraws is erased at once and told later. Nobody can consent: the screen stays, press again later. "
        "Other answers are tried for two minutes: after that ask again.",
        ("effect lost", "answers wait", "(429); that passes", "and sends no updates"),
        "Nothing. If it happens often, serve fewer groups with one bot.",
        100,
    )
)
async def test_telegram_asks_for_patience_at_every_call(trial: Trial) -> None:
    """REQUIRES that a storm of 429 is borne without hurry: a withdrawal is kept in it, a consent possible after."""
    await agrees(trial.stage, "eve", "events")
    faults, patience = trial.tg.world.faults, max(1, int(SECONDS / 10))
    storm = faults.too_many(after=patience, times=ALWAYS)
    faults.too_many("getUpdates", after=patience, times=2)
    async with trial.lasting():
        await trial.presses("eve", "button-withdraw")
        await trial.presses("noa", "button-save")
        await trial.tg.until(lambda: not trial.unconfirmed, 30 * SCALE + PATIENCE)
        assert (await trial.kept(), await trial.kept("outbox"), trial.sees("eve", ERASED)) == (0, 1, 0)
    faults.waiting.remove(storm)
    await trial.owes_nothing()
    assert (trial.sees("eve", ERASED), trial.sees("noa", SAVED)) == (1, 0)
    await trial.presses("noa", "button-save")
    await trial.recovers(lambda: trial.sees("noa", SAVED))
    assert await trial.kept() == 1


@shows(
    Row(
        "Telegram asks for patience in one chat (429)",
        "That chat is answered later, and no button spins in it. All others are answered as always.",
        ("answers wait",),
        "Nothing.",
        100,
    )
)
async def test_telegram_asks_for_patience_in_one_chat(trial: Trial) -> None:
    """REQUIRES that a chat under a hold delays nobody else, that its presses are answered and its answers follow."""
    noa = trial.stage.people["noa"].id
    faults = trial.tg.world.faults
    storm = [faults.too_many(method, chat=noa, after=max(6, int(SECONDS / 2)), times=ALWAYS) for method in WRITING]
    async with trial.lasting():
        press = await trial.presses("noa", "button-save")
        await trial.asks("eve")
        await trial.tg.until(lambda: trial.sees("eve", HELLO), PATIENCE)
        await trial.tg.until(lambda: press.answered, PATIENCE)
        assert (await trial.kept(), trial.sees("noa", SAVED)) == (1, 0)
    for each in storm:
        faults.waiting.remove(each)
    await trial.owes_nothing()
    assert trial.sees("noa", SAVED) == 1
