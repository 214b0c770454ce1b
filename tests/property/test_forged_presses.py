"""Law L12 at the engine: no forged, stolen, replayed or expired button is accepted, whatever it stands for."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from struct import pack_into

import pytest

from groupbot.actions import Action
from groupbot.buttons import Press
from groupbot.events import ButtonPressed, Event, TextGiven
from groupbot.people import Origin, Place
from groupbot.ports import Standing
from groupbot.routes import ACTIONS, ANSWERS, QUESTIONS
from tests.property.pressable import PUBLIC, Shown, read
from tests.property.town import Town

REFUSED = {"why-not-forged", "why-not-expired"}
BITS = 31 * 8


def genuine(town: Town, action: int, who: str = "ada", *, public: bool = False) -> Shown:
    """Return a button of the bot's own making."""
    world = town.world
    press = Press(action, town.number("group"), 1, 2, public)
    token = town.house.engine._buttons.make(press, world.clock.now(), world.person(who).actor)
    return read(who, "1", token)


def accepted(town: Town, who: str, token: str, *, words: bool) -> bool:
    """Tell whether the bot takes a token from somebody, as a press or as the answer to a question."""
    world = town.world
    key, at, actor = f"forged:{world.number()}", world.clock.now(), world.person(who).actor
    origin = Origin(f"press:{world.number()}", world.person(who).id, "1")
    event: Event
    if words:
        event = TextGiven(key, at, Place(), actor, token, "words", origin)
    else:
        event = ButtonPressed(key, at, Place(), actor, token, origin)
    handled = town.handle(event)
    reasons = {text.key for text in handled.decision.why_not}
    assert handled.wrote is False or not reasons & REFUSED
    return not reasons & REFUSED


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    """Return a town in which ada is an admin and mallory a member, with nobody else."""
    with closing(Town("mallory", fresh=True)) as made:
        made.world.group().standings["mallory"] = Standing.MEMBER
        yield made


@pytest.fixture(scope="module")
def buttons(town: Town) -> dict[int, Shown]:
    """Return a genuine personal button of ada's for every action, and every question, that there is."""
    return {action: genuine(town, action) for action in sorted({*ACTIONS, *QUESTIONS})}


def test_what_is_genuine_is_accepted(town: Town, buttons: dict[int, Shown]) -> None:
    """REQUIRES that the buttons tried below would be taken as they are, so that it is the forging which fails."""
    harmless = [Action.NOTICE, Action.PRIVACY, Action.SETUP, Action.SETTINGS, Action.ASK_WIKI, Action.POLICY]
    assert all(accepted(town, "ada", buttons[action].token, words=False) for action in harmless)
    assert accepted(town, "mallory", genuine(town, Action.PRIVACY, public=True).token, words=False)


def test_no_flipped_bit_is_accepted(town: Town, buttons: dict[int, Shown]) -> None:
    """REQUIRES of each action that a token with any one bit flipped opens nothing, as a press or with words."""
    taken = 0
    for shown in buttons.values():
        raw = urlsafe_b64decode(shown.token + "=" * (-len(shown.token) % 4))
        for bit in range(0, BITS, 7):
            changed = bytearray(raw)
            changed[bit // 8] ^= 1 << bit % 8
            forged = urlsafe_b64encode(bytes(changed)).decode().rstrip("=")
            taken += accepted(town, "ada", forged, words=shown.action in ANSWERS)
    assert taken == 0


def test_no_stolen_or_swapped_button_is_accepted(town: Town, buttons: dict[int, Shown]) -> None:
    """REQUIRES that nobody else's button opens anything, nor one whose action, value, group or text was exchanged."""
    taken = 0
    for shown in buttons.values():
        if not shown.public:
            taken += accepted(town, "mallory", shown.token, words=False)
            taken += accepted(town, "mallory", shown.token, words=True)
        raw = urlsafe_b64decode(shown.token + "=" * (-len(shown.token) % 4))
        for kind, at, other in (
            ("B", 1, 7),
            ("B", 1, 71),
            ("B", 1, PUBLIC | 71),
            ("I", 4, 12345),
            ("I", 12, 99),
            ("H", 2, 513),
        ):
            changed = bytearray(raw)
            pack_into(f">{kind}", changed, at, other)
            if bytes(changed) != raw:
                forged = urlsafe_b64encode(bytes(changed)).decode().rstrip("=")
                taken += accepted(town, "ada", forged, words=False)
    assert taken == 0


def test_a_press_told_twice_counts_once(town: Town, buttons: dict[int, Shown]) -> None:
    """REQUIRES that a press which wrote something and is delivered again writes nothing again."""
    world = town.world
    button = buttons[Action.PAUSE]
    pressing = ButtonPressed("again", world.clock.now(), Place(), world.person("ada").actor, button.token, Origin())
    assert town.handle(pressing).wrote
    again = town.handle(pressing)
    assert not again.wrote
    assert [text.key for text in again.decision.why_not] == ["why-not-twice"]


def test_no_expired_button_is_accepted() -> None:
    """REQUIRES that after its time no personal button opens anything, as a press or with words."""
    with closing(Town("mallory", fresh=True)) as town:
        held = [genuine(town, action) for action in sorted({*ACTIONS, *QUESTIONS})]
        town.clock.forward(timedelta(hours=73))
        assert not any(accepted(town, "ada", shown.token, words=shown.action in ANSWERS) for shown in held)
