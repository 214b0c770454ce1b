"""Erasing what is one's own, in one group or everywhere: one confirmation, in private, from wherever one is by then."""

import pytest

from tests.conversation.stage import Stage, plain
from tests.conversation.walks import about_people, agrees, hears, last

pytestmark = pytest.mark.anyio


async def settles_in(stage: Stage, who: str = "noa") -> None:
    """Agree in two groups, and choose a language."""
    await stage.opens("second", "Readers")
    await stage.meets(who, inside=True, started=True)
    await stage.joins(who, "second")
    await agrees(stage, who, "events", "digest")
    await agrees(stage, who, "events", group="second")
    await stage.writes(who, "/language")
    await stage.presses(who, "English")


async def test_everything_everywhere(stage: Stage) -> None:
    """One press and one confirmation erase consents and language, and a receipt of each consent can be had."""
    await settles_in(stage)
    await stage.writes("noa", "/erase")
    await stage.presses("noa", "button-erase-everywhere")
    assert (await about_people(stage))["consent_record"] == 2
    await stage.presses("noa", "button-erase-now")
    assert (await hears(stage, "noa")).count("Erased") == 1
    assert not any((await about_people(stage)).values())
    await stage.presses("noa", "Receipt: Readers")
    assert [name.startswith("groupbot-withdrawal") for name in await stage.files("noa")] == [True]


async def test_one_group_alone(stage: Stage) -> None:
    """What is erased in one group stays in the other, and so does the language."""
    await settles_in(stage)
    await stage.writes("noa", "/erase")
    await stage.presses("noa", "Erase in Readers")
    await stage.presses("noa", "button-erase-now")
    found = await about_people(stage)
    assert (found["consent_record"], found["consent_grant"], found["language_choice"]) == (1, 2, 1)


async def test_given_in_a_group_it_means_that_group(stage: Stage) -> None:
    """The command given in a group asks at once about that group, where nobody else sees it."""
    await settles_in(stage)
    before = await stage.group_sees("second")
    await stage.says("noa", "/erase", "second")
    assert "Readers" in await hears(stage, "noa")
    await stage.presses("noa", "button-erase-now")
    assert (await about_people(stage))["consent_record"] == 1
    assert [seen for seen in await stage.group_sees("second") if not seen.author] == [
        seen for seen in before if not seen.author
    ]


async def test_from_what_is_shown_in_a_group_everything_can_be_chosen(stage: Stage) -> None:
    """The button under what is kept offers everything and each group, also where it was asked for in one of them."""
    await settles_in(stage)
    await stage.says("noa", "/mydata", "second")
    await stage.presses("noa", "button-erase")
    labels = [plain(label) for label in (await last(stage, "noa")).labels]
    assert (labels[0], sorted(labels[1:])) == ("Erase everything", ["Erase in Editors", "Erase in Readers"])
    everything = (await last(stage, "noa")).buttons[0]
    await stage.presses("noa", "button-erase-everywhere")
    await stage.presses("noa", "button-erase-now")
    await stage.presses_again("noa", everything)
    assert "Nothing is kept about you" in await hears(stage, "noa")


async def test_thinking_better_of_it(stage: Stage) -> None:
    """The question can be answered with no, which erases nothing and shows what is kept."""
    await settles_in(stage)
    before = await stage.rows()
    await stage.writes("noa", "/erase")
    await stage.presses("noa", "button-erase-everywhere")
    await stage.presses("noa", "button-erase-not")
    assert "Here is everything kept about you" in await hears(stage, "noa")
    assert await stage.rows() == before


async def test_a_confirmation_is_its_readers_alone(stage: Stage) -> None:
    """Nobody else can press the confirmation, and pressed twice it erases once and says that nothing is left."""
    await settles_in(stage)
    await stage.meets("eve", inside=True, started=True)
    await agrees(stage, "eve", "events")
    await stage.writes("noa", "/erase")
    await stage.presses("noa", "button-erase-everywhere")
    yes = (await last(stage, "noa")).buttons[0]
    before = await stage.rows()
    await stage.presses_again("eve", yes)
    assert await stage.rows() == before
    await stage.presses_again("noa", yes)
    await stage.presses_again("noa", yes)
    assert (await about_people(stage))["consent_record"] == 1
    assert "Nothing is kept about you" in await hears(stage, "noa")


@pytest.mark.parametrize("removed", [False, True], ids=["left", "banned"])
async def test_after_leaving_and_after_a_ban(stage: Stage, *, removed: bool) -> None:
    """Who has left or was removed reads and erases all of it in private, in three taps."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events", "digest")
    await stage.leaves("noa", removed=removed)
    await stage.writes("noa", "/mydata")
    assert "Keep moderation events about me" in await hears(stage, "noa")
    for label in ("button-erase", "button-erase-everywhere", "button-erase-now"):
        await stage.presses("noa", label)
    assert "Erased" in await hears(stage, "noa")
    assert not any((await about_people(stage)).values())


async def test_where_there_is_nothing(stage: Stage) -> None:
    """Who has nothing here is told so in one word, and no row appears."""
    before = await stage.rows()
    await stage.writes("noa", "/erase")
    assert plain((await last(stage, "noa")).text) == "Nothing is kept about you."
    assert await stage.rows() == before


async def test_the_screen_says_what_is_kept_and_until_when(stage: Stage) -> None:
    """The screen names each thing that is kept, group by group, with its end, and what can be done with it."""
    await settles_in(stage)
    await stage.writes("noa", "/mydata")
    heard = await hears(stage, "noa")
    for said in (
        "In Readers:",
        "your consent: Count me in the weekly digest (until ",
        "the language you chose (until ",
    ):
        assert said in heard
    await stage.presses("noa", "button-consents")
    assert await stage.offers("noa", "button-withdraw-everywhere")
