"""What groups' admins have set, over the operator's file: many at once, never in members' way, never overwritten."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from groupbot.actions import Action
from groupbot.groups import keeping, overlays
from groupbot.policy.compile import Compiled
from groupbot.policy.models import Policy
from groupbot.policy.overlay import lay_policy
from tests.property.town import EXAMPLE, Town
from tests.unit.groups.test_changed_meanwhile import JOINED, press
from tests.unit.groups.test_own_policies import days, told

LONGER = EXAMPLE.replace("events_days: 14", "events_days: 15")
OTHER_LINE = EXAMPLE.replace("repost_minutes: 30", "repost_minutes: 77")


@pytest.fixture
def town() -> Iterator[Town]:
    """Return a town of two groups under one file."""
    with closing(Town("noa")) as opened:
        yield opened


def sets(town: Town, text: str, group: str = "group") -> None:
    """Let ada set something in a group, and the bot look at it."""
    town.handle(town.world.says("ada", f"/policy {text}", group))
    town.handle(press(town, "ada", Action.APPLY))
    town.tick()


def test_equal_settings_are_one_law(town: Town) -> None:
    """REQUIRES that groups which have set the same over one file share what comes of it, also when the file changes."""
    for group in ("group", "second"):
        sets(town, JOINED, group)
    town.site.policy.write_text(LONGER, encoding="utf-8")
    town.tick()
    laws = [town.house.directory.law(town.number(group)) for group in ("group", "second")]
    assert laws[0] is laws[1]
    assert (laws[0].policy.join_notices, laws[0].policy.retention.events_days) == ("remove", 15)


def test_the_loop_goes_on_while_they_are_laid(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that members are answered while the settings of all groups are laid over a file that changed."""
    sets(town, JOINED)
    answered = threading.Event()

    def slow(text: str, under: Compiled, name: str) -> Policy:
        assert answered.wait(5), "the loop waits for this"
        return lay_policy(text, under, name)

    async def members() -> None:
        await asyncio.sleep(0.01)
        answered.set()

    async def both() -> None:
        await asyncio.gather(town.house.housekeeper.reload_policies(), members())

    monkeypatch.setattr(overlays, "lay_policy", slow)
    town.site.policy.write_text(LONGER, encoding="utf-8")
    town.run(both())
    assert days(town, "group") == 15


def test_many_groups_start_with_few_settings(town: Town) -> None:
    """REQUIRES that ten thousand groups with twenty different settings are read in less than a second."""
    files = town.house.directory.files
    for number in range(1, 10_001):
        files.overlay(number, f"policy: 1\nnotice: {{note: {{en: Number {number % 20}}}}}\n")
    begun = time.monotonic()
    piles = files.piles()
    laid = [pile.lay() for pile in piles]
    files.take(piles, laid)
    notes = {law.policy.notice.note["en"] for number in range(1, 10_001) if (law := files.law(number)) is not None}
    assert time.monotonic() - begun < 1.0
    assert (len(piles), len(notes)) == (20, 20)


def test_settings_that_no_longer_fit_are_told(town: Town) -> None:
    """REQUIRES that admins hear, once, of settings that a change of the file below has made wrong, and keep them."""
    sets(town, "policy: 1\ncontroller: {name: Bea}\n")
    before = len(told(town))
    person = EXAMPLE.replace("kind: organisation", "kind: person\n  publish_confirmed: true", 1)
    assert person != EXAMPLE
    town.site.policy.write_text(person, encoding="utf-8")
    for _ in range(3):
        town.tick()
    (word,) = told(town)[before:]
    assert "publish" in word.content.body.text
    assert town.house.directory.law(town.number("group")).policy.controller.name == "Bea"


def test_a_change_while_files_are_read_is_not_overwritten(town: Town) -> None:
    """REQUIRES that settings which are applied while a changed file is being adopted hold, on disk and in memory."""
    town.handle(town.world.says("ada", f"/policy {JOINED}"))
    pressed = press(town, "ada", Action.APPLY)
    town.site.policy.write_text(OTHER_LINE, encoding="utf-8")

    async def both() -> None:
        await asyncio.gather(town.house.handle(pressed), town.house.housekeeper.reload_policies())

    town.run(both())
    number = town.number("group")
    held = town.read(lambda unit: keeping.kept(unit, number))
    assert held is not None
    assert (held.policy.join_notices, town.house.directory.law(number).policy.join_notices) == ("remove", "remove")
    town.tick()
    law = town.house.directory.law(number).policy
    assert (law.join_notices, law.line.repost_minutes) == ("remove", 77)


def test_what_is_sealed_is_in_no_repr(town: Town) -> None:
    """REQUIRES that address, title, settings and policy of a group are in no trace that a failure might print."""
    town.handle(town.world.says("ada", f"/policy {JOINED}"))
    settled = town.handle(press(town, "ada", Action.APPLY)).decision.settled
    assert settled is not None
    assert settled.own
    printed = repr(settled) + repr(town.house.directory.files.piles())
    for sealed in ("join_notices", "Title of", "'group'", "Quillwater"):
        assert sealed not in printed
