"""Links to messages on Telegram: made of ids for the one that is answered, and read from what somebody sends."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.telegram.links import placed, read
from groupbot.events import CommandGiven, Event
from groupbot.people import Chat, MessageLink
from groupbot.ports import Unavailable
from tests.unit.telegram.conftest import ADA, Say, Translate

pytestmark = pytest.mark.anyio
HIDDEN: dict[str, Any] = {"id": -1_001_234_567_890, "type": "supergroup", "title": "Readers"}
PUBLIC: dict[str, Any] = {**HIDDEN, "username": "readers_club"}
BASIC: dict[str, Any] = {"id": -4_711, "type": "group", "title": "Few"}
PRIVATE: dict[str, Any] = {"id": ADA["id"], "type": "private", "first_name": "Ada"}
HERE = Chat("telegram", str(HIDDEN["id"]))
NOWHERE = [
    "",
    "eve is rude",
    "https://t.me/c/1234567890",
    "https://t.me/c/1234567890/",
    "https://t.me/c/1234567890/0",
    "https://t.me/c/0/5",
    "https://t.me/c/1234567890/5/6/7",
    "https://t.me/c/1234567890/5 and more",
    "https://t.me/c/1234567890/5\n",
    "https://t.me/c/1234567890/5#x",
    "https://t.me/c/1234567890/5?comment=7",
    "https://t.me/c/1234567890/٥",
    "https://t.me/c/12345678901234/5",
    "https://t.me/c/1234567890/12345678901",
    "https://t.me/c/-1234567890/5",
    "https://t.me/c/../5",
    "https://t.me/+AbCdEf/5",
    "https://t.me/abc/5",
    "https://t.me/readers-club/5",
    "https://t.me/readers_club",
    "https://t.me/s/readers_club/5/6",
    "https://t.me//5",
    "https://t.me.evil.example/c/1234567890/5",
    "https://t.me@evil.example/c/1234567890/5",
    "https://evil.example/t.me/c/1234567890/5",
    "https://evil.example/https://t.me/c/1234567890/5",
    "https://tme.example/c/1234567890/5",
    "https://т.me/c/1234567890/5",
    "http://t.me/c/1234567890/5",
    "HTTPS://T.ME/c/1234567890/5",
    "tg://privatepost?channel=1234567890&post=5",
    "\ud800",
    "https://t.me/c/" + "1/" * 100_000,
]


def anybody(_person: str) -> bool:
    """Let everybody have a name looked up."""
    return True


def about(events: tuple[Event, ...]) -> MessageLink | None:
    """Return what the one command is about."""
    (given,) = events
    assert isinstance(given, CommandGiven)
    return given.about


@pytest.mark.parametrize(
    ("chat", "more", "url"),
    [
        (HIDDEN, {}, "https://t.me/c/1234567890/8"),
        (PUBLIC, {}, "https://t.me/readers_club/8"),
        (HIDDEN, {"message_thread_id": 5, "is_topic_message": True}, "https://t.me/c/1234567890/5/8"),
        (PUBLIC, {"message_thread_id": 5, "is_topic_message": True}, "https://t.me/readers_club/5/8"),
        (HIDDEN, {"message_thread_id": 5}, "https://t.me/c/1234567890/8"),
    ],
    ids=["hidden group", "public group", "topic", "topic of a public group", "chain of replies"],
)
def test_a_reply_names_what_it_answers(
    translated: Translate, say: Say, chat: dict[str, Any], more: dict[str, Any], url: str
) -> None:
    """REQUIRES the link as Telegram's clients copy it, made of the ids of group, topic and message."""
    answered = say("I know where you live", chat=chat, message_id=8)
    given = say("/report", chat=chat, message_id=9, reply_to_message=answered, **more)
    assert about(translated("message", given)) == MessageLink(HERE, url)


