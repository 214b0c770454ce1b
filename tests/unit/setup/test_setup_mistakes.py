"""What goes wrong in the set-up: each screen says what to do next (law L14), and no answer compiles twice."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from groupbot.actions import Action
from groupbot.content import Text
from groupbot.groups import files
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.policy.overlay import lay
from groupbot.setup.questions import LANGUAGES
from tests.conversation.stage import plain
from tests.property.town import EXAMPLE
from tests.unit.setup.office import Office

# Telegram shows as much above a pressed button.
NOTE = 200


@pytest.fixture
def office() -> Iterator[Office]:
    """Return the admin of a new group."""
    made = Office()
    yield made
    made.close()


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that have been laid over the host's policy so far."""
    seen: list[str] = []

    def counting(text: str, *more: Any) -> Any:
        seen.append(text)
        return lay(text, *more)

    monkeypatch.setattr(files, "lay", counting)
    return seen


def told(office: Office) -> str:
    """Return what stands before the admin."""
    return plain(office.screen.content.body.text)


def test_no_answer_compiles_twice(office: Office, compiled: list[str]) -> None:
    """REQUIRES that each command, press and word of a set-up lays settings over the host's policy once at most."""
    handle = office.town.handle
    most: dict[str, int] = {}

    def counted(event: Any) -> Any:
        compiled.clear()
        handled = handle(event)
        name = f"{type(event).__name__} {getattr(event, 'command', '')}"
        most[name] = max(most.get(name, 0), len(compiled))
        return handled

    office.town.handle = counted  # type: ignore[method-assign]  # counts what each event costs
    office.answers("access", 1)
    office.answers("wikis", 0)
    office.answers("wikis", 1)
    office.presses(Action.SETUP_OVERVIEW)
    office.presses(Action.SETUP_NEXT)
    office.asks("zone")
    office.presses(Action.ASK_ZONE)
    office.writes("Mars/Olympus")
    office.presses(Action.SETUP_OVERVIEW)
    office.presses(Action.SETUP_PREVIEW)
    office.goes_live()
    office.answers("joins", 1)
    office.presses(Action.APPLY)
    office.presses(Action.UNDO)
    office.presses(Action.APPLY)
    for command in ("/settings", "/settings history", "/policy", "/policy access: open", "/here", "/settings undo"):
        office.says(command)
    assert max(most.values()) == 1, most


def test_what_nobody_answered_is_named_at_the_end(office: Office) -> None:
    """REQUIRES that the last question names what stays as it comes, and none of what somebody has answered."""
    office.answers("access", 1)
    office.says("/setup")
    office.presses(Action.SETUP_GO)
    words = told(office).partition("Nobody has answered these yet")[2]
    assert "Time zone: UTC (default)" in words
    assert "Who can come in" not in words
    assert "Who runs the group" not in words


def test_all_answered_leaves_nothing_to_name(office: Office) -> None:
    """REQUIRES that where everything is answered the last question says nothing of it."""
    office.sends("access: closed\nwikis: [enwiki]\ncomposition: mixed\ntime_zone: UTC\njoin_notices: keep\n")
    office.presses(Action.APPLY)
    office.says("/setup")
    office.presses(Action.SETUP_GO)
    assert "Nobody has answered" not in told(office)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_old_button_leads_on(language: str) -> None:
    """REQUIRES that an outdated button tells members and admins, in little room, which command brings a fresh one."""
    note = plain(Renderer(Messages.load()).rich(language, Text("button-expired")).text)
    assert len(note) <= NOTE
    assert all(command in note for command in ("/consent", "/setup", "/settings", "/policy"))


def test_an_old_apply_changes_nothing(office: Office) -> None:
    """REQUIRES that *Apply* of the day before changes nothing, and that its presser reads how to come back to it."""
    office.sends("access: closed\n")
    office.town.clock.forward(timedelta(days=1))
    office.presses(Action.APPLY)
    assert office.policy.access == "public"
    assert "/settings or /policy" in list(office.world.notes.values())[-1]


def test_a_mistake_that_shows_in_the_hosts_file() -> None:
    """REQUIRES that an admin whose words clash with the host's reads what to mend, and can send it again."""
    person = EXAMPLE.replace("kind: organisation\n", "kind: person\n  publish_confirmed: true\n", 1)
    office = Office(policy=person)
    office.sends("controller:\n  publish_confirmed: false\n")
    assert "policy.yaml:" in told(office)
    assert "whoever hosts the bot has mistakes" not in told(office)
    assert any(one.action == Action.POLICY_SEND for one in office.buttons)
    office.close()
