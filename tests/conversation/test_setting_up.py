"""An admin's first ten minutes: from the bot's first line to a live group, without reading any documentation."""

from collections.abc import AsyncIterator

import pytest

from groupbot.ports import Can
from tests.conversation.needs import needs
from tests.conversation.newcomer import new_bot
from tests.conversation.opening import OpenStage
from tests.conversation.stage import GROUP, Stage
from tests.conversation.walks import about_people, agrees, hears, last

pytestmark = pytest.mark.anyio

HOSTILE = "*Board* [x](https://evil.example) @everyone \u202e<b>"


@pytest.fixture
async def new(open_stage: OpenStage) -> AsyncIterator[Stage]:
    """Return a stage whose bot was added to the group a moment ago."""
    async with open_stage(product=new_bot()) as opened:
        yield opened


async def line(stage: Stage) -> str:
    """Return what the bot's line in the group says now."""
    return [seen.text for seen in await stage.group_sees() if seen.buttons][-1]


async def chooses(stage: Stage, who: str, question: str, *answers: str) -> None:
    """Open a question from the overview and press answers."""
    await stage.presses(who, f"setup-name-{question}")
    for answer in answers:
        await stage.presses(who, answer)


async def goes_live(stage: Stage, who: str = "ada") -> None:
    """Press the last two buttons of the set-up."""
    await stage.says(who, "/setup")
    await stage.presses(who, "button-go-live")
    await stage.presses(who, "button-go-live-now")


async def test_one_friendly_line_and_nothing_else(new: Stage) -> None:
    """REQUIRES that the bot says one line when it is added, and neither asks nor answers nor writes about anybody."""
    assert "I do nothing yet" in await line(new)
    await new.joins("noa")
    await new.says("noa", "hello everybody")
    await new.says("noa", "/notice")
    assert len([seen for seen in await new.group_sees() if seen.buttons]) == 1
    assert await new.sees("noa") == []
    assert not any((await about_people(new)).values())


async def test_the_whole_way(new: Stage) -> None:
    """REQUIRES that an admin comes by buttons and a few words from the friendly line to a live group."""
    await new.presses_line("ada")
    assert "Setting up Editors" in await hears(new, "ada")
    await chooses(new, "ada", "wikis", "enwiki", "hewiki", "button-back")
    await chooses(new, "ada", "access", "value-access-closed")
    await chooses(new, "ada", "controller", "button-controller-name")
    await new.writes("ada", "Board of the Editors")
    assert "Board of the Editors" in await hears(new, "ada")
    await new.presses("ada", "button-controller-contact")
    await new.writes("ada", "board@editors.example")
    await new.presses("ada", "value-kind-role")
    await new.presses("ada", "button-back")
    await chooses(new, "ada", "retention", "30")
    await chooses(new, "ada", "zone", "Asia/Jerusalem")
    words = await hears(new, "ada")
    assert "✓ Wikis: enwiki, hewiki" in words
    assert "✓ Time zone: Asia/Jerusalem" in words
    await new.presses("ada", "button-preview")
    assert "Somebody agrees to everything" in await hears(new, "ada")
    await new.presses("ada", "Notice: English")
    assert "Board of the Editors" in await hears(new, "ada")
    await goes_live(new)
    assert "active now" in await hears(new, "ada")
    await new.meets("noa", inside=True, started=True)
    await agrees(new, "noa", "events")
    assert (await about_people(new))["consent_record"] == 1


async def test_left_and_resumed(new: Stage) -> None:
    """REQUIRES that answers hold at once, so that a set-up left half-way goes on where it was, over a restart too."""
    await new.says("ada", "/setup")
    await chooses(new, "ada", "access", "value-access-closed")
    await new.restart()
    await new.says("ada", "/setup")
    assert "✓ Who can come in: closed" in await hears(new, "ada")


async def test_two_admins_answer_at_once(new: Stage) -> None:
    """REQUIRES that an answer given on older settings overwrites nothing unseen."""
    await new.meets("bea", admin=True, started=True)
    for who in ("ada", "bea"):
        await new.says(who, "/setup")
        await new.presses(who, "setup-name-access")
    await new.presses("ada", "value-access-closed")
    await new.presses("bea", "value-access-public")
    assert "have changed since you saw them" in await hears(new, "bea")
    await new.says("ada", "/settings")
    assert "closed" in await hears(new, "ada")


