"""Links to messages on Discord: made of ids for the one whose menu was opened, and read from what somebody sends."""

from typing import Any

import pytest

from adapters.discord import interacting
from adapters.discord.interactions import Interactions
from adapters.discord.links import link_to, linked
from groupbot.events import CommandGiven
from groupbot.people import Chat, MessageLink

GUILD, CHANNEL, THREAD, MESSAGE = "1575070894370324481", "1575070894370324482", "1575070894370324483", "157507089437032"
ID = "1575070894370324484"
NOA = {"id": "7", "username": "noa", "global_name": "Noa"}
HERE = Chat("discord", GUILD)
WAY = f"channels/{GUILD}/{CHANNEL}/{MESSAGE}"
URL = f"https://discord.com/{WAY}"


def given(data: dict[str, Any], **fields: Any) -> CommandGiven:
    """Return the event of a command."""
    owners = {"authorizing_integration_owners": {"0": str(fields.get("guild_id", ""))}}
    raw = {"id": ID, "token": "t", "application_id": "1", "type": 2, "data": data, "user": NOA, **owners, **fields}
    kept = Interactions()
    noted = interacting.noted(raw, kept)
    assert noted is not None
    event = interacting.event_of(raw, kept, noted, "", {})
    assert isinstance(event, CommandGiven)
    return event


def menu(message: str = MESSAGE) -> dict[str, Any]:
    """Return what comes from a message's menu, with all that Discord tells of it unasked."""
    told = {"content": "I know where you live", "author": {"id": "8", "username": "eve"}}
    return {"name": "Report", "type": 3, "target_id": message, "resolved": {"messages": {message: told}}}


@pytest.mark.parametrize("place", [CHANNEL, THREAD], ids=["channel", "thread"])
def test_a_menu_names_its_message(place: str) -> None:
    """REQUIRES the command without its capital, and the link of server, channel or thread, and message."""
    event = given(menu(), guild_id=GUILD, channel_id=place, context=0)
    assert event.command == "report"
    assert event.about == MessageLink(HERE, f"https://discord.com/channels/{GUILD}/{place}/{MESSAGE}")


def test_nothing_else_is_read_of_it() -> None:
    """REQUIRES that neither the words nor the writer of the message, which Discord tells unasked, are in the event."""
    event = given(menu(), guild_id=GUILD, channel_id=CHANNEL, context=0)
    assert not {"live", "eve"} & set(str(event).replace("'", " ").split())
    assert event.argument == ""


def test_a_menu_where_the_bot_is_not() -> None:
    """REQUIRES no link in a private channel, nor in a server to which somebody has brought the bot for themselves."""
    assert given(menu(), channel_id=CHANNEL, context=1).about is None
    brought = {"authorizing_integration_owners": {"1": "7"}}
    assert given(menu(), guild_id=GUILD, channel_id=CHANNEL, context=0, **brought).about is None


@pytest.mark.parametrize(
    "host",
    ["https://discord.com/", "https://ptb.discord.com/", "https://canary.discord.com/", "https://discordapp.com/"],
)
def test_a_link_as_any_client_copies_it(host: str) -> None:
    """REQUIRES that the link of each client is read, and made anew at the one host."""
    option = {"name": "link", "type": 3, "value": host + WAY}
    event = given({"name": "report", "type": 1, "options": [option]}, channel_id=CHANNEL, context=1)
    assert event.about == MessageLink(HERE, URL)


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "eve is rude",
        f"https://discord.com/channels/{GUILD}/{CHANNEL}",
        f"https://discord.com/channels/@me/{CHANNEL}/{MESSAGE}",
        f"https://discord.com/channels/{GUILD}/{CHANNEL}/{MESSAGE}/",
        f"https://discord.com/channels/{GUILD}/{CHANNEL}/{MESSAGE}?x=1",
        f"https://discord.com/channels/{GUILD}/{CHANNEL}/1",
        f"https://discord.com/channels/{GUILD}/{CHANNEL}/{'9' * 30}",
        f"https://discord.com/channels/{GUILD}/{CHANNEL}/١٥٧٥٠٧٠٨٩٤٣٧٠٣٢",
        f"https://discord.com/api/{GUILD}/{CHANNEL}/{MESSAGE}",
        f"https://discord.com.evil.example/{WAY}",
        f"https://discord.com@evil.example/{WAY}",
        f"https://evil.example/https://discord.com/{WAY}",
        f"https://dіscord.com/{WAY}",
        f"http://discord.com/{WAY}",
        f"discord.com/{WAY}",
        f"{URL} {URL}",
        f"{URL}\n",
        "\ud800",
        "https://discord.com/channels/" + "1/" * 100_000,
    ],
)
def test_what_is_no_link_to_a_message(sent: str) -> None:
    """REQUIRES nothing of other hosts, of look-alikes, of private channels, of words, and of more than one link."""
    assert linked(sent) is None


def test_only_ids_make_a_link() -> None:
    """REQUIRES that what is no id of Discord's makes no address."""
    assert link_to(GUILD, CHANNEL, MESSAGE) == MessageLink(HERE, URL)
    for parts in (("", CHANNEL, MESSAGE), (GUILD, "../x", MESSAGE), (GUILD, CHANNEL, "0")):
        assert link_to(*parts) is None
