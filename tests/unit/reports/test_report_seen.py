"""What others can see of a report: the command where a platform shows it to all, and nothing else."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from adapters.sandbox.outbound import SandboxPorts
from groupbot.actions import Action
from groupbot.content import Text
from groupbot.effects import Remove, Say, TellAdmins, Whisper
from groupbot.engine import Handled
from groupbot.events import CommandGiven
from groupbot.people import MessageRef
from groupbot.ports import Reach, Right, Unavailable
from groupbot.reports.model import REASONS, Reason
from groupbot.reports.rules import PER_DAY
from tests.property.pressable import newest
from tests.property.town import Town
from tests.seizure.opening import forms

SAID = "I know where you live"
WORDS = "It happens in the corridor as well."


@pytest.fixture
def town() -> Iterator[Town]:
    """Return a town in which commands stand in the group for everybody, and eve has written to noa."""
    with closing(Town("noa", "eve")) as made:
        for who in ("noa", "eve"):
            made.handle(made.world.joins(who))
        made.handle(made.world.says("eve", SAID))
        yield made


def said(town: Town) -> str:
    """Return the number of what eve has written."""
    return next(post.id for post in town.world.group().posts if post.content.body.text == SAID)


def presses(town: Town, who: str, action: Action, value: int | None = None) -> Handled:
    """Press the button of somebody's newest screen that does this."""
    button = next(one for one in newest(town.world, who) if one.action == action and value in (None, one.value))
    return town.handle(town.world.presses(who, button.message, button.token))


def keys_of(handled: Handled) -> list[str]:
    """Return the keys of what somebody is shown."""
    assert handled.decision.show is not None
    return [part.key for part in handled.decision.show.parts if isinstance(part, Text)]


@pytest.mark.parametrize("argument", ["", " https://sandbox.invalid/group/1", " she is rude"])
def test_a_command_that_all_see_is_taken_away(town: Town, argument: str) -> None:
    """REQUIRES that the command is gone from the group, whatever it said, and that its sender hears it was seen."""
    event = town.world.says("noa", f"/report{argument}", answers=said(town))
    assert isinstance(event, CommandGiven)
    handled = town.handle(event)
    assert keys_of(handled)[0] == "report-taken"
    (gone,) = [effect for effect in handled.effects if isinstance(effect, Remove)]
    assert gone.message == MessageRef("group", event.origin.message)
    assert [post.author for post in town.world.group().posts if post.author == "noa"] == []
    assert any(post.content.body.text == SAID for post in town.world.group().posts)


def test_where_the_bot_may_not_it_says_so(town: Town) -> None:
    """REQUIRES that its sender is told that the command stands there, and of the way that nobody sees."""
    town.handle(town.world.takes_rights("ada", Right.SPEAK))
    handled = town.handle(town.world.says("noa", "/report", answers=said(town)))
    assert keys_of(handled)[0] == "report-stands"


def test_what_nobody_else_sees_stays(town: Town) -> None:
    """REQUIRES that neither a hidden command nor one in private is removed or spoken of."""
    link = f"https://sandbox.invalid/group/{said(town)}"
    town.world.hushed = frozenset({"report"})
    for event in (town.world.says("noa", "/report", answers=said(town)), town.world.writes("noa", f"/report {link}")):
        handled = town.handle(event)
        assert keys_of(handled) == ["report-reasons"]
        assert not [effect for effect in handled.effects if isinstance(effect, Remove)]


def test_nobody_but_reporter_and_admins_hears_of_it(town: Town) -> None:
    """REQUIRES of every step that it shows something to who acts alone, and that the admins get one word at the end."""
    before = list(town.world.person("eve").inbox)
    handled = [town.handle(town.world.says("noa", "/report", answers=said(town)))]
    handled.append(presses(town, "noa", Action.REPORT_REASON, REASONS.index(Reason.THREAT)))
    handled.append(presses(town, "noa", Action.REPORT_WRITE))
    handled.append(town.handle(town.world.writes("noa", WORDS)))
    told = [each for one in handled for each in one.effects if isinstance(each, TellAdmins | Say)]
    sent = presses(town, "noa", Action.REPORT_SEND)
    assert told == []
    (word,) = [each for each in sent.effects if isinstance(each, TellAdmins | Say)]
    assert isinstance(word, TellAdmins)
    assert not {"noa", "eve", SAID, WORDS} & set(word.content.body.text.casefold().split())
    shown = [each.to.id for one in (*handled, sent) for each in one.effects if isinstance(each, Whisper)]
    assert set(shown) == {town.world.person("noa").id}
    assert town.world.person("eve").inbox == before


