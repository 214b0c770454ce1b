"""What a change of settings leaves behind ends on a stated day, and no history outlives whoever it names (law L1)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from groupbot.actions import Action
from groupbot.setup.tables import DRAFT_DAYS, FORMER_DAYS
from tests.conversation.stage import plain
from tests.property.opened import opened
from tests.unit.setup.office import Office

PERSON = (
    "controller:\n  name: Una Example\n  kind: person\n  contact: una@editors.example\n  publish_confirmed: true\n"
    "dpo:\n  name: Duo Example\n  contact: duo@editors.example\n"
)
DESK = "controller:\n  name: The desk\n  kind: role\n  contact: desk@editors.example\n"
NAMED = ("Una", "una@", "Duo", "duo@")


@pytest.fixture
def office() -> Iterator[Office]:
    """Return the admin of a group that is live."""
    made = Office()
    made.goes_live()
    yield made
    made.close()


def told(office: Office) -> str:
    """Return what stands before the admin."""
    return plain(office.screen.content.body.text)


def applies(office: Office, text: str) -> None:
    """Send settings and put them in force."""
    office.sends(text)
    office.presses(Action.APPLY)


def names(office: Office) -> dict[str, bool]:
    """Tell of each table with rows whether one of the replaced names stands in it, once opened."""
    rows = office.town.read(opened)
    return {table: any(name in row for row in found for name in NAMED) for table, found in rows.items() if found}


def test_a_history_keeps_nobodys_words(office: Office) -> None:
    """REQUIRES that a replaced name stands nowhere but in the way back, and that the history names its field."""
    applies(office, PERSON)
    applies(office, DESK)
    found = names(office)
    assert found["settings_aside"]
    assert not any(found[table] for table in found if table != "settings_aside")
    office.says("/settings history")
    assert "Who runs the group: changed (words are not kept here)" in told(office)
    assert "a private person → a role" in told(office)
    assert "Una" not in told(office)


def test_a_replaced_name_ends_on_its_day(office: Office) -> None:
    """REQUIRES that a replaced name can be brought back until the stated day, and on that day is gone from all rows."""
    applies(office, PERSON)
    applies(office, DESK)
    office.town.forward(timedelta(days=FORMER_DAYS - 1))
    office.says("/settings undo")
    assert "The desk → Una Example" in told(office)
    office.presses(Action.DISCARD)
    office.town.forward(timedelta(days=1))
    assert not any(names(office).values())
    office.says("/settings undo")
    assert f"nothing that could be taken back. Days for which a change can be: {FORMER_DAYS}" in told(office)
    assert any(one.action == Action.SETTINGS for one in office.buttons)


def test_a_draft_ends_on_its_day(office: Office) -> None:
    """REQUIRES that a change which nobody confirms is kept until its stated day and no longer, its key neither."""
    office.sends(PERSON)
    office.town.forward(timedelta(days=DRAFT_DAYS - 1))
    assert names(office)["settings_aside"]
    keys = len(office.town.rows()["vault.keys"])
    office.town.forward(timedelta(days=1))
    assert "settings_aside" not in names(office)
    assert len(office.town.rows()["vault.keys"]) == keys - 1


def test_what_is_over_is_not_offered_before_it_is_swept(office: Office) -> None:
    """REQUIRES that nobody brings back what should be gone, in the hour in which it still stands on disk."""
    applies(office, PERSON)
    applies(office, DESK)
    office.town.clock.forward(timedelta(days=FORMER_DAYS))
    office.says("/settings undo")
    assert "Una" not in told(office)


def test_a_draft_that_was_made_or_discarded_is_gone(office: Office) -> None:
    """REQUIRES that a draft stands nowhere once it is in force, was discarded, or something else was changed."""
    for action in (Action.APPLY, Action.DISCARD):
        office.sends("access: closed\n" if action == Action.APPLY else PERSON)
        office.presses(action)
        assert len(office.town.rows()["settings_aside"]) == 1
    office.sends(PERSON)
    office.says("/pause")
    assert not any(names(office).values())


def test_undo_goes_past_a_pause(office: Office) -> None:
    """REQUIRES that after a pause the change before it can be undone, and that going on is offered beside it."""
    applies(office, "retention:\n  events_days: 60\n")
    office.says("/pause")
    office.says("/settings undo")
    assert "60 → 14" in told(office)
    assert any(one.action == Action.RESUME for one in office.buttons)
    office.presses(Action.APPLY)
    assert office.policy.retention.events_days == 14
    office.says("/settings undo")
    assert "14 → 60" in told(office)


def test_undo_of_a_pause_alone(office: Office) -> None:
    """REQUIRES that where nothing but the state was changed, undo offers that, whatever the state is by now."""
    office.says("/settings undo")
    assert [one.action for one in office.buttons] == [Action.PAUSE]
    office.presses(Action.PAUSE)
    office.says("/settings undo")
    assert [one.action for one in office.buttons] == [Action.RESUME]
