"""Names that were chosen to do harm, shown in every place where a name can stand: literal, and without any effect."""

import pytest

from adapters.discord.platform import DiscordPlatform
from groupbot.content import Button, Content, Name, Screen, Text
from groupbot.effects import Ask, Hand, Say, TellAdmins, Whisper
from groupbot.events import CommandGiven
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.people import Actor
from groupbot.text.clean import clean_name
from tests.contract.discord.fake_engine import Engine, chat, running, whispering
from tests.standin.discord import DiscordStandIn
from tests.unit.discord.reading import read

pytestmark = pytest.mark.anyio
RENDERER = Renderer(Messages.load())
NAMES = [
    "**bold** __under__ `code` ||spoiler|| [link](https://evil.example) ~~x~~",
    "@everyone @here <@1> <@&2> <#3> </notice:4> <id:customize>",
    "<:smile:123456789012345678> :smile: <t:1:R> <a:x:1>",
    "https://evil.example discord.gg/evil <https://evil.example> mailto:a@b.example",
    "# heading\n> quote\n- list\n1. one\n-# small",
    "``` ```py\ncode```",
    "\\`\\*\\",
    "\u202egnp.exe\u202c \u2066x\u2069 a\u200bb\ufeffc",
    "line\nbreak\r\n\u2028more\u2029end",
    "\x00\x1b[31mred\x07",
    "tg://user?id=1 <b>bold</b>",
]


def shown(name: str) -> Content:
    """Return a screen that shows the name as the core shows every name."""
    return RENDERER.screen("en", Screen((Text("not-served", (Name(name),)),)), lambda _: Button("", "t"))


@pytest.mark.parametrize("name", NAMES)
async def test_a_hostile_name_is_literal_wherever_it_stands(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, name: str
) -> None:
    """REQUIRES the very name as code, no ping, and nothing that a client makes a link or a mention of, everywhere."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    to, content = Actor("discord", str(noa.id)), shown(name)
    engine.answer = whispering(platform, content)
    async with running(dc, platform, engine):
        noa.slash(guild, "notice")
        await dc.until(lambda: engine.of(CommandGiven))
        await platform.ports.say(Say(chat(guild), content))
        await platform.ports.whisper(Whisper(to, content))
        await platform.ports.ask(Ask(to, content, "t"))
        await platform.ports.hand(Hand(to, "a.yaml", b"x", content))
        await platform.ports.tell_admins(TellAdmins(chat(guild), content))
    posts = [*guild.general.messages, *noa.sees(), *guild.owner.sees()]
    assert len(posts) == 6
    for post in posts:
        read_ = read(post.text)
        assert (post.pings, read_.harms) == ([], [])
        assert clean_name(name, 64) in read_.text
