"""A text file in answer to a question: from Telegram's own host, bounded, and never silent."""

import logging
from collections.abc import Callable

import pytest
from aiogram.types import File

from adapters.telegram import files
from adapters.telegram.files import FILE_LIMIT, OVERLONG, UNREADABLE
from adapters.telegram.platform import TelegramPlatform
from groupbot.content import Button
from groupbot.effects import Ask
from groupbot.events import MessagePosted, TextGiven
from groupbot.people import Actor
from groupbot.policy.errors import PolicyErrors
from groupbot.policy.overlay import overlay
from tests.contract.telegram.fake_engine import Engine, page, running
from tests.standin.telegram import Person, StandIn, methods_files
from tests.standin.telegram.methods import METHODS

pytestmark = pytest.mark.anyio
TOKEN = "t0k-en_1"


def ask(person: Person, *, file: bool = True) -> Ask:
    words = page("Send the file.", Button("Cancel", TOKEN))
    return Ask(Actor("telegram", str(person.id)), words, TOKEN, file=file)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "policy: 1\nname: \u05e7\u05d1\u05d5\u05e6\u05d4\n".encode(),
            "policy: 1\nname: \u05e7\u05d1\u05d5\u05e6\u05d4\n",
        ),
        (b"\xef\xbb\xbfpolicy: 1\n", "policy: 1\n"),
        (b"a: \xff\n", "a: \udcff\n"),
        (b"x" * FILE_LIMIT, "x" * FILE_LIMIT),
        (b"x" * (FILE_LIMIT + 1), OVERLONG),
    ],
    ids=["hebrew", "mark", "latin", "full", "overlong"],
)
async def test_a_file_is_an_answer(
    tg: StandIn, platform: TelegramPlatform, engine: Engine, body: bytes, text: str
) -> None:
    """REQUIRES the file's text, at most 256 KiB of it, with bytes that are no text still visible as such."""
    ada = tg.world.person("Ada", started=True)
    async with running(platform, engine):
        await platform.ports.ask(ask(ada))
        await ada.sends(body)
        await tg.until(lambda: engine.has(1))
    (event,) = engine.of(TextGiven)
    assert event.token == TOKEN
    assert event.text == text


async def test_a_reply_with_a_file_answers_after_a_restart(
    tg: StandIn, platform: TelegramPlatform, engine: Engine
) -> None:
    """REQUIRES that the question's button also tells whether a file answers."""
    ada = tg.world.person("Ada", started=True)
    await platform.ports.ask(ask(ada))
    await platform.ports.ask(ask(ada, file=False))
    for_file, for_words = ada.inbox
    async with running(TelegramPlatform(tg.token, base_url=tg.base_url), engine):
        await ada.sends(b"policy: 1\n", reply_to=for_words)
        await ada.sends(b"policy: 1\n", reply_to=for_file)
        await tg.until(lambda: engine.has(2))
    assert [type(event) for event in engine.events] == [MessagePosted, TextGiven]


async def test_a_file_where_words_were_asked_for_is_no_answer(
    tg: StandIn, platform: TelegramPlatform, engine: Engine
) -> None:
    """REQUIRES that nothing is downloaded which nobody asked for, and that the question waits on."""
    ada = tg.world.person("Ada", started=True)
    async with running(platform, engine):
        await ada.sends(b"unasked")
        await platform.ports.ask(ask(ada, file=False))
        await ada.sends(b"policy: 1\n")
        await ada.writes("words")
        await tg.until(lambda: engine.has(3))
    assert [type(event) for event in engine.events] == [MessagePosted, MessagePosted, TextGiven]
    assert not tg.world.record.of("getFile")


def refuse(tg: StandIn) -> None:
    tg.world.faults.refuse(400, "Bad Request: file is too big", "getFile")


def fail(tg: StandIn) -> None:
    tg.world.faults.refuse(500, "Internal Server Error", "getFile")


def hang(tg: StandIn) -> None:
    tg.world.faults.slow(30, "getFile")


