"""A screen that takes several messages, of which Discord takes some: it goes on where it stopped."""

from typing import Any

import pytest
from discord.http import Route

from adapters.discord.answering import Answers
from adapters.discord.begun import KEPT, KEPT_AT_MOST, Begun
from adapters.discord.interactions import Interaction, Kind, State
from adapters.discord.speaking import Voice
from groupbot.content import Content, Rich
from groupbot.ports import Unavailable

pytestmark = pytest.mark.anyio
LONG = Content(Rich("\n\n".join(f"{number} " + "words " * 200 for number in range(3))))


class Answering:
    """Stands for adapters.discord.calls.Calls: of each call `fates` says whether it is `taken`, as later ones are."""

    def __init__(self, fates: str) -> None:
        self.fates = fates.split()
        self.posted: list[str] = []

    async def request(self, _route: Route, **body: Any) -> dict[str, str]:
        """Take a message or not."""
        if self.fates and self.fates.pop(0) != "taken":
            raise Unavailable("away", 1.0)
        message = body["json"].get("data", body["json"])
        self.posted.append(message["content"].split()[0])
        return {"id": str(len(self.posted))}

    answer = request


def voice(calls: Any) -> Voice:
    return Voice(calls, None, lambda: "1")  # type: ignore[arg-type]  # no channel is looked for


async def test_a_long_screen_goes_on_where_it_stopped() -> None:
    """REQUIRES that no part is posted twice, that the last one's id is returned, and that the next screen is whole."""
    calls = Answering("taken lost taken lost lost")
    speaking = voice(calls)
    for _ in range(3):
        with pytest.raises(Unavailable):
            await speaking.post("7", LONG)
    assert await speaking.post("7", LONG) == "3"
    assert calls.posted == ["0", "1", "2"]
    await speaking.post("7", LONG)
    assert calls.posted == ["0", "1", "2"] * 2


async def test_another_place_gets_it_whole() -> None:
    """REQUIRES that what stands in one channel shortens nothing in another."""
    calls = Answering("taken lost")
    speaking = voice(calls)
    with pytest.raises(Unavailable):
        await speaking.post("7", LONG)
    await speaking.post("8", LONG)
    assert calls.posted == ["0", "0", "1", "2"]


@pytest.mark.parametrize("state", [State.NEW, State.HELD], ids=["at once", "after a while"])
async def test_a_long_answer_goes_on_where_it_stopped(state: State) -> None:
    """REQUIRES the same of what answers an interaction, whichever way its first part went."""
    calls: Any = Answering("taken lost lost taken")
    answers = Answers(calls)
    interaction = Interaction("5", "t", "1", Kind.PRESS, "9", own=False, hidden=True, since=0.0, state=state)
    for _ in range(2):
        with pytest.raises(Unavailable):
            await answers.screen(interaction, LONG, replace=False)
    assert await answers.screen(interaction, LONG, replace=False)
    assert calls.posted == ["0", "1", "2"]


def test_what_has_begun_is_forgotten_in_time() -> None:
    """REQUIRES that a beginning counts for two hours, once, and that only so many are remembered."""
    now = [0.0]
    begun = Begun(lambda: now[0])
    begun.keep(b"a", 2, "9")
    begun.keep(b"b", 1, "8")
    now[0] = KEPT - 1
    assert [begun.take(b"a") for _ in range(2)] == [(2, "9"), (0, "")]
    now[0] = KEPT
    assert begun.take(b"b") == (0, "")
    for number in range(KEPT_AT_MOST + 3):
        begun.keep(str(number).encode(), 1, "1")
    assert [begun.take(str(number).encode())[0] for number in (2, 3)] == [0, 1]