async def test_wrong_words_are_told_at_the_question(new: Stage) -> None:
    """REQUIRES that words which cannot hold are refused at their question, with what to write instead."""
    await new.says("ada", "/setup")
    await chooses(new, "ada", "zone", "button-other-zone")
    await new.writes("ada", "Europe/Berln")
    assert "did you mean Europe/Berlin?" in await hears(new, "ada")
    await new.presses("ada", "button-other-zone")
    await new.writes("ada", "Europe/Berlin")
    await new.says("ada", "/settings")
    assert "Time zone: Europe/Berlin (set here)" in await hears(new, "ada")


async def test_hostile_words_stay_words(new: Stage) -> None:
    """REQUIRES that a controller's name full of markup is refused or shown literally, and pings nobody."""
    await new.says("ada", "/setup")
    await chooses(new, "ada", "controller", "button-controller-name")
    await new.writes("ada", HOSTILE)
    assert "invisible character" in await hears(new, "ada")
    await new.presses("ada", "button-controller-name")
    await new.writes("ada", HOSTILE.replace("\u202e", ""))
    assert "@everyone <b>" in await hears(new, "ada")


@needs(without=Can.FORMS)
async def test_a_question_called_off(new: Stage) -> None:
    """REQUIRES that a question in words can be called off, and that what is written then is no answer."""
    await new.says("ada", "/setup")
    await chooses(new, "ada", "controller", "button-controller-name")
    await new.presses("ada", "button-cancel")
    assert "nothing was changed" in await hears(new, "ada")
    await new.writes("ada", "Board of the Editors")
    await new.says("ada", "/settings")
    assert "Board of the Editors" not in await hears(new, "ada")


async def test_members_set_nothing_up(new: Stage) -> None:
    """REQUIRES that a member who presses the friendly line is told kindly whom it is for."""
    await new.meets("noa", inside=True, started=True)
    await new.presses_line("noa")
    assert "for the group's admins" in await hears(new, "noa")


async def test_the_others_hear_of_it(new: Stage) -> None:
    """REQUIRES that the other admins are told when the group goes live, and the line says it at once."""
    await new.meets("bea", admin=True, started=True)
    await goes_live(new)
    assert "active in your group now" in await hears(new, "bea")
    assert "I do nothing yet" not in await line(new)
    assert GROUP


async def test_changes_of_a_live_group_are_shown_first(new: Stage) -> None:
    """REQUIRES that in a live group an answer is told as a change, and holds only once it is applied."""
    await goes_live(new)
    await new.says("ada", "/setup")
    await chooses(new, "ada", "retention", "60")
    assert "Days that records are kept: 14 → 60" in await hears(new, "ada")
    await new.presses("ada", "button-apply")
    await new.says("ada", "/settings")
    assert "60 (set here)" in await hears(new, "ada")


@pytest.mark.parametrize("language", [pytest.param(code, marks=needs(client=code)) for code in ("he", "ar", "zh-hans")])
async def test_in_the_admins_own_language(open_stage: OpenStage, language: str) -> None:
    """REQUIRES that the whole set-up speaks the admin's language."""
    async with open_stage(product=new_bot()) as new:
        await new.meets("bea", language=language, admin=True, started=True)
        await new.says("bea", "/setup")
        await chooses(new, "bea", "confidentiality", "value-confidentiality-no-names")
        for step in ("button-preview", "button-go-live", "button-go-live-now"):
            assert "Setting up" not in (await last(new, "bea")).text
            await new.presses("bea", step)
        assert await new.offers("bea", "button-pause")


async def test_what_the_dry_run_counted(new: Stage) -> None:
    """REQUIRES that admins see what the bot would have done and why, in counts, without anybody's name or words."""
    await new.meets("noa", name="Noa Levi", inside=True, started=True)
    await new.joins("omar")
    await new.says("noa", "/notice")
    await new.says("ada", "/setup")
    await new.presses("ada", "button-preview")
    words = await hears(new, "ada")
    assert "a private word: 1" in words
    assert "Noa" not in words
    assert "omar" not in words