def lose(tg: StandIn) -> None:
    tg.world.files.clear()


@pytest.mark.parametrize("trouble", [refuse, fail, hang, lose])
async def test_a_file_that_cannot_be_had_is_still_answered(
    tg: StandIn,
    platform: TelegramPlatform,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Callable[[StandIn], None],
) -> None:
    """REQUIRES an answer that no question takes, in bounded time, so that the person hears of it and nobody waits."""
    monkeypatch.setattr(files, "SECONDS", 0.3)
    ada = tg.world.person("Ada", started=True)
    async with running(platform, engine):
        await platform.ports.ask(ask(ada))
        trouble(tg)
        await ada.sends(b"policy: 1\n")
        if trouble is lose:
            tg.world.files.clear()
        await tg.until(lambda: engine.has(1))
    assert [event.text for event in engine.of(TextGiven)] == [UNREADABLE]


@pytest.mark.parametrize("path", ["/etc/hostname", "documents/../../secret", "https://evil.example/x", "?x", None])
async def test_only_paths_within_the_file_host_are_followed(
    tg: StandIn,
    platform: TelegramPlatform,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    path: str | None,
) -> None:
    """REQUIRES that no path leads to this machine's disk, out of the host's folder, or to another host."""
    monkeypatch.setitem(METHODS, "getFile", lambda *_: File(file_id="f", file_unique_id="u", file_path=path))
    ada = tg.world.person("Ada", started=True)
    async with running(platform, engine):
        await platform.ports.ask(ask(ada))
        await ada.sends(b"policy: 1\n")
        await tg.until(lambda: engine.has(1))
    assert [event.text for event in engine.of(TextGiven)] == [UNREADABLE]


async def test_a_file_larger_than_it_says_is_not_read_to_its_end(
    tg: StandIn, platform: TelegramPlatform, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES the bound by what comes, not by what was announced."""
    ada = tg.world.person("Ada", started=True)
    async with running(platform, engine):
        await platform.ports.ask(ask(ada))
        real = methods_files.get_file

        def grown(world: object, call: object) -> object:
            answer = real(tg.world, call)  # type: ignore[arg-type]  # what the stand-in hands to every method
            tg.world.files[answer.file_id] = b"x" * (4 * FILE_LIMIT)
            return answer

        monkeypatch.setitem(METHODS, "getFile", grown)
        await ada.sends(b"small")
        await tg.until(lambda: engine.has(1))
    (event,) = engine.of(TextGiven)
    assert event.text == OVERLONG


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (UNREADABLE, r"settings\.yaml:1:1: an invisible character"),
        (OVERLONG, "larger than 256 KiB"),
        ("languages: [en]\nzone: \udcff\n", r"settings\.yaml:2:7: an invisible character"),
    ],
)
def test_what_stands_for_no_text_is_refused_with_its_reason(text: str, why: str) -> None:
    """REQUIRES that the reader of settings says what is wrong with a file that could not be read, and where."""
    with pytest.raises(PolicyErrors, match=why):
        overlay(text, "settings.yaml")


async def test_nothing_of_a_file_is_logged(
    tg: StandIn, platform: TelegramPlatform, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES neither name nor text nor address of a file in the logs, also when it cannot be fetched."""
    caplog.set_level(logging.DEBUG)
    ada = tg.world.person("Ada", started=True)
    async with running(platform, engine):
        for _ in range(2):
            await platform.ports.ask(ask(ada))
            await ada.sends(b"confidential-utterance", name="hidden-name.yaml")
            await tg.until(lambda: not tg.world.updates.pending)
            lose(tg)
            await platform.ports.ask(ask(ada))
            tg.world.faults.refuse(400, "confidential-utterance", "getFile")
            await ada.sends(b"confidential-utterance", name="hidden-name.yaml")
        await tg.until(lambda: engine.has(4))
    assert "could not be fetched" in caplog.text
    for secret in ("confidential-utterance", "hidden-name", "documents/", tg.token):
        assert secret not in caplog.text