def test_no_file_tells_who_was_reported_or_what_was_said(town: Town) -> None:
    """REQUIRES that no file holds the reported message, its link, the words, or an id or name of either, in clear."""
    town.handle(town.world.says("noa", "/report", answers=said(town)))
    presses(town, "noa", Action.REPORT_REASON, 0)
    presses(town, "noa", Action.REPORT_WRITE)
    town.handle(town.world.writes("noa", WORDS))
    presses(town, "noa", Action.REPORT_SEND)
    files = [path.read_bytes() for path in town.site.data.rglob("*") if path.is_file()]
    people = [town.world.person(who) for who in ("noa", "eve")]
    hidden = [SAID, WORDS, "sandbox.invalid", *(each.id for each in people), *(each.name for each in people)]
    for words in hidden:
        assert not [1 for body in files for form in forms(words) if form in body], words


class Failing(SandboxPorts):
    """A platform that takes no screen while it is `away`."""

    away = False

    async def whisper(self, effect: Whisper) -> Reach:
        """Deliver, or say that it may work later."""
        if self.away:
            raise Unavailable("the platform does not answer")
        return await super().whisper(effect)


def test_no_admins_unread_screen_outlives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that link and words on a screen which the platform does not take wait nowhere to be delivered later."""
    with closing(Town("noa", "eve", ports=Failing)) as town:
        for who in ("noa", "eve"):
            town.handle(town.world.joins(who))
        town.handle(town.world.says("eve", SAID))
        town.handle(town.world.says("noa", "/report", answers=said(town)))
        presses(town, "noa", Action.REPORT_REASON, 0)
        presses(town, "noa", Action.REPORT_SEND)
        town.handle(town.world.says("ada", "/reports"))
        monkeypatch.setattr(Failing, "away", True)
        read = presses(town, "ada", Action.REPORT_READ)
        assert keys_of(read)[-1] == "report-handle"
        assert read.wrote
        assert not town.rows()["outbox"]


def test_no_preview_outlives_its_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a draft's screen which does not arrive waits nowhere, and that /report leads to it meanwhile."""
    with closing(Town("noa", "eve", ports=Failing)) as town:
        for who in ("noa", "eve"):
            town.handle(town.world.joins(who))
        town.handle(town.world.says("eve", SAID))
        town.handle(town.world.says("noa", "/report", answers=said(town)))
        monkeypatch.setattr(Failing, "away", True)
        shown = presses(town, "noa", Action.REPORT_REASON, 0)
        assert keys_of(shown)[0] == "report-preview"
        assert shown.wrote
        assert not town.rows()["outbox"]
        monkeypatch.setattr(Failing, "away", False)
        town.handle(town.world.writes("noa", "/report"))
        assert keys_of(presses(town, "noa", Action.REPORT_SEE))[0] == "report-preview"


def test_an_erasure_makes_the_alarm_no_cheaper(town: Town) -> None:
    """REQUIRES that who erases what is theirs calls the admins three times a day like everybody, and more tomorrow."""

    def sends() -> str:
        shown = town.handle(town.world.says("noa", "/report", answers=said(town)))
        if "report-enough" in keys_of(shown):
            return "report-enough"
        presses(town, "noa", Action.REPORT_REASON, 0)
        return keys_of(presses(town, "noa", Action.REPORT_SEND))[0]

    assert [sends() for _ in range(PER_DAY)] == ["report-sent"] * PER_DAY
    town.handle(town.world.writes("noa", "/erase"))
    presses(town, "noa", Action.ERASE_ASK)
    presses(town, "noa", Action.ERASE_NOW)
    assert not town.rows()["report"]
    assert sends() == "report-enough"
    town.clock.forward(timedelta(days=1))
    assert sends() == "report-sent"


def test_reports_of_one_person_are_not_counted_together(town: Town) -> None:
    """REQUIRES that rows about messages of one writer share nothing but their group: no key, handle or value."""
    town.world.add_person("ali", started=True)
    town.handle(town.world.joins("ali"))
    for who in ("noa", "ali"):
        town.handle(town.world.says(who, "/report", answers=said(town)))
        presses(town, who, Action.REPORT_REASON, 0)
        presses(town, who, Action.REPORT_SEND)
    first, second = town.rows()["report"]
    shared = {name for name in first if first[name] == second[name]}
    assert shared == {"group_number", "recall_on", "ends_hour"}


def test_a_group_that_is_not_served_has_no_links(town: Town) -> None:
    """REQUIRES that a link into a group of which the bot knows nothing gets the answer that every other text gets."""
    answers = [
        town.handle(town.world.writes("noa", f"/report {text}"))
        for text in ("https://sandbox.invalid/elsewhere/1", "nonsense")
    ]
    assert [keys_of(each) for each in answers] == [["report-nowhere"]] * 2
    assert not any(each.wrote for each in answers)
