"""Names that were chosen to do harm, shown in every place where a name can stand: literal, and without any effect."""

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.content import Button, Content, Name, Rich, Screen, Text
from groupbot.effects import Ask, Hand, Say, TellAdmins, Whisper
from groupbot.events import CommandGiven, JoinNoticed, MemberJoined
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.people import Actor, Chat
from groupbot.text.clean import clean_name
from tests.contract.telegram.fake_engine import Engine, running
from tests.standin.telegram import Post, StandIn
from tests.standin.telegram.entities import STYLES

pytestmark = pytest.mark.anyio
RENDERER = Renderer(Messages.load())
NAMES = [
    "*bold* _under_ `code` ||spoiler|| [link](tg://user?id=1)",
    "<b>bold</b><a href='https://evil.example'>x</a><tg-spoiler>",
    "@everyone @here @admin @groupbot_test_bot",
    "tg://resolve?domain=evil tg://user?id=5000000001",
    "https://evil.example/?q=1 evil.example t.me/evil",
    "/withdraw /ban@groupbot_test_bot #vote $TON +1 555 0100 200",
    "\u202egnp.exe\u202c \u2066x\u2069 \u2067y",
    "a\u200bb\u200dc\ufeffd\u2060e\u00adf",
    "line\nbreak\r\n\u2028more\u2029end",
    "\u2068\u2068\u2069\u2069\u2068",
    "\x00\x1b[31mred\x07",
    "\U0001f680\U0001f680 \U0001f468\u200d\U0001f469\u200d\U0001f467 Z\u0351\u036b\u0343\u036a\u0302",
    "\u05d0\u05d1\u05d2 abc \u0627\u0644\u0639",
]


def shown(name: str) -> Content:
    """Return a screen that shows the name as the core shows every name."""
    return RENDERER.screen("en", Screen((Text("not-served", (Name(name),)),)), lambda _: Button("", "t"))


def literal(post: Post, name: str) -> bool:
    """Tell whether the name stands there letter by letter, as code, and nothing in the text does anything."""
    found = {entity.type for entity in post.message.entities or post.message.caption_entities or []}
    return post.spans("code") == [clean_name(name, 64)] and found <= STYLES | {"code"}


@pytest.mark.parametrize("name", NAMES)
async def test_a_hostile_name_is_literal_wherever_it_stands(tg: StandIn, platform: TelegramPlatform, name: str) -> None:
    """REQUIRES one code span with the very name, and no link, mention, command or tag, in every message of ours."""
    ada = tg.world.person("Ada", started=True)
    group = tg.world.group("Readers", owner=ada)
    chat, to, content = Chat("telegram", str(group.id)), Actor("telegram", str(ada.id)), shown(name)
    await platform.ports.say(Say(chat, content))
    await platform.ports.whisper(Whisper(to, content))
    await platform.ports.ask(Ask(to, content, "t"))
    await platform.ports.hand(Hand(to, "a.yaml", b"x", content))
    await platform.ports.tell_admins(TellAdmins(chat, content))
    posts = [*group.messages, *ada.inbox]
    assert len(posts) == 5
    assert [literal(post, name) for post in posts] == [True] * 5
    assert not any("parse_mode" in call.values for call in tg.world.record.calls)


@pytest.mark.parametrize("name", NAMES)
async def test_a_hostile_name_on_a_button_is_its_label(tg: StandIn, platform: TelegramPlatform, name: str) -> None:
    """REQUIRES that a button which is called so says it and carries our token, whatever it is called."""
    label = clean_name(name, 64) or "-"
    group = tg.world.group("Readers")
    line = Content(Rich("Line."), ((Button(label, "tok"), Button("Other", "other")),))
    await platform.ports.say(Say(Chat("telegram", str(group.id)), line))
    assert group.messages[0].buttons == {label: "tok", "Other": "other"}
    assert [entity.type for entity in group.messages[0].message.entities or []] == []


@pytest.mark.parametrize("name", NAMES)
async def test_a_hostile_name_reaches_the_engine_as_data(
    tg: StandIn, platform: TelegramPlatform, engine: Engine, name: str
) -> None:
    """REQUIRES that names and titles never become commands and arrive whole: what is shown, the core decides."""
    ada = tg.world.person(name)
    group = tg.world.group(name)
    async with running(platform, engine):
        await tg.until(lambda: tg.world.updates.allowed)
        await ada.joins(group)
        await ada.says(group, "/notice")
        await tg.until(lambda: len(engine.events) == 3)
    assert [type(event) for event in engine.events] == [MemberJoined, JoinNoticed, CommandGiven]
    assert {event.actor.name for event in engine.events} == {name}
    assert {event.place.title for event in engine.events} == {name}