def test_where_there_is_nothing_to_answer(translated: Translate, say: Say) -> None:
    """REQUIRES nothing of a command that answers nothing, in a topic as well, in a basic group, or a hidden message."""
    opened = {"name": "Help", "icon_color": 7322096}
    first = say(chat=HIDDEN, message_id=5, forum_topic_created=opened)
    topic = {"message_thread_id": 5, "is_topic_message": True}
    basic, hidden = say("x", chat=BASIC, message_id=8), say("x", chat=HIDDEN, message_id=0)
    for given in (
        say("/report", chat=HIDDEN),
        say("/report", chat=HIDDEN, reply_to_message=first, **topic),
        say("/report", chat=BASIC, reply_to_message=basic),
        say("/report", chat=HIDDEN, reply_to_message=hidden),
    ):
        assert about(translated("message", given)) is None


@pytest.mark.parametrize(
    ("sent", "url"),
    [
        ("https://t.me/c/1234567890/8", "https://t.me/c/1234567890/8"),
        ("https://t.me/c/1234567890/5/8", "https://t.me/c/1234567890/5/8"),
        ("https://t.me/c/1234567890/8?single", "https://t.me/c/1234567890/8"),
        ("https://telegram.me/c/1234567890/8", "https://t.me/c/1234567890/8"),
        ("t.me/c/1234567890/8", "https://t.me/c/1234567890/8"),
    ],
)
def test_a_link_in_private(translated: Translate, say: Say, sent: str, url: str) -> None:
    """REQUIRES that the link to a message is read in the forms that clients write, and made anew of its numbers."""
    assert about(translated("message", say(f"/report {sent}", chat=PRIVATE))) == MessageLink(HERE, url)


@pytest.mark.parametrize("sent", NOWHERE)
def test_what_is_no_link_to_a_message(sent: str) -> None:
    """REQUIRES nothing of other hosts, of look-alikes, of other links of Telegram's, and of more than one link."""
    assert read(sent) is None


def test_a_public_name_in_its_own_group(translated: Translate, say: Say) -> None:
    """REQUIRES that a link by the group's own public name, in any case, is that group's, and by another's is not."""
    for name, url in (("Readers_Club", "https://t.me/Readers_Club/8"), ("other_club", "")):
        found = about(translated("message", say(f"/report https://t.me/{name}/8", chat=PUBLIC)))
        assert found == (MessageLink(HERE, url) if url else None)


async def test_a_public_name_in_private(translated: Translate, say: Say) -> None:
    """REQUIRES that Telegram is asked which group goes by a name, for a command in private alone, and believed."""
    asked: list[str] = []

    async def named(name: str) -> Chat | None:
        asked.append(name)
        return HERE if name == "readers_club" else None

    cases = (
        (say("/report https://t.me/readers_club/8", chat=PRIVATE), "https://t.me/readers_club/8"),
        (say("/report https://t.me/other_club/8", chat=PRIVATE), ""),
        (say("/report https://t.me/readers_club/8", chat=HIDDEN), ""),
        (say("/report https://t.me/c/1234567890/8", chat=PRIVATE), "https://t.me/c/1234567890/8"),
        (say("/report", chat=PRIVATE), ""),
    )
    for given, url in cases:
        found = about(await placed(translated("message", given), named, anybody))
        assert found == (MessageLink(HERE, url) if url else None)
    assert asked == ["readers_club", "other_club"]
    words = translated("message", say("https://t.me/readers_club/8", chat=PRIVATE))
    assert await placed(words, named, anybody) == words


async def test_no_answer_is_not_taken_for_none(translated: Translate, say: Say) -> None:
    """REQUIRES that a link stays unplaced while Telegram does not say where it leads, or its sender asked too often."""

    async def named(_name: str) -> Chat | None:
        raise Unavailable("429", 3600)

    (whole,) = translated("message", say("/report https://t.me/readers_club/8", chat=PRIVATE))
    assert isinstance(whole, CommandGiven)
    for may in (anybody, lambda _person: False):
        assert await placed((whole,), named, may) == (replace(whole, unplaced=True),)


async def test_no_other_command_has_a_name_looked_up(translated: Translate, say: Say) -> None:
    """REQUIRES that nothing is asked of Telegram for a link behind a command that takes none."""

    async def named(_name: str) -> Chat | None:
        pytest.fail("nobody needs this name")

    for command in ("/consent", "/verify", "/start"):
        given = translated("message", say(f"{command} https://t.me/readers_club/8", chat=PRIVATE))
        assert await placed(given, named, anybody) == given
