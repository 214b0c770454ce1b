"""What somebody does with /proof at a desk, as the feature alone is handed it, and time that the bot counts."""

from datetime import datetime, timedelta
from functools import partial

from groupbot.actions import Action
from groupbot.buttons import Press
from groupbot.content import Choice, Text
from groupbot.decision import Decision
from groupbot.people import Actor
from groupbot.proofs import asking
from groupbot.proofs.model import Filed
from groupbot.proofs.records import of
from groupbot.routes import ACTIONS
from groupbot.store.unit import Unit
from groupbot.upkeep.timekeeper import TimeKeeper
from tests.casework import case, here
from tests.unit.ledger_store.desk import NOA, Desk

BOTH, NEITHER = 3, 0
DAY = timedelta(hours=24)
MINUTE = timedelta(minutes=1)
STEP = timedelta(minutes=40)


class Asker:
    """Somebody at a desk whose clock goes on by minutes."""

    def __init__(self, desk: Desk, who: Actor = NOA) -> None:
        self.desk = desk
        self.who = who

    async def opens(self) -> Decision:
        """Give the command in private."""
        work = partial(asking.overview, case=case(self.desk, self.who, None, (self.desk.here,)))
        answer: Decision = await self.desk.shelf.store.read(work)
        return answer

    async def presses(self, action: int, value: int = 0, shown: int = 0) -> Decision:
        """Press a button of the desk's group."""
        press = Press(action, self.desk.here.number, value, shown)
        route = ACTIONS[action]
        pressed = here(self.desk, self.who, press)

        def work(unit: Unit) -> Decision:
            return route.answer(unit, pressed)

        if route.writes:
            written: Decision = (await self.desk.shelf.store.write(work)).result
            return written
        answer: Decision = await self.desk.shelf.store.read(work)
        return answer

    async def asks(self, opens: int = BOTH, at: int = 0) -> Decision:
        """Ask for the proof of one of the entries."""
        kept = (await self.desk.entries(self.who))[at]
        return await self.presses(Action.PROOF_ASK, opens, int.from_bytes(kept.id[:4], "big"))

    async def waiting(self) -> tuple[Filed, ...]:
        """Return the requests there are."""
        handle = await self.desk.handle(self.who)
        return () if handle is None else await self.desk.shelf.store.read(partial(of, handle=handle))

    async def fetches(self) -> Decision:
        """Press *Fetch* of the first request."""
        return await self.presses(Action.PROOF_FILE, shown=(await self.waiting())[0].number)


def set_clock(desk: Desk, moment: datetime) -> None:
    """Let the machine's clock say something else."""
    desk.day, desk.at = moment.date(), moment.time()


async def runs(desk: Desk, span: timedelta) -> None:
    """Let time go by while the bot runs."""
    keeper = TimeKeeper(desk.shelf.store, desk)
    while span:
        step = min(span, STEP)
        set_clock(desk, desk.now() + step)
        await keeper.tick()
        span -= step


def keys(decision: Decision) -> list[str]:
    """Return the keys of the paragraphs that are shown."""
    assert decision.show is not None
    return [part.key for part in decision.show.parts if isinstance(part, Text)]


def choices(decision: Decision) -> list[Choice]:
    """Return the buttons that are shown."""
    assert decision.show is not None
    return [choice for row in decision.show.rows for choice in row]
