"""Law L5: no word, name, title or link that passed through stands anywhere on disk."""

from datetime import timedelta

from groupbot.actions import Action
from tests.property.pressable import newest, shown_by
from tests.property.town import Town

MESSAGES = 2000
PEOPLE = tuple(f"member{number}" for number in range(20))


def test_words_names_and_links_are_nowhere_on_disk() -> None:
    """After thousands of messages with links, joins, commands and consents, no byte of them is in any live file.

    Neither are the members' ids and names, nor the group's title and address; while the bot runs and after it ended.
    """
    town = Town(*PEOPLE)
    try:
        canaries = _live(town)
        assert _found(town, canaries) == []
        town.forward(timedelta(days=3))
        assert _found(town, canaries) == []
        town.restart()
        assert _found(town, canaries) == []
    finally:
        town.close()


def test_the_search_is_not_blind() -> None:
    """The same search finds what does stand in the files: a handle of a row and the name of a table."""
    town = Town(*PEOPLE)
    try:
        _live(town)
        (handle, *_) = [row["handle"] for row in town.tables()["consent_record"].rows]
        assert isinstance(handle, bytes)
        assert len(_found(town, [handle, b"consent_record"])) == 2
    finally:
        town.close()


def _live(town: Town) -> list[bytes]:
    """Let everybody join, talk, and every second one agree; return every word that passed."""
    world = town.world
    words: list[str] = []
    for key in PEOPLE:
        world.person(key).name = f"Name-of-{key}-\u05e9\u05dd"
        town.handle(world.joins(key))
        words += [world.person(key).name, world.person(key).id]
    for number in range(MESSAGES):
        key = PEOPLE[number % len(PEOPLE)]
        text = f"canary-{number} https://nowhere.example/page-{number}?oldid={number * 7919}"
        town.handle(world.says(key, text))
        words += text.split()
    for number, key in enumerate(PEOPLE):
        town.handle(world.writes(key, f"/help argument-{number}"))
        words.append(f"argument-{number}")
        if number % 2:
            _agree(town, key)
    return [word.encode() for word in (*words, "Title of group", "Title of second")]


def _agree(town: Town, who: str) -> None:
    line = shown_by("", town.world.group().posts)[-1]
    town.handle(town.world.presses(who, line.message, line.token))
    for action in (Action.READ, Action.AGE_YES, Action.TOGGLE, Action.SAVE):
        button = next(button for button in newest(town.world, who) if button.action == action)
        town.handle(town.world.presses(who, button.message, button.token))


def _found(town: Town, canaries: list[bytes]) -> list[bytes]:
    files = [path.read_bytes() for path in town.site.data.rglob("*") if path.is_file()]
    assert files
    return [canary for canary in canaries if any(canary in file for file in files)]
