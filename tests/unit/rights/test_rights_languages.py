"""Reading and erasing what is one's own, in every language of the bot, in a group and in private."""

import pytest

from tests.conversation.opening import OpenStage, fake_stage, real_bot
from tests.conversation.stage import plain
from tests.conversation.walks import about_people, agrees, hears

OPEN: OpenStage = fake_stage
LANGUAGES = ("en", "he", "ar", "zh-hans", "zh-hant", "de", "fr", "es", "ru")
ISOLATES, END = "\u2066\u2067\u2068", "\u2069"


def says(language: str, key: str) -> str:
    """Return the beginning of a message in a language, as a button would show it."""
    words = plain(real_bot().label(language, key)).rstrip("…")
    assert words
    return words


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_the_screen_to_the_last_word(language: str) -> None:
    """REQUIRES that the whole way from what is kept to its end speaks the reader's language, and that it is gone."""
    async with OPEN(language) as stage:
        await stage.meets("noa", inside=True, started=True)
        await agrees(stage, "noa", "events")
        await stage.says("noa", "/mydata")
        heard = await hears(stage, "noa")
        assert heard.startswith(says(language, "mydata"))
        assert says(language, "purpose-events") in heard
        for label, answer in (
            ("button-erase", "erase"),
            ("button-erase-everywhere", "erase-ask-everywhere"),
            ("button-erase-now", "erased-everywhere"),
        ):
            await stage.presses("noa", label)
            assert (await hears(stage, "noa")).startswith(says(language, answer))
        assert not any((await about_people(stage)).values())
        for seen in await stage.sees("noa"):
            assert sum(seen.text.count(mark) for mark in ISOLATES) == seen.text.count(END)
