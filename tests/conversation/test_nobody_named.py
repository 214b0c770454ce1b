"""Admins who write as the group: what they ask for is opened to whoever presses, where the press shows an admin."""

import pytest

from groupbot.ports import Can
from tests.conversation.needs import needs
from tests.conversation.stage import Seen, Stage
from tests.conversation.telegram_opening import telegram_stage
from tests.conversation.walks import agrees, hears

pytestmark = pytest.mark.anyio
# Each command, what its private screen says, and the button by which that screen goes on.
SCREENS = [
    ("setup", "Setting up Editors", "button-preview"),
    ("settings", "What this group has chosen", "button-history"),
    ("pause", "until an admin lets it go on", "button-pause"),
    ("leave", "removes the bot", "button-leave"),
    ("panic", "destroys the group's keys", "button-panic"),
]


async def asked(stage: Stage, command: str) -> Seen:
    """Let an anonymous admin give a command, and return what the bot says in the group."""
    await stage.meets("mask", admin=True, kind="anonymous-admin")
    await stage.says("mask", f"/{command}")
    said = [seen for seen in await stage.group_sees() if seen.buttons][-1]
    assert "you write as the group" in said.text
    assert f"/{command}" in said.labels[0]
    return said


@needs(Can.ANONYMOUS_ADMINS)
@pytest.mark.parametrize(("command", "words", "button"), SCREENS)
async def test_the_button_leads_to_what_was_asked(stage: Stage, command: str, words: str, button: str) -> None:
    """REQUIRES that the group's answer opens that very command's private screen to an admin, and does nothing yet."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    said, rows = await asked(stage, command), await stage.rows()
    await stage.presses_again("ada", said.buttons[0])
    assert words in await hears(stage, "ada")
    assert await stage.offers("ada", button)
    assert await stage.rows() == rows


@needs(Can.ANONYMOUS_ADMINS)
@pytest.mark.parametrize("command", ["policy", *(command for command, _, _ in SCREENS)])
async def test_who_is_no_admin_is_shown_nothing(stage: Stage, command: str) -> None:
    """REQUIRES that the press is judged by its own presser: a member is told that it is for admins."""
    said = await asked(stage, command)
    await stage.meets("noa", inside=True, started=True)
    await stage.presses_again("noa", said.buttons[0])
    assert "for the group's admins" in await hears(stage, "noa")
    assert await stage.files("noa") == {}


@needs(Can.ANONYMOUS_ADMINS)
async def test_the_settings_as_a_file(stage: Stage) -> None:
    """REQUIRES that /policy given as the group hands the file to the admin who presses, and to nobody else."""
    said = await asked(stage, "policy")
    await stage.presses_again("ada", said.buttons[0])
    assert list(await stage.files("ada")) == ["settings.yaml"]
    assert not [seen for seen in await stage.group_sees() if "settings.yaml" in seen.text]


@needs(Can.ANONYMOUS_ADMINS)
async def test_the_second_tap_does_it(stage: Stage) -> None:
    """REQUIRES that an admin who gave the word as the group can pause, and then everything is as after /pause."""
    said = await asked(stage, "pause")
    await stage.presses_again("ada", said.buttons[0])
    await stage.presses("ada", "button-pause")
    assert "Paused" in await hears(stage, "ada")
    await stage.presses_again("ada", said.buttons[0])
    assert await stage.offers("ada", "button-resume")


async def test_a_line_for_the_topic_in_which_it_was_asked_for() -> None:
    """REQUIRES that /here given as the group moves the line into that topic, by two taps, and back out of it."""
    async with telegram_stage() as stage:
        await stage.opens("forum", shape="forum")
        forum, ada = stage.groups["forum"], stage.people["ada"]
        for title in ("Sources", ""):
            thread = stage.tg.world.topic(forum, title) if title else None
            await ada.says(forum, "/here", thread=thread, anonymous=True)
            await stage.settle()
            said = [seen for seen in await stage.group_sees("forum") if "/here" in "".join(seen.labels)][-1]
            assert said.topic == title
            await stage.presses_again("ada", said.buttons[0])
            await stage.presses("ada", "button-here")
            assert "stands there" in await hears(stage, "ada")
            lines = [seen for seen in await stage.group_sees("forum") if seen.buttons]
            assert [seen.topic for seen in lines if "/here" not in "".join(seen.labels)] == [title]


async def test_a_private_chat_that_was_never_opened() -> None:
    """REQUIRES that the press of an admin without a private chat leads there, where Start brings what was asked for."""
    async with telegram_stage() as stage:
        for command, found in (("policy", "settings.yaml"), ("panic", "")):
            said = await asked(stage, command)
            await stage.meets(command, admin=True)
            assert not stage.people[command].started
            await stage.presses_again(command, said.buttons[0])
            assert stage.people[command].started
            assert found in {"", *await stage.files(command)}
        assert await stage.offers("panic", "button-panic")
