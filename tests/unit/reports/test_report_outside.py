"""Reports by a mere link, of whoever is not seen to be in its group: what strangers can do, and what they learn."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import pytest

from adapters.sandbox.outbound import SandboxPorts
from groupbot.effects import Remove, Whisper
from groupbot.events import CommandGiven
from groupbot.people import Actor, Chat
from groupbot.permits import LINKS_AN_HOUR
from groupbot.ports import Standing, Unavailable
from tests.property.town import Town
from tests.unit.reports.test_report_seen import SAID, keys_of, said


class Blind(SandboxPorts):
    """A platform that tells a bot which is no admin nothing of members, but who the admins are."""

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Say who is an admin, and nothing else."""
        found = await super().standing(chat, actor)
        return found if found is Standing.ADMIN else Standing.UNKNOWN


@pytest.fixture
def blind() -> Iterator[Town]:
    """Return a town in which the bot cannot see who is a member, and mallory is none."""
    with closing(Town("noa", "eve", ports=Blind)) as made:
        for who in ("noa", "eve"):
            made.handle(made.world.joins(who))
        made.world.add_person("mallory", started=True)
        made.handle(made.world.says("eve", SAID))
        yield made


def test_whom_the_bot_cannot_see_inside_sends_no_link(blind: Town) -> None:
    """REQUIRES that a link from somebody who may be anybody is answered as any other text, with a way."""
    link = f"https://sandbox.invalid/group/{said(blind)}"
    handled = [blind.handle(blind.world.writes("mallory", f"/report {text}")) for text in (link, "nonsense")]
    assert [keys_of(each) for each in handled] == [["report-nowhere"]] * 2
    assert not any(each.wrote for each in handled)


def test_who_writes_in_the_group_is_in_it(blind: Town) -> None:
    """REQUIRES that a reply in the group begins a report also where the bot cannot see who is a member."""
    assert keys_of(blind.handle(blind.world.says("noa", "/report", answers=said(blind))))[-1] == "report-reasons"


def test_an_admin_is_seen_and_whoever_is_known_needs_not_be(blind: Town) -> None:
    """REQUIRES that a link is taken from an admin and from whoever has a report there already."""
    link = f"https://sandbox.invalid/group/{said(blind)}"
    assert keys_of(blind.handle(blind.world.writes("ada", f"/report {link}"))) == ["report-reasons"]
    blind.handle(blind.world.says("noa", "/report", answers=said(blind)))
    assert keys_of(blind.handle(blind.world.writes("noa", f"/report {link}"))) == ["report-reasons"]


class Silent(SandboxPorts):
    """A platform that does not say who is who while it is `away`."""

    away = False
    asked: ClassVar[list[Chat]] = []

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Say it, or that it may be asked later."""
        self.asked.append(chat)
        if self.away:
            raise Unavailable("429", 30)
        return await super().standing(chat, actor)


@pytest.fixture
def town() -> Iterator[Town]:
    """Return a town whose platform can fall silent; mallory is in none of its groups."""
    with closing(Town("noa", "eve", ports=Silent)) as made:
        for who in ("noa", "eve"):
            made.handle(made.world.joins(who))
        made.world.add_person("mallory", started=True)
        made.handle(made.world.says("eve", SAID))
        yield made


@pytest.fixture
def silent(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Return it while the platform does not say who is in a group."""
    monkeypatch.setattr(Silent, "away", True)
    return town


def test_a_command_does_not_stand_while_nobody_says_who_is_inside(silent: Town) -> None:
    """REQUIRES that what everybody sees is taken away also then, and its sender asked in private to try again."""
    handled = silent.handle(silent.world.says("noa", "/report", answers=said(silent)))
    assert keys_of(handled) == ["report-taken", "report-later"]
    assert not [post for post in silent.world.group().posts if post.author == "noa"]
    assert [isinstance(each, Whisper) for each in handled.effects if not isinstance(each, Remove)] == [True]
    assert not silent.rows()["report"]


def test_a_link_that_is_not_placed_now_is_not_called_wrong(silent: Town) -> None:
    """REQUIRES that whoever sent it is asked to try again, where the platform does not say whose link it is."""
    given = silent.world.writes("noa", "/report https://sandbox.invalid/club/1")
    assert isinstance(given, CommandGiven)
    assert keys_of(silent.handle(replace(given, about=None, unplaced=True))) == ["report-later"]


@pytest.mark.parametrize("away", [False, True], ids=["answering", "away"])
def test_no_stranger_learns_which_groups_are_served(town: Town, monkeypatch: pytest.MonkeyPatch, away: bool) -> None:  # noqa: FBT001  (a case)
    """REQUIRES the same answer to a stranger after the same questions, whether or not the bot is in that group."""
    monkeypatch.setattr(Silent, "away", away)
    seen = []
    for link in (f"https://sandbox.invalid/group/{said(town)}", "https://sandbox.invalid/elsewhere/1"):
        Silent.asked.clear()
        handled = town.handle(town.world.writes("mallory", f"/report {link}"))
        seen.append((keys_of(handled), handled.wrote, len(Silent.asked), [type(each) for each in handled.effects]))
    assert seen[0] == seen[1]
    assert seen[0][:3] == (["report-later" if away else "report-nowhere"], False, 1)


def test_a_flood_of_links_stops_at_its_sender(town: Town) -> None:
    """REQUIRES that one person's links make the bot ask a bounded number of times, and nobody else's pay for it."""
    Silent.asked.clear()
    link = f"https://sandbox.invalid/group/{said(town)}"
    answers = [keys_of(town.handle(town.world.writes("mallory", f"/report {link}"))) for _ in range(LINKS_AN_HOUR + 5)]
    assert answers == [["report-nowhere"]] * LINKS_AN_HOUR + [["report-later"]] * 5
    assert len(Silent.asked) == LINKS_AN_HOUR
    assert keys_of(town.handle(town.world.writes("noa", f"/report {link}"))) == ["report-reasons"]
    town.clock.forward(timedelta(hours=1))
    assert keys_of(town.handle(town.world.writes("mallory", f"/report {link}"))) == ["report-nowhere"]
