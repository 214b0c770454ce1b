"""What is kept in memory, for how long and how much of it; and who waits for whom."""

import asyncio
import json

import pytest

from adapters.discord.breaker import LIMIT, WINDOW, Breaker
from adapters.discord.handing import GIVEN_UP_AFTER, Handing, Waiting
from adapters.discord.interactions import KEPT_AT_MOST, Interactions, Kind
from adapters.discord.lanes import LIGHT_AT_MOST, WAITING_AT_MOST, Lanes
from adapters.discord.newcomers import Newcomers
from adapters.discord.nonces import KEPT_AT_MOST as NONCES_AT_MOST
from adapters.discord.nonces import Nonces
from adapters.discord.servers import Servers
from adapters.discord.sessions import REST, Sessions, TooManySessions
from adapters.discord.settling import Settling
from adapters.discord.uploading import carried
from groupbot.content import Prompt
from groupbot.events import ButtonPressed, Event, RightsChanged
from groupbot.people import Actor, Chat, Place
from groupbot.ports import Unavailable

pytestmark = pytest.mark.anyio


class Failing:
    """Implements Handler: fails as it is told."""

    def __init__(self, *errors: Exception | None) -> None:
        self.errors = list(errors)
        self.handled = 0

    async def handle(self, _event: Event) -> None:
        """Raise the next error, or count."""
        error = self.errors.pop(0) if self.errors else None
        if error is not None:
            raise error
        self.handled += 1

    async def recognise(self, platform: str, id: str) -> None:  # noqa: A002  (the port's own word)
        """Know no other bot."""

    def prompt(self, _event: ButtonPressed) -> Prompt | None:
        """Ask nothing."""
        return None

    def groups(self, _platform: str) -> frozenset[Chat]:
        """Know nothing."""
        return frozenset()

    def reads(self, _chat: Chat) -> bool:
        """Want no words."""
        return False


def event() -> Event:
    return RightsChanged("k", None, Place(), Actor("discord", "1"))  # type: ignore[arg-type]  # nobody looks at when


async def test_one_lane_in_order_and_others_beside_it() -> None:
    """REQUIRES that a lane keeps its order over repetitions, and that one that waits takes nobody else's place."""
    lanes, done = Lanes(at_once=1), list[str]()

    def job(name: str, *waits: float) -> None:
        left = list(waits)

        async def work() -> float | None:
            done.append(name)
            return left.pop(0) if left else None

        lanes.put(name[0], work)

    job("a1", 0.02, 0.02)
    job("a2")
    job("b1")
    await asyncio.sleep(0.01)
    assert done == ["a1", "b1"]
    await lanes.finish(1)
    assert done == ["a1", "b1", "a1", "a1", "a2"]


async def test_no_more_at_once_than_there_is_room() -> None:
    """REQUIRES that jobs of different lanes run side by side, and never more of them than were agreed."""
    lanes, running, most = Lanes(at_once=2), [0], [0]

    async def job() -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        await asyncio.sleep(0.005)
        running[0] -= 1

    for key in "abcdef":
        lanes.put(key, job)
    await lanes.finish(1)
    assert most == [2]


async def test_a_flood_does_not_push_out_what_was_pressed(caplog: pytest.LogCaptureFixture) -> None:
    """REQUIRES bounded lanes, light events left out first, and one line in the log for all of them."""
    lanes, done, free = Lanes(), list[int](), asyncio.Event()

    async def first() -> None:
        await free.wait()

    async def count(number: int) -> None:
        done.append(number)

    lanes.put("a", first)
    await asyncio.sleep(0)
    for _ in range(LIGHT_AT_MOST + 500):
        lanes.put("a", lambda: count(0), light=True)
    lanes.put("a", lambda: count(1))
    assert len(caplog.records) == 1
    for _ in range(WAITING_AT_MOST):
        lanes.put("a", lambda: count(2))
    free.set()
    await lanes.finish(5)
    assert len(done) == WAITING_AT_MOST
    assert len(caplog.records) == 1


async def test_a_broken_job_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """REQUIRES that a lane goes on after an error, which is named without its words, and that the end is in time."""
    lanes, done = Lanes(), list[int]()

    async def broken() -> None:
        raise ValueError("somebody's words")

    async def fine() -> None:
        done.append(1)

    lanes.put("a", broken)
    lanes.put("a", fine)
    lanes.put("b", asyncio.Event().wait)
    await lanes.finish(0.05)
    assert done == [1]
    assert "ValueError" in caplog.text
    assert "somebody's words" not in caplog.text


async def test_what_fails_is_given_up_after_three_times() -> None:
    """REQUIRES that a defect is tried three times and told once, and that an operator out of reach stops nothing."""
    aside = list[str]()

    async def told(_number: int, kind: str) -> None:
        aside.append(kind)
        raise OSError

    handing = Handing(Failing(*[ValueError()] * 3), told)
    waiting = Waiting(event())
    assert [await handing.once(waiting) is None for _ in range(3)] == [False, False, True]
    assert aside == ["RightsChanged"]


