"""Law L16: no message takes more than 10 ms, whatever stands in it, from the platform's object to the last effect."""

import copy
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from telegram import Update

from adapters.sandbox.state import PLATFORM
from adapters.telegram.inbound import translate
from adapters.telegram.presses import START_PARAMETER
from groupbot.events import Event
from groupbot.people import Chat
from groupbot.text.clean import clean_name
from tests.property.hostile import UNITS, bar_ms, grows_straight, least, shape, texts
from tests.property.town import Town
from tests.unit.telegram.conftest import ADA, GROUP, NOW, US, message, update

# Bot API: a text has 4,096 characters, a title or name 255 at most anywhere, a button's data 64 bytes, a start
# parameter 64 characters; but /start can be typed by hand.
TEXT, NAME, DATA = 4096, 255, 64
PRIVATE = {"id": ADA["id"], "type": "private", "first_name": "Ada"}
ENTITIES = ["bold", "italic", "url", "mention", "hashtag", "email", "code", "spoiler", "custom_emoji"]
Body = dict[str, Any]


class Telegram:
    """A town with the whole bot in it, to which updates come as Telegram writes them; nobody's inbox grows."""

    def __init__(self) -> None:
        self.town = Town("noa")
        self.number = 0

    def cost(self, kind: str, body: Body) -> float:
        """Return what an update costs, in milliseconds, its id another at each try."""
        return least(lambda: self.deliver(kind, body))

    def deliver(self, kind: str, body: Body) -> None:
        """Parse, translate and handle one update."""
        self.number += 1
        parsed = Update.de_json(update(kind, copy.deepcopy(body), number=self.number), None)
        for event in translate(parsed, US, NOW, hears_members=False):
            self.town.handle(self.here(event))
        self.town.world.person("noa").inbox.clear()

    def here(self, event: Event) -> Event:
        """Let an event of Telegram's happen in the town."""
        place = event.place
        if place.chat is not None:
            place = replace(place, chat=Chat(PLATFORM, "group"))
        actor = replace(event.actor, platform=PLATFORM, id=self.town.world.person("noa").id)
        return replace(event, place=place, actor=actor)


@pytest.fixture(scope="module")
def telegram() -> Iterator[Telegram]:
    telegram = Telegram()
    yield telegram
    telegram.town.close()


def with_entities(body: Body) -> Body:
    """Let a message carry as many entities as Telegram allows, one inside of another."""
    more = [{"type": ENTITIES[n % len(ENTITIES)], "offset": n % 50, "length": 100 - n} for n in range(99)]
    return body | {"entities": [*body.get("entities", []), *more]}


@given(text=texts(TEXT), private=st.booleans(), kind=st.sampled_from(["message", "edited_message"]))
def test_a_message(telegram: Telegram, text: str, *, private: bool, kind: str) -> None:
    """Requires that words, commands and near misses of commands, new or edited, cost no more than the bar."""
    chat = PRIVATE if private else GROUP
    assert telegram.cost(kind, with_entities(message(text, chat=chat))) < bar_ms()
    assert telegram.cost(kind, message(caption=text, chat=chat, photo=[])) < bar_ms()


@given(argument=st.integers(1, TEXT - len("/start ")).flatmap(texts))
@example(argument="A" * 64)
@example(argument="_" * (TEXT - len("/start ")))
def test_a_deep_link(telegram: Telegram, argument: str) -> None:
    """Requires that whatever stands behind /start costs no more than the bar, and fits no link unless it is one."""
    assert telegram.cost("message", message(f"/start {argument}", chat=PRIVATE)) < bar_ms()
    fits = argument.isascii() and 0 < len(argument) <= DATA and argument.replace("-", "a").replace("_", "a").isalnum()
    assert START_PARAMETER.fullmatch(argument) == fits


@given(data=st.data())
def test_a_press(telegram: Telegram, data: st.DataObject) -> None:
    """Requires that data which nearly is a button's costs no more than the bar."""
    genuine = next(button.token for button in telegram.town.world.group().posts[-1].buttons)
    at = data.draw(st.integers(0, len(genuine) - 1))
    near = [genuine[:at], genuine + genuine[:20], genuine[:at] + "~" + genuine[at + 1 :], genuine.swapcase()]
    token = data.draw(st.sampled_from(near) | st.integers(1, DATA).flatmap(texts))
    body = {"id": "991", "from": ADA, "chat_instance": "1", "data": token, "message": message("x")}
    assert telegram.cost("callback_query", body) < bar_ms()


@given(name=texts(NAME), tag=st.sampled_from([shape(unit, TEXT, "zh-") for unit in UNITS]))
def test_names(telegram: Telegram, name: str, tag: str) -> None:
    """Requires that the names of people and groups, and a client's language, cost no more than the bar."""
    who = ADA | {"first_name": name, "last_name": name, "username": name, "language_code": tag}
    group = GROUP | {"title": name}
    assert telegram.cost("message", message("/notice", chat=group, **{"from": who})) < bar_ms()
    assert telegram.cost("message", message(chat=group, new_chat_members=[who])) < bar_ms()


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_twice_the_text_costs_twice(telegram: Telegram, unit: str) -> None:
    """Requires that costs grow no faster than the text, far beyond what the platform lets through."""

    def words(text: str) -> None:
        telegram.deliver("message", message(text))

    def argument(text: str) -> None:
        telegram.deliver("message", message(f"/start {text}", chat=PRIVATE))

    for work in (words, argument, clean_name, START_PARAMETER.fullmatch):
        assert grows_straight(work, unit, 32 * TEXT)


def test_the_measure_is_not_blind() -> None:
    """Requires that work which takes the square of the length is seen: putting a tower of marks in order."""
    assert not grows_straight(lambda text: unicodedata.normalize("NFC", text), "\u0301\u0323", TEXT)
