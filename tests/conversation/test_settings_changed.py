"""Changing a group's settings: seen before it happens, decided on what is there, told to the others, and undone."""

import pytest

from tests.conversation.needs import PRIVATE_ORDERS, needs
from tests.conversation.stage import GROUP, Stage
from tests.conversation.walks import agrees, hears, last

pytestmark = pytest.mark.anyio

LONGER = "retention:\n  events_days: 60\n"
SHORTER = "retention:\n  events_days: 7\n"


async def sends(stage: Stage, who: str, text: str) -> None:
    """Ask for the settings, and send an edited text of them."""
    await stage.says(who, "/policy")
    await stage.presses(who, "button-send-file")
    await stage.writes(who, text)


def everything(letter: str) -> str:
    """Return settings as long as one message of any platform takes them."""
    body = f"{{name: {letter * 120}, contact: 'https://example.org/{letter * 100}'}}"
    wikis = ", ".join(f"{letter}{at:02d}{'x' * 20}wiki" for at in range(20))
    bodies = "".join(
        f"    - {{name: {at}{letter * 119}, contact: 'https://example.org/{letter * 100}'}}\n" for at in range(5)
    )
    controller = body.replace("{", "{kind: role, ", 1)
    return f"wikis: [{wikis}]\ncontroller: {controller}\ncomplaint: {body}\ndpo: {body}\nappeals:\n  bodies:\n{bodies}"


async def test_what_a_group_has_chosen(stage: Stage) -> None:
    """REQUIRES that /settings says in private what is not at its default, and who set it."""
    await stage.says("ada", "/settings")
    words = await hears(stage, "ada")
    assert "Who runs the group: " in words
    assert "from whoever hosts the bot" in words
    assert "live" in words


async def test_an_edited_file_is_shown_before_it_holds(stage: Stage) -> None:
    """REQUIRES that an edited text is told in plain words first, and holds once it is applied."""
    await sends(stage, "ada", LONGER)
    before = await hears(stage, "ada")
    assert "Days that records are kept: 14 → 60" in before
    assert "Somebody agrees to everything" in before
    await stage.says("ada", "/settings")
    assert "set here" not in await hears(stage, "ada")
    await sends(stage, "ada", LONGER)
    await stage.presses("ada", "button-apply")
    await stage.says("ada", "/settings")
    assert "Days that records are kept: 60 (set here)" in await hears(stage, "ada")


async def test_the_file_that_comes_back(stage: Stage) -> None:
    """REQUIRES that /policy hands over what was set, in a form that can be sent back and then changes nothing."""
    await sends(stage, "ada", LONGER)
    await stage.presses("ada", "button-apply")
    await stage.says("ada", "/policy")
    text = (await stage.files("ada"))["settings.yaml"].decode()
    assert "events_days: 60" in text
    await sends(stage, "ada", text)
    assert "already" in await hears(stage, "ada")


async def test_a_bad_text_names_line_and_remedy(stage: Stage) -> None:
    """REQUIRES that mistakes are told with line, column and remedy, all at once, and that nothing changes."""
    await sends(stage, "ada", "retention:\n  events_days: 900\nhost:\n  name: Me\ntime_zone: Europe/Berln\n")
    words = await hears(stage, "ada")
    assert "settings.yaml:2:16" in words
    assert "settings.yaml:3:1" in words
    assert "did you mean Europe/Berlin?" in words
    await stage.says("ada", "/settings")
    assert "set here" not in await hears(stage, "ada")


async def test_two_admins_at_once(stage: Stage) -> None:
    """REQUIRES that an admin who saw older settings overwrites nothing unseen."""
    await stage.meets("bea", admin=True, started=True)
    await sends(stage, "ada", LONGER)
    seen = next(button for button in (await last(stage, "ada")).buttons if "Apply" in button.label)
    await sends(stage, "bea", SHORTER)
    await stage.presses("bea", "button-apply")
    assert "admin" in await hears(stage, "ada")
    await stage.presses_again("ada", seen)
    assert any("have changed since you saw them" in seen.text for seen in await stage.sees("ada"))
    await stage.says("ada", "/settings")
    assert "Days that records are kept: 7 (set here)" in await hears(stage, "ada")


