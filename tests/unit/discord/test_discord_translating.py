"""Raw payloads into events: who, where, what; and what is nothing to us."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.discord import inbound, interacting
from adapters.discord.interactions import Interactions, Kind
from groupbot.events import BotAdded, ButtonPressed, CommandGiven, JoinNoticed, MessagePosted, TextGiven
from groupbot.people import ActorKind, Chat, MessageRef, Place

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ID = "1575070894370324484"
NOA = {"id": "7", "username": "noa", "global_name": "Noa"}
SERVER = {"guild_id": "5", "channel_id": "6", "authorizing_integration_owners": {"0": "5"}, "context": 0}


def message(**fields: Any) -> dict[str, Any]:
    return {"id": ID, "channel_id": "6", "guild_id": "5", "type": 0, "author": NOA, "content": "words", **fields}


def interaction(kind: int, data: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"id": ID, "token": "t", "application_id": "1", "type": kind, "data": data, "user": NOA, **fields}


def of_message(raw: dict[str, Any], *, edited: bool = False, content: bool = False) -> tuple[Any, ...]:
    return inbound.of_message(raw, {"5": "Readers"}, us="1", edited=edited, content=content)


def test_a_message_without_its_words() -> None:
    """REQUIRES place, sender and moment of a server's message, and its words only where they are wanted."""
    (posted,) = of_message(message())
    assert isinstance(posted, MessagePosted)
    assert (posted.place, posted.text, posted.key) == (Place(Chat("discord", "5"), "6", "Readers"), "", f"message:{ID}")
    assert (posted.actor.name, posted.actor.kind, posted.at.year) == ("Noa", ActorKind.PERSON, 2026)
    assert of_message(message(), content=True)[0].text == "words"
    assert of_message({**message(), "guild_id": None})[0].text == "words"


@pytest.mark.parametrize(
    "raw",
    [
        message(author={"id": "1"}),
        {"id": ID, "channel_id": "6"},
        message(type=6),
        message(type=18),
        message(type=20),
        message(type=46),
    ],
    ids=["our own", "no author", "a pin", "a thread", "a command", "a poll's end"],
)
def test_what_is_no_message(raw: dict[str, Any]) -> None:
    """REQUIRES that our own words, Discord's notices and updates without an author are nothing."""
    assert of_message(raw) == ()


def test_an_edit() -> None:
    """REQUIRES a key of its own for each edit, and nothing for an update by which nobody changed a word."""
    assert of_message(message(edited_timestamp=None), edited=True) == ()
    (first,), (second,) = (of_message(message(edited_timestamp=moment), edited=True) for moment in "12")
    assert len({first.key, second.key, f"message:{ID}"}) == 3


def test_a_join_notice() -> None:
    """REQUIRES the notice's place, and nothing of it when it is edited or stands in a private chat."""
    (noticed,) = of_message(message(type=7))
    assert isinstance(noticed, JoinNoticed)
    assert noticed.message == MessageRef("5", ID, "6")
    assert of_message(message(type=7, edited_timestamp="1"), edited=True) == ()
    assert of_message({**message(type=7), "guild_id": None}) == ()


@pytest.mark.parametrize(
    "author",
    [{"webhook_id": "9"}, {"author": {**NOA, "bot": True}}, {"author": {**NOA, "system": True}}],
    ids=["webhook", "bot", "system"],
)
def test_programs(author: dict[str, Any]) -> None:
    """REQUIRES that what a program sent is no person's."""
    assert of_message(message(**author))[0].actor.kind is ActorKind.BOT


@pytest.mark.parametrize(
    ("known", "ago", "told"), [(False, 99, True), (True, 99, False), (True, 0, True)], ids=["new", "old", "missed"]
)
def test_a_server_that_is_there(known: bool, ago: int, told: bool) -> None:  # noqa: FBT001  (parameters of pytest)
    """REQUIRES BotAdded for a server that was not named, and for one that the bot came into within a day."""
    joined = (NOW - timedelta(days=ago)).isoformat()
    events = inbound.of_guild({"id": "5", "name": "Readers", "joined_at": joined}, NOW, known=known)
    assert [type(event) for event in events] == ([BotAdded] if told else [])
    assert inbound.of_guild({"id": "5", "joined_at": "never"}, NOW, known=True) == ()


