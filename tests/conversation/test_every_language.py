"""Every language of the bot, on the main way: read, choose, save, take back; by the client or by /language."""

import pytest

from tests.conversation.needs import needs
from tests.conversation.opening import OpenStage, real_bot
from tests.conversation.stage import Stage, plain
from tests.conversation.walks import about_people, agrees, hears, last, opens_the_choice

pytestmark = pytest.mark.anyio
NAMED = {
    "en": "English",
    "he": "\u05e2\u05d1\u05e8\u05d9\u05ea",
    "ar": "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "zh-hans": "\u7b80\u4f53\u4e2d\u6587",
    "zh-hant": "\u7e41\u9ad4\u4e2d\u6587",
    "de": "Deutsch",
    "fr": "français",
    "es": "español",
    "ru": "\u0440\u0443\u0441\u0441\u043a\u0438\u0439",
}
CLIENTS = [pytest.param(code, marks=needs(client=code)) for code in NAMED]
ISOLATES, END = "\u2066\u2067\u2068", "\u2069"


def says(language: str, key: str) -> str:
    """Return the words of a message in a language, as far as a button would show them; they exist in each."""
    words = plain(real_bot().label(language, key)).rstrip("…")
    assert words
    return words


@pytest.mark.parametrize("language", CLIENTS)
async def test_the_clients_language(open_stage: OpenStage, language: str) -> None:
    """REQUIRES that the whole way to a consent and back speaks the language of the person's client."""
    async with open_stage(language) as stage:
        await stage.meets("noa", inside=True, started=True)
        await agrees(stage, "noa", "events")
        assert says(language, "saved") in await hears(stage, "noa")
        await stage.presses("noa", "button-withdraw")
        assert not any((await about_people(stage)).values())


@pytest.mark.parametrize("language", list(NAMED))
async def test_the_chosen_language(stage: Stage, language: str) -> None:
    """REQUIRES that a language chosen by /language speaks on every screen, in the group and in private."""
    await stage.meets("noa", inside=True, started=True)
    await stage.says("noa", "/language")
    await stage.presses("noa", NAMED[language])
    await stage.presses_line("noa")
    while not [one for one in (await last(stage, "noa")).labels if plain(one) == says(language, "button-save")]:
        first = (await last(stage, "noa")).labels
        wanted = [says(language, key) for key in ("button-next-page", "button-read", "button-age-yes")]
        await stage.presses("noa", next(label for label in first if plain(label) in wanted))
    await stage.presses("noa", says(language, "purpose-events"))
    await stage.presses("noa", says(language, "button-save"))
    assert says(language, "saved") in await hears(stage, "noa")
    assert (await about_people(stage))["consent_record"] == 1


@pytest.mark.parametrize("language", [pytest.param(code, marks=needs(client=code)) for code in ("he", "ar")])
async def test_right_to_left(open_stage: OpenStage, language: str) -> None:
    """REQUIRES that what others chose is isolated in texts written from right to left, so that no sentence turns."""
    async with open_stage(language) as stage:
        await stage.opens("second", "Left (1)")
        await stage.meets("noa", started=True)
        await stage.joins("noa", "second")
        await agrees(stage, "noa", "events", group="second")
        await stage.writes("noa", "/withdraw")
        assert "\u2068Left (1)\u2069" in (await last(stage, "noa")).labels[0]
        for text in [message.text for message in await stage.sees("noa")]:
            assert sum(text.count(mark) for mark in ISOLATES) == text.count(END)


async def test_a_language_that_the_bot_does_not_speak(stage: Stage) -> None:
    """REQUIRES that somebody whose client speaks another language reads English, and can choose one of ours."""
    await stage.meets("ola", language="pl", inside=True, started=True)
    await stage.writes("ola", "/help")
    assert "Hello" in await hears(stage, "ola")
    await stage.writes("ola", "/language")
    await stage.presses("ola", "Deutsch")
    await stage.writes("ola", "/help")
    assert "Hello" not in await hears(stage, "ola")


async def test_two_members_two_languages(stage: Stage) -> None:
    """REQUIRES that each member reads their own language in the same group at the same time."""
    await stage.meets("noa", inside=True, started=True, language="de")
    await stage.meets("eve", inside=True, started=True, language="fr")
    for who in ("noa", "eve"):
        await opens_the_choice(stage, who)
        await stage.presses(who, "button-none")
    assert says("de", "refused") in await hears(stage, "noa")
    assert says("fr", "refused") in await hears(stage, "eve")
