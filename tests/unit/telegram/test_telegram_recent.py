"""What is remembered of a press, and for how long."""

from datetime import UTC, datetime

from adapters.telegram.recent import KEPT_AT_MOST, Recent
from groupbot.events import ButtonPressed, CommandGiven, MessagePosted
from groupbot.people import Actor, Origin, Place

ADA = Actor("telegram", "1")
AT = datetime(2026, 11, 24, tzinfo=UTC)


def pressed(origin: Origin) -> ButtonPressed:
    return ButtonPressed("k", AT, Place(), ADA, "tok", origin)


def test_a_press_allows_an_ephemeral_answer_for_15_and_a_link_for_150_seconds() -> None:
    """REQUIRES Telegram's own limits, after which nothing of the press is known."""
    now = 100.0
    recent = Recent(lambda: now)
    origin = Origin("p", "-1", "3")
    recent.note(pressed(origin))
    assert recent.allows_ephemeral(origin)
    now += 15
    assert not recent.allows_ephemeral(origin)
    found = recent.get(origin)
    assert found is not None
    assert found.token == "tok"
    now += 135
    assert recent.get(origin) is None


def test_only_ephemeral_commands_allow_an_ephemeral_answer() -> None:
    """REQUIRES that a command which everybody saw gives no right to answer so."""
    recent = Recent()
    seen, unseen = Origin("", "-1", "3"), Origin("", "-1", "3", ephemeral=True)
    for origin in (seen, unseen):
        recent.note(CommandGiven("k", AT, Place(), ADA, "notice", "", origin))
    assert (recent.allows_ephemeral(seen), recent.allows_ephemeral(unseen)) == (False, True)


def test_memory_is_bounded_and_holds_no_words() -> None:
    """REQUIRES that messages leave nothing, and that a flood of presses pushes out the oldest."""
    recent = Recent()
    recent.note(MessagePosted("k", AT, Place(), ADA, "words"))
    assert not recent._kept
    for number in range(KEPT_AT_MOST + 10):
        recent.note(pressed(Origin(str(number))))
    assert len(recent._kept) == KEPT_AT_MOST
    assert recent.get(Origin("0")) is None
    assert "tok" not in repr(recent.get(Origin("100")))