@pytest.mark.parametrize("owners", [{"0": "5"}, {"0": "5", "1": "7"}], ids=["server", "both"])
def test_a_command_where_the_bot_is(owners: dict[str, str]) -> None:
    """REQUIRES the server as the group, the words as the argument, and an answer for one pair of eyes."""
    options = [{"type": 3, "name": "what", "value": "undo"}, {"type": 4, "name": "n", "value": 3}]
    raw = interaction(
        2, {"name": "settings", "options": options}, **{**SERVER, "authorizing_integration_owners": owners}
    )
    given = event_of(raw)
    assert isinstance(given, CommandGiven)
    assert (given.command, given.argument, given.origin.ephemeral, given.origin.press) == ("settings", "undo", True, "")
    assert given.place == Place(Chat("discord", "5"), "6", "")


@pytest.mark.parametrize(
    "where",
    [
        {**SERVER, "authorizing_integration_owners": {"1": "7"}},
        {**SERVER, "authorizing_integration_owners": {"0": "4"}},
        {"context": 2, "channel_id": "6"},
        {"context": 1, "channel_id": "6", "authorizing_integration_owners": {"0": "0"}},
    ],
    ids=["brought along", "another server's", "between two", "private chat"],
)
def test_a_command_where_the_bot_is_not(where: dict[str, Any]) -> None:
    """REQUIRES a private matter, hidden everywhere but in the private chat with the bot."""
    given = event_of(interaction(2, {"name": "notice"}, **where))
    assert given.place == Place()
    assert given.origin.ephemeral == (where["context"] != 1)


def test_presses_choices_and_forms() -> None:
    """REQUIRES the button's or the choice's token, and a form's words by the field's name, however it is laid out."""
    pressed = event_of(interaction(3, {"custom_id": "t1"}, message={"flags": 64}, **SERVER))
    chosen = event_of(interaction(3, {"custom_id": "s", "values": ["t2"]}, message={}, **SERVER))
    assert isinstance(pressed, ButtonPressed)
    assert isinstance(chosen, ButtonPressed)
    assert (pressed.token, pressed.origin.press, chosen.token) == ("t1", ID, "t2")
    field = {"type": 4, "custom_id": "words", "value": "told"}
    for laid_out in ([{"type": 18, "component": field}], [{"type": 1, "components": [field]}]):
        given = event_of(interaction(5, {"custom_id": "t3", "components": laid_out}, **SERVER))
        assert isinstance(given, TextGiven)
        assert (given.token, given.text) == ("t3", "told")


def test_which_screens_are_ones_own() -> None:
    """REQUIRES that ephemeral and private screens may be replaced, public ones and commands never."""
    shown = [
        (interaction(3, {"custom_id": "t"}, message={"flags": 64}, **SERVER), True),
        (interaction(3, {"custom_id": "t"}, message={"flags": 4}, **SERVER), False),
        (interaction(3, {"custom_id": "t"}, message={"id": "2"}, context=1), True),
        (interaction(3, {"custom_id": "t"}, message={"id": "2"}, context=2), False),
        (interaction(2, {"name": "notice"}, context=1), False),
        (interaction(5, {"custom_id": "t", "components": []}, **SERVER), False),
    ]
    for raw, own in shown:
        made = interacting.noted(raw, Interactions())
        assert made is not None
        assert made.keeps_screen == own


def test_what_is_no_interaction_of_ours() -> None:
    """REQUIRES that pings, autocompletion, menus of people and what was told already are left alone."""
    kept = Interactions()
    for raw in (interaction(1, {}), interaction(4, {"name": "x"}), interaction(2, {"name": "Who", "type": 2})):
        assert interacting.noted(raw, kept) is None
    raw = interaction(2, {"name": "notice"})
    first = interacting.noted(raw, kept)
    assert first is not None
    assert first.kind is Kind.COMMAND
    assert interacting.noted(raw, kept) is None


def event_of(raw: dict[str, Any]) -> Any:
    kept = Interactions()
    noted = interacting.noted(raw, kept)
    assert noted is not None
    return interacting.event_of(raw, kept, noted, "", {})
