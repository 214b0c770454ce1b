"""Whoever shows what does not match reads the same in each case, and as soon: the whole way, from event to effects."""

import gc
import os
import random
import time
from collections.abc import Iterator, Mapping

import pytest

from groupbot.actions import Action
from groupbot.content import Content
from groupbot.effects import Effect, Whisper
from groupbot.events import CommandGiven, Event
from groupbot.people import Origin, Place
from tests.property.town import Town
from tests.timed import apart
from tests.unit.proofs.shown import Show, failing, is_held, presses, show

# GROUPBOT_TIMING_SAMPLES=10000 .venv/bin/python -m pytest tests/unit/proofs/test_verify_alike.py -n 0
SAMPLES = int(os.environ.get("GROUPBOT_TIMING_SAMPLES", "500"))


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    opened = Town("noa", "dan", "eve", "bob")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def cases(town: Town) -> Mapping[str, Show]:
    """Return what does not match, by name."""
    return failing(town)


def asking(town: Town, cases: Mapping[str, Show], way: str) -> dict[str, Event]:
    """Return the event for each case in which Eve shows it: behind the command, or as an answer to the question."""
    if way == "code":
        actor, now = town.world.person("eve").actor, town.clock.now()
        return {
            name: CommandGiven(name, now, Place(), actor, "verify", each.code, Origin()) for name, each in cases.items()
        }
    events = {}
    for name, each in cases.items():
        presses(town, "eve", "/verify", Action.VERIFY_ASK)
        events[name] = town.world.writes("eve", each.file)
    return events


def seen(effects: tuple[Effect, ...]) -> list[tuple[object, ...]]:
    """Return all of the effects that a reader can tell apart: their kinds, words, and buttons without their tokens."""
    return [
        (type(effect), effect.to, effect.near, *_content(effect.content))
        for effect in effects
        if isinstance(effect, Whisper)
    ] + [(type(effect),) for effect in effects if not isinstance(effect, Whisper)]


def _content(content: Content) -> tuple[object, ...]:
    return content.body, content.language, [[(button.label, button.url) for button in row] for row in content.rows]


@pytest.mark.parametrize("way", ["code", "file"])
def test_the_same_effects(town: Town, cases: Mapping[str, Show], way: str) -> None:
    """REQUIRES one message of the same words and buttons for wrong, changed, erased and foreign ones, and no row."""
    before = town.tables()
    told = [seen(town.handle(event).effects) for event in asking(town, cases, way).values()]
    assert [len(each) for each in told] == [1] * 4
    assert all(each == told[0] for each in told)
    assert town.tables() == before


@pytest.mark.parametrize("way", ["code", "file"])
def test_the_same_time(town: Town, cases: Mapping[str, Show], way: str) -> None:
    """REQUIRES that from event to effects the four cases take times that cannot be told apart (Welch's t below 4.5)."""
    for taken in town.run(_taken(town, asking(town, cases, way))):
        assert apart(taken) == {}


def test_the_measure_sees_a_match(town: Town) -> None:
    """REQUIRES that what matches, which takes more steps, is told apart by the time it computes: it is not blind."""
    is_held(town, "bob")
    match = show(town, "bob")
    events = asking(town, {"match": match, "wrong": Show(match.code[:-8], "")}, "code")
    _passed, computed = town.run(_taken(town, events))
    assert apart(computed).keys() == {("match", "wrong")}


async def _taken(town: Town, events: Mapping[str, Event]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Return the time that passed, and the time that all threads computed, which no other work on the machine blurs."""
    passed: dict[str, list[int]] = {name: [] for name in events}
    computed: dict[str, list[int]] = {name: [] for name in events}
    names = list(events)
    gc.disable()
    try:
        for round_ in range(SAMPLES + 50):
            random.shuffle(names)
            for name in names:
                begun, computing = time.perf_counter_ns(), time.process_time_ns()
                await town.house.handle(events[name])
                if round_ >= 50:
                    computed[name].append(time.process_time_ns() - computing)
                    passed[name].append(time.perf_counter_ns() - begun)
    finally:
        gc.enable()
    return passed, computed
