"""Law L1: somebody who never consents leaves no trace, whatever they do, once the longest stated end has passed."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupbot.actions import Action
from groupbot.ports import Standing
from groupbot.store.unit import Unit
from tests.property.opened import opened
from tests.property.pressable import newest, shown_by
from tests.property.town import GROUPS, Town

LONGEST_END = timedelta(days=365 + 30 + 1)
NEVER_PRESSED = {Action.SAVE}
VERBS = ["moves", "says", "line", "presses", "waits", "appeals", "decides", "reports", "handles"]
ACTS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 9)), max_size=25)
# What is played in both histories: nobody but time and the admin does it.
NOT_DANS = {"waits", "decides", "handles"}
OF_ADMINS = {
    "decides": ("/appeals", [Action.APPEAL_READ, Action.APPEAL_RULING, Action.APPEAL_DECIDE]),
    "handles": ("/reports", [Action.REPORT_READ, Action.REPORT_OUTCOME, Action.REPORT_CLOSE]),
}
WORDS = [
    "/consent",
    "/notice",
    "/mydata",
    "/erase",
    "/privacy",
    "/language",
    "/withdraw",
    "/help",
    "Hello.",
    "/start x",
    "/",
]


def consents(town: Town, who: str) -> None:
    """Let somebody agree to one purpose in the first group."""
    town.handle(town.world.joins(who))
    line = shown_by("", town.world.group().posts)[-1]
    town.handle(town.world.presses(who, line.message, line.token))
    for action in (Action.READ, Action.AGE_YES, Action.TOGGLE, Action.SAVE):
        button = next(button for button in newest(town.world, who) if button.action == action)
        town.handle(town.world.presses(who, button.message, button.token))


def walk(town: Town, who: str, actions: list[Action], choice: int) -> None:
    """Go from screen to screen by these buttons, as far as they are there."""
    for action in actions:
        found = [button for button in newest(town.world, who) if button.action == action]
        if not found:
            return
        button = found[choice % len(found)]
        town.handle(town.world.presses(who, button.message, button.token))


def reports(town: Town, who: str, group: str, choice: int, *, inside: bool) -> None:
    """Report the group's newest message, and send that or leave it."""
    world, said = town.world, town.world.group(group).posts[-1].id
    link = f"/report https://sandbox.invalid/{group}/{said}"
    town.handle(world.says(who, "/report", group, answers=said) if inside else world.writes(who, link))
    walk(town, who, [Action.REPORT_REASON, Action.REPORT_WRITE], choice)
    town.handle(world.writes(who, "It goes on."))
    walk(town, who, [Action.REPORT_SEND] if choice else [], choice)


def acts(town: Town, who: str, verb: str, choice: int) -> None:
    """Do one thing that is not *Save my choice*."""
    world, group = town.world, GROUPS[choice % 2]
    inside = world.group(group).standing(who) is not Standing.OUTSIDE
    match verb:
        case "moves":
            town.handle(world.leaves(who, group, removed=choice > 5) if inside else world.joins(who, group))
        case "says":
            word = WORDS[choice]
            town.handle(world.says(who, word, group) if inside else world.writes(who, word))
        case "line":
            line = shown_by("", world.group(group).posts)[-1]
            town.handle(world.presses(who, line.message, line.token))
        case "appeals":
            town.handle(world.says(who, "/appeal", group) if inside else world.writes(who, "/correct"))
            walk(town, who, [Action.APPEAL_ABOUT, Action.APPEAL_WRITE], choice)
            town.handle(world.writes(who, "It was not me."))
        case "decides" | "handles":
            command, actions = OF_ADMINS[verb]
            town.handle(world.says("ada", command, group))
            walk(town, "ada", actions, choice)
        case "reports":
            reports(town, who, group, choice, inside=inside)
        case "presses":
            buttons = [button for button in newest(world, who) if button.action not in NEVER_PRESSED]
            if buttons:
                button = buttons[choice % len(buttons)]
                town.handle(world.presses(who, button.message, button.token))
        case "waits":
            town.forward(timedelta(minutes=choice))


def held(unit: Unit) -> dict[str, list[str]]:
    """Return how many people and keys the vault holds, of which each history has its own."""
    return {"vault": [f"{len(list(unit.vault.owners()))} people, {len(list(unit.vault.all_key_ids()))} keys"]}


def history(script: list[tuple[str, int]], *, present: bool) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return what is kept at once and after the longest end, with or without dan's part in the same history."""
    town = Town("noa", "dan")
    try:
        consents(town, "noa")
        for verb, choice in script:
            if present or verb in NOT_DANS:
                acts(town, "dan", verb, choice)
        soon = town.read(opened)
        town.forward(LONGEST_END)
        return soon, town.read(opened) | town.read(held)
    finally:
        town.close()


@pytest.mark.no_cover
@settings(settings.get_profile(f"{settings.get_current_profile_name()}-history"))
@given(ACTS)
def test_who_never_consents_leaves_nothing(script: list[tuple[str, int]]) -> None:
    """Two histories that differ only in one person who never consented end with equal content in every table.

    At once, too, but for the declared exceptions: the chosen language, an appeal, a report, the answers to them, and
    the keyed tags of events.
    """
    with_dan, without = history(script, present=True), history(script, present=False)
    assert with_dan[1] == without[1]
    exceptions = {"language_choice", "appeal", "report", "outbox", "inbox", "schedule"}
    assert {name: rows for name, rows in with_dan[0].items() if name not in exceptions} == {
        name: rows for name, rows in without[0].items() if name not in exceptions
    }


def test_appeals_are_drawn() -> None:
    """REQUIRES that the histories can open appeals of who never consented, and decide them."""
    town = Town("noa", "dan")
    try:
        acts(town, "dan", "moves", 0)
        acts(town, "dan", "appeals", 0)
        assert [row for row in town.read(opened)["appeal"] if "It was not me." in row]
        acts(town, "ada", "decides", 2)
        assert [row for row in town.read(opened)["appeal"] if "overturned" in row]
    finally:
        town.close()


def test_reports_are_drawn() -> None:
    """REQUIRES that the histories can begin, send and close reports of who never consented."""
    town = Town("noa", "dan")
    try:
        acts(town, "dan", "moves", 2)
        for choice, state in ((0, "draft"), (2, "open")):
            acts(town, "dan", "reports", choice)
            (row,) = town.read(opened)["report"]
            assert state in row
            assert "It goes on." in row
        acts(town, "ada", "handles", 2)
        (row,) = town.read(opened)["report"]
        assert "closed" in row
        assert "It goes on." not in row
    finally:
        town.close()


def test_the_comparison_sees_a_consent() -> None:
    """The comparison is not blind: a consent of one more person makes the two contents differ."""
    town = Town("noa", "dan")
    try:
        consents(town, "noa")
        before = town.read(opened)
        consents(town, "dan")
        after = town.read(opened)
        assert {name for name in before if before[name] != after[name]} >= {"consent_record", "consent_grant"}
    finally:
        town.close()
