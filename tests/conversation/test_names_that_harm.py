"""Names and titles that were chosen to do harm: they stand there letter by letter, and nothing happens by them."""

import pytest

from groupbot.text.clean import clean_name
from tests.conversation.opening import EXAMPLES
from tests.conversation.stage import GROUP, Stage, plain
from tests.conversation.walks import agrees, last, opens_the_choice

pytestmark = pytest.mark.anyio
HOSTS = "Quillwater Editors' Association"
HOSTILE = {
    "markdown": "**bold** __under__ ~~gone~~ ||spoiler|| `code` # head > quote",
    "links": "[link](https://evil.example) <https://evil.example> evil.example t.me/evil discord.gg/evil",
    "html": "<b>bold</b><a href=x>y</a></article><script>",
    "everyone": "@everyone @here @admin @groupbot_test_bot <@1> <@&2> <#3>",
    "schemes": "tg://user?id=5000000001 discord://-/channels/1 mailto:a@evil.example",
    "commands": "/withdraw </ban:1> #vote $TON +1 555 0100 200 <t:1:R> <:x:1>",
    "direction": "\u202egnp.exe\u202c \u2066x\u2069 \u2067y \u05d0\u05d1\u05d2 abc \u0627\u0644\u0639",
    "unseen": "a\u200bb\u200dc\ufeffd\u2060e\u00adf\U000e0041",
    "backticks": "`` ` ``` end \\` \\\\",
    "lines": "line\nbreak\r\n\u2028more\u2029end\x00\x1b[31mred",
    "pictures": "\U0001f680\U0001f468\u200d\U0001f469\u200d\U0001f467 Z\u0351\u036b\u0343\u036a\u0302\u0321\u0317",
}
NAMES = pytest.mark.parametrize("name", list(HOSTILE.values()), ids=list(HOSTILE))


def letters(text: str) -> str:
    """Return what a reader can tell apart: without marks of direction, and with every gap as one blank."""
    return " ".join(plain(text).replace("\u200b", "").split())


@NAMES
async def test_a_groups_title(stage: Stage, name: str) -> None:
    """REQUIRES that a group's title stands literally on the buttons and in the words that name the group."""
    await stage.opens("second", name)
    await stage.meets("noa", started=True)
    await stage.joins("noa", "second")
    await agrees(stage, "noa", "events", group="second")
    await stage.writes("noa", "/withdraw")
    assert letters(clean_name(name, 30).rstrip("…")) in letters((await last(stage, "noa")).labels[0])
    await stage.forward(days=190)
    await stage.writes("noa", "/help")
    said = " ".join([message.text for message in await stage.sees("noa")][-2:])
    assert letters(clean_name(name)) in letters(said)
    assert not await stage.harms()


@NAMES
async def test_a_controllers_name(stage: Stage, name: str) -> None:
    """REQUIRES that who runs the group, as an admin wrote it, stands literally in the notice."""
    one_line = clean_name(name).replace("\\", "\\\\").replace('"', '\\"')
    text = (EXAMPLES / "public-help-channel.yaml").read_text(encoding="utf-8")
    await stage.meets("noa", inside=True, started=True)
    await stage.policy(text.replace(f"name: {HOSTS}", f'name: "{one_line}"'))
    await stage.says("noa", "/privacy")
    said = letters((await last(stage, "noa")).text)
    assert HOSTS not in said
    assert letters(clean_name(name)) in said
    assert not await stage.harms()


# In two halves: discord.py sends no more than 110 frames in a minute, and is asked for one after each press.
@pytest.mark.parametrize("people", [list(HOSTILE)[:6], list(HOSTILE)[6:]], ids=["some", "others"])
async def test_members_names(stage: Stage, people: list[str]) -> None:
    """REQUIRES that members' names are repeated nowhere, and harm nobody on the whole way to a consent and back."""
    for who in people:
        await stage.meets(who, name=HOSTILE[who], started=True)
        await stage.joins(who)
        await agrees(stage, who, "events")
        await stage.presses(who, "button-withdraw")
    told = [message for who in (*people, "ada") for message in await stage.sees(who)]
    told += [message for message in await stage.group_sees() if not message.author]
    for name in (HOSTILE[who] for who in people):
        assert not [message for message in told if letters(clean_name(name)) in letters(message.text)]
    assert not await stage.harms()


async def test_titles_changed_while_somebody_chooses(stage: Stage) -> None:
    """REQUIRES that titles which become hostile in the middle of a choice spoil neither screen nor row."""
    await stage.meets("noa", inside=True, started=True)
    await opens_the_choice(stage, "noa")
    for name in HOSTILE.values():
        await stage.renames(GROUP, name)
        await stage.presses("noa", "purpose-events")
    await stage.presses("noa", "button-save")
    assert len((await stage.rows())["consent_record"]) == 1
    assert not await stage.harms()
