"""Questions in words: a form that opens at once, and what is written into it."""

from typing import Any

import pytest

from adapters.discord.files import FILE_LIMIT, OVERLONG, UNREADABLE
from adapters.discord.platform import DiscordPlatform
from groupbot.content import Button, Prompt
from groupbot.effects import Ask, Whisper
from groupbot.events import ButtonPressed, CommandGiven, Event, TextGiven
from groupbot.people import Actor, ActorKind
from groupbot.ports import Reach
from tests.contract.discord.conftest import Build
from tests.contract.discord.fake_engine import Engine, page, running, whispering
from tests.standin.discord import DiscordStandIn, Person, Press

pytestmark = pytest.mark.anyio
QUESTION = Prompt("Who answers for the group? Name it in a few words", "A name and how to reach them", "answer-1", 200)
FILE = Prompt("The settings", "Text", "answer-2", 4000, file=".yaml")


class Asking(Engine):
    """Asks by a form behind the buttons `q` and `f`."""

    def __init__(self) -> None:
        super().__init__()
        self.forms = {"q": QUESTION, "f": FILE}


async def opened(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, noa: Person, token: str) -> Press:
    """Show a screen with one button to somebody, who presses it."""
    guild = next(iter(noa.guilds))
    engine.answer = whispering(platform, page("one", Button("Tell", token)))
    noa.slash(guild, "notice")
    await dc.until(noa.sees)
    press = noa.clicks(noa.sees()[0], "Tell")
    await dc.until(lambda: press.acknowledged)
    return press


@pytest.fixture
def noa(dc: DiscordStandIn) -> Person:
    noa = dc.world.person("noa")
    dc.world.guild(members=[noa])
    return noa


async def test_a_form_opens_without_the_engine(dc: DiscordStandIn, platform: DiscordPlatform, noa: Person) -> None:
    """REQUIRES that a form is the first answer, opens without `handle`, and keeps Discord's limits."""
    engine = Asking()
    async with running(dc, platform, engine):
        press = await opened(dc, platform, engine, noa, "q")
    form = press.modal
    assert (press.kind, form["custom_id"], engine.of(ButtonPressed)) == ("modal", "answer-1", [])
    assert len(form["title"]) <= 45
    (field,) = form["components"]
    assert len(field["label"]) <= 45
    assert (field["component"]["max_length"], field["component"]["required"]) == (200, True)


async def test_what_is_written_replaces_the_screen(dc: DiscordStandIn, platform: DiscordPlatform, noa: Person) -> None:
    """REQUIRES that words come as TextGiven with the form's token, and that the answer takes the screen's place."""
    engine = Asking()
    async with running(dc, platform, engine):
        press = await opened(dc, platform, engine, noa, "q")

        async def thank(event: Event) -> None:
            if isinstance(event, TextGiven):
                await platform.ports.whisper(Whisper(event.actor, page("thanks"), origin=event.origin))

        engine.answer = thank
        sent = noa.submits(press, "Wikimedia Utopia")
        await dc.settled()
    (given,) = engine.of(TextGiven)
    assert (given.token, given.text, given.actor.id) == ("answer-1", "Wikimedia Utopia", str(noa.id))
    assert given.place.chat is not None
    assert (sent.kind, [post.text for post in noa.sees()]) == ("update", ["thanks"])


async def test_a_form_survives_a_restart(dc: DiscordStandIn, build: Build, noa: Person) -> None:
    """REQUIRES that a form which an earlier process opened is read and answered by the next one."""
    first, second, engine = build(), build(), Asking()
    async with running(dc, first, engine):
        press = await opened(dc, first, engine, noa, "q")
    later = Engine()
    async with running(dc, second, later):
        sent = noa.submits(press, "Wikimedia Utopia")
        await dc.settled()
    assert [(given.token, given.text) for given in later.of(TextGiven)] == [("answer-1", "Wikimedia Utopia")]
    assert sent.acknowledged


async def test_a_file_answers_as_well(dc: DiscordStandIn, platform: DiscordPlatform, noa: Person) -> None:
    """REQUIRES that a form which takes a file gives its text, and that words do where none is sent."""
    engine = Asking()
    async with running(dc, platform, engine):
        press = await opened(dc, platform, engine, noa, "f")
        noa.submits(press, file=("settings.yaml", b"\xef\xbb\xbfa: 1\n"))
        await dc.until(lambda: len(engine.of(TextGiven)) == 1)
        press = noa.clicks(noa.sees()[0], "Tell")
        await dc.until(lambda: press.acknowledged)
        noa.submits(press, "b: 2")
        await dc.until(lambda: len(engine.of(TextGiven)) == 2)
    assert [given.text for given in engine.of(TextGiven)] == ["a: 1\n", "b: 2"]


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"\xff\xfe", "\udcff\udcfe"), (b"a" * (FILE_LIMIT + 1), OVERLONG), (b"", "\n")],
    ids=["no text", "too large", "empty"],
)
async def test_a_file_with_a_command(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, content: bytes, text: str
) -> None:
    """REQUIRES that a command's file comes as its argument, and that what cannot be read says so in one."""
    guild = dc.world.guild()
    async with running(dc, platform, engine):
        guild.owner.slash(guild, "policy", file=("settings.yaml", content))
        await dc.until(lambda: engine.of(CommandGiven))
    assert [given.argument for given in engine.of(CommandGiven)] == [text]


async def test_files_of_other_hosts_are_not_fetched(dc: DiscordStandIn, build: Build, engine: Engine) -> None:
    """REQUIRES that a file which does not lie with Discord is not asked for, and is told as unreadable."""
    guild, platform = dc.world.guild(), build(hosts=("https://cdn.discordapp.com",))
    async with running(dc, platform, engine):
        guild.owner.slash(guild, "policy", file=("settings.yaml", b"a: 1"))
        await dc.until(lambda: engine.of(CommandGiven))
    assert [given.argument for given in engine.of(CommandGiven)] == [UNREADABLE]


async def test_a_defect_of_the_form_leaves_an_ordinary_press(
    dc: DiscordStandIn, platform: DiscordPlatform, noa: Person
) -> None:
    """REQUIRES that a press is handled and answered when its form cannot be made, and the next event is heard."""

    class Broken(Engine):
        def prompt(self, event: ButtonPressed) -> Any:
            raise KeyError(event.token)

    engine = Broken()
    async with running(dc, platform, engine):
        press = await opened(dc, platform, engine, noa, "q")
        await dc.until(lambda: engine.of(ButtonPressed))
        noa.slash(next(iter(noa.guilds)), "notice")
        await dc.until(lambda: len(engine.of(CommandGiven)) == 2)
    assert press.kind == "update"


async def test_a_question_without_a_form_is_a_screen(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, noa: Person
) -> None:
    """REQUIRES that Ask reaches the person in private, with the button that opens the form, and nobody who is none."""
    async with running(dc, platform, engine):
        content = page("Who?", Button("Tell", "q"))
        reach = await platform.ports.ask(Ask(Actor("discord", str(noa.id)), content, "t"))
        none = await platform.ports.ask(Ask(Actor("discord", "1", ActorKind.BOT), content, "t"))
    assert (reach, none) == (Reach.PRIVATE, Reach.NOWHERE)
    assert [list(post.buttons) for post in noa.sees()] == [["Tell"]]