async def test_a_change_longer_than_a_message(stage: Stage) -> None:
    """REQUIRES that a change of everything is leafed through on every platform, and can be applied at its end alone."""
    for letter in "ab":
        await sends(stage, "ada", everything(letter))
        leafed = 0
        while await stage.offers("ada", "button-next-page"):
            assert not await stage.offers("ada", "button-apply")
            await stage.presses("ada", "button-next-page")
            leafed += 1
        await stage.presses("ada", "button-apply")
    assert leafed, "the second change says what was and what will be"
    await stage.says("ada", "/settings")
    told = await hears(stage, "ada")
    while await stage.offers("ada", "button-next-page"):
        await stage.presses("ada", "button-next-page")
        told += await hears(stage, "ada")
    assert "b" * 100 in told


async def test_a_change_before_a_pause(stage: Stage) -> None:
    """REQUIRES that a pause hides no earlier change from undo, and that going on is offered beside it."""
    await sends(stage, "ada", LONGER)
    await stage.presses("ada", "button-apply")
    await stage.says("ada", "/pause")
    await stage.says("ada", "/settings undo")
    assert "60 → 14" in await hears(stage, "ada")
    assert await stage.offers("ada", "button-resume")
    await stage.presses("ada", "button-apply")
    await stage.says("ada", "/settings")
    assert "kept: 14" in await hears(stage, "ada")


async def test_undo_and_what_was_changed(stage: Stage) -> None:
    """REQUIRES that the last change can be taken back, and that each is told by day and office, never by name."""
    await sends(stage, "ada", LONGER)
    await stage.presses("ada", "button-apply")
    await stage.says("ada", "/settings undo")
    assert "60 → 14" in await hears(stage, "ada")
    await stage.presses("ada", "button-apply")
    await stage.says("ada", "/settings history")
    words = await hears(stage, "ada")
    assert "14 → 60" in words
    assert "60 → 14" in words
    assert "an admin" in words
    assert "Ada" not in words


async def test_a_change_that_ends_consents_says_so(stage: Stage) -> None:
    """REQUIRES that the end of consents is told before it happens, without pointing at anybody, and once a month."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await sends(stage, "ada", LONGER)
    assert "a few members" in await hears(stage, "ada")
    await stage.presses("ada", "button-apply")
    await agrees(stage, "noa", "events")
    await sends(stage, "ada", SHORTER)
    assert "less than a month ago" in await hears(stage, "ada")
    assert not await stage.offers("ada", "button-apply")


@pytest.mark.parametrize("command", ["settings", "policy", "pause", "leave", "panic"])
async def test_only_admins_change_a_group(stage: Stage, command: str) -> None:
    """REQUIRES that a member who gives an admin's command is told kindly, in private, and nothing happens."""
    await stage.meets("noa", inside=True, started=True)
    before = await stage.group_sees(GROUP)
    await stage.says("noa", f"/{command}")
    assert "for the group's admins" in await hears(stage, "noa")
    assert [seen.text for seen in await stage.group_sees(GROUP) if not seen.author] == [
        seen.text for seen in before if not seen.author
    ]


@needs(also=PRIVATE_ORDERS)
async def test_in_private_the_group_has_to_be_named(stage: Stage) -> None:
    """REQUIRES that an admin's command in private says where to give it."""
    await stage.writes("ada", "/settings")
    assert "in the group that it is about" in await hears(stage, "ada")


async def test_one_persons_yes_covers_no_other(stage: Stage) -> None:
    """REQUIRES that new words for who runs the group are nobody's name until a person's agreement is told anew."""
    await sends(
        stage,
        "ada",
        "controller:\n  name: Una Example\n  kind: person\n  contact: una@editors.example\n  publish_confirmed: true\n",
    )
    await stage.presses("ada", "button-apply")
    await stage.says("ada", "/setup")
    await stage.presses("ada", "setup-name-controller")
    await stage.presses("ada", "button-controller-name")
    await stage.writes("ada", "Duo Example")
    words = await hears(stage, "ada")
    assert "Una Example → Duo Example" in words
    assert "a private person → a role" in words


async def test_what_was_set_outlives_an_absence(stage: Stage) -> None:
    """REQUIRES that a group to which the bot comes back lives under what its admins have set, at once and later."""
    await sends(stage, "ada", LONGER)
    await stage.presses("ada", "button-apply")
    await stage.dismisses()
    await stage.invites()
    for _ in range(2):
        await stage.says("ada", "/setup")
        await stage.presses("ada", "button-preview")
        assert "records stay 60 days" in await hears(stage, "ada")
        await stage.ticks()
        await stage.restart()