async def test_what_is_away_is_waited_for_and_not_for_ever(caplog: pytest.LogCaptureFixture) -> None:
    """REQUIRES growing waits from the event's coming on, the outside's own where it is longer, one line, and an end."""
    aside = list[str]()

    async def told(_number: int, kind: str) -> None:
        aside.append(kind)

    away = Failing(*[Unavailable("away", 600)] * 99)
    handing = Handing(away, told)
    waiting = Waiting(event())
    waits = [await handing.once(waiting) for _ in range(8)]
    assert waits == [0.2, 0.5, 30, 30, 30, 30, 30, 30]
    assert (aside, len(caplog.records)) == ([], 1)
    waiting.since -= GIVEN_UP_AFTER
    assert await handing.once(waiting) is None
    assert aside == ["RightsChanged"]
    late = Waiting(event(), since=waiting.since)
    away.errors.clear()
    assert await handing.once(late) is None
    assert away.handled == 1, "whatever waited long behind another has one try of its own"


def test_the_breaker_opens_and_closes() -> None:
    """REQUIRES silence after 1,000 refused calls in ten minutes, until the first of them is ten minutes old."""
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(LIMIT - 1):
        breaker.note()
    assert breaker.wait() == 0
    now[0] = 100
    breaker.note()
    assert breaker.wait() == WINDOW - 100
    now[0] = WINDOW
    assert breaker.wait() == 0


def test_interactions_are_bounded() -> None:
    """REQUIRES that no number of interactions grows the memory, and that the newest are found."""
    kept = Interactions()
    for number in range(KEPT_AT_MOST + 10):
        values = {"token": "t", "application": "1", "kind": Kind.PRESS, "person": "7", "own": False, "hidden": True}
        origin = kept.note(kept.new(id=str(number), **values))
    assert kept.get(origin) is not None
    assert (kept.knows("9"), kept.knows("10"), kept.get(None)) == (False, True, None)


def test_newcomers_are_bounded_and_pass_once() -> None:
    """REQUIRES that somebody's screening is passed once, and that the oldest are forgotten first."""
    newcomers = Newcomers(2)
    for person in "abc":
        newcomers.wait("5", person)
    assert [newcomers.passed("5", person) for person in "abbc"] == [False, True, False, True]
    assert not newcomers.passed("6", "c")


def test_numbers_of_messages() -> None:
    """REQUIRES a new number for each message, the old one for one in doubt, once, and a bounded memory."""
    nonces, body = Nonces(), {"content": "\ud800 words"}
    first = nonces.of("6", body)
    assert first != nonces.of("6", body)
    nonces.keep("6", body, first)
    assert nonces.of("7", body) != first
    assert [nonces.of("6", body) == first for _ in range(2)] == [True, False]
    nonces.keep("6", body, first, ("a.json", b"old"))
    assert first not in {nonces.of("6", body, file) for file in (None, ("a.json", b"new"), ("b.json", b"old"))}
    assert nonces.of("6", body, ("a.json", b"old")) == first
    for number in range(NONCES_AT_MOST + 9):
        nonces.keep(str(number), body, "n")
    assert len(nonces._unsure) == NONCES_AT_MOST


def test_a_shard_speaks_for_its_own_servers() -> None:
    """REQUIRES that a new session's list tells what is missing of its own shard, and of no other."""
    servers = Servers()
    even, odd = str(2 << 22), str(3 << 22)
    for shard, guild in ((0, even), (1, odd)):
        assert servers.begin({"shard": [shard, 2], "guilds": [{"id": guild}]}, set()) == frozenset()
    other = str(4 << 22)
    assert servers.begin({"shard": [0, 2], "guilds": []}, {odd, other}) == {even, other}
    assert servers.come({"id": odd, "name": "Odd", "joined_at": "1"}) == (True, False)
    assert servers.come({"id": odd, "joined_at": "1"}) == (True, True)
    assert servers.come({"id": odd, "joined_at": "2"}) == (True, False)
    assert servers.titles == {odd: "Odd"}
    servers.go(odd)
    assert (servers.titles, servers.come({"id": odd, "joined_at": "2"})) == ({}, (False, False))


async def test_steady_changes_are_told() -> None:
    """REQUIRES that changes which never cease are told in between, and none after the end."""
    told = list[str]()
    settling = Settling(told.append, 0.02)
    for _ in range(10):
        settling.change("5")
        await asyncio.sleep(0.005)
    assert len(told) >= 1
    settling.change("5")
    before = len(told)
    settling.stop()
    await asyncio.sleep(0.03)
    assert len(told) == before


def test_a_file_goes_along() -> None:
    """REQUIRES that a file is described in the message itself, which in a first answer stands one level deeper."""
    for body, inside in (({"content": "x"}, []), ({"type": 4, "data": {"content": "x"}}, ["data"])):
        made = carried(body, ("a.yaml", b"x"))
        described = json.loads(made["form"][0]["value"])
        for step in inside:
            described = described[step]
        assert described == {"content": "x", "attachments": [{"id": 0, "filename": "a.yaml"}]}
    assert (carried(None, None), carried({"a": 1}, None)) == ({}, {"json": {"a": 1}})


def test_sessions_of_a_day() -> None:
    """REQUIRES fewer than Discord's 1,000 new sessions in a day of trouble, and a new one at once on a calm one."""
    clock, begun = [0.0], 0
    sessions = Sessions(lambda: clock[0])
    while clock[0] < 86_400:
        if (wait := sessions.wait()) > 0:
            clock[0] += wait
            continue
        sessions.begin()
        begun += 1
        clock[0] += 5
    assert 500 < begun < 1_000
    clock[0] += 3_600
    assert sessions.wait() == 0
    while sessions.wait() == 0:
        sessions.begin()
    assert sessions.wait() == REST
    with pytest.raises(TooManySessions):
        sessions.begin()
