"""What human admins do to a member is recorded where the member agreed to that, by role alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from groupbot.events import RestrictionChanged
from groupbot.groups import register
from groupbot.groups.model import Mode
from groupbot.ledger import views
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import By, Kind, Reason
from groupbot.ledger.occasions import PROMPT
from groupbot.people import ActorKind
from groupbot.store.unit import Unit
from tests.property.test_two_histories import consents
from tests.property.town import START, Town

UNTIL = START + timedelta(days=1)


@pytest.fixture
def town() -> Iterator[Town]:
    opened = Town("noa", "dan")
    yield opened
    opened.close()


def recorded(town: Town, who: str = "noa") -> list[Happened]:
    """Return what is recorded of somebody, everywhere."""
    actor = town.world.person(who).actor

    def read(unit: Unit) -> list[Happened]:
        handles = [handle for number, handle in unit.vault.find_everywhere(actor.platform, actor.id) if number]
        return [kept.opening.entry.happened for handle in handles for kept in views.entries_of(unit, handle)]

    return town.read(read)


def test_what_an_admin_did_is_recorded_of_who_agreed(town: Town) -> None:
    """REQUIRES that being held and let go is recorded once each, with the admin's role and no name, as of its day."""
    consents(town, "noa")
    held = town.world.restricts("ada", "noa", UNTIL)
    for _ in range(2):
        town.handle(held)
    handled = town.handle(town.world.restricts("ada", "noa", None))
    assert handled.wrote
    assert [reason.key for reason in handled.decision.why] == ["why-recorded"]
    day = START.date().isoformat()
    kinds = {Kind.RESTRICTED, Kind.RELEASED}
    assert sorted(recorded(town), key=str) == sorted(
        (Happened(kind, day, Reason.UNSTATED, By.ADMIN) for kind in kinds), key=str
    )


@pytest.mark.parametrize("case", ["nobody", "bot", "themself", "other-group", "no-consent"])
def test_nothing_else_is_recorded(town: Town, case: str) -> None:
    """REQUIRES that nothing is written of acts of nobody known, bots or the member, elsewhere, or without consent."""
    if case != "no-consent":
        consents(town, "noa")
    town.handle(town.world.joins("dan"))
    group = "second" if case == "other-group" else ""
    if group:
        town.handle(town.world.joins("noa", group))
    event = town.world.restricts("ada", "noa" if case != "no-consent" else "dan", UNTIL, group, named=case != "nobody")
    if case == "bot":
        bot = replace(town.world.person("ada").actor, kind=ActorKind.BOT)
        assert isinstance(event, RestrictionChanged)
        event = replace(event, by=bot)
    if case == "themself":
        assert isinstance(event, RestrictionChanged)
        event = replace(event, by=replace(event.actor, name="Noa, renamed"), held=False)
    before = town.tables()
    assert not town.handle(event).wrote
    assert town.tables() == before
    assert recorded(town) == []


def test_a_paused_group_records_nothing(town: Town) -> None:
    """REQUIRES that nothing is recorded where the admins have stopped the bot."""
    consents(town, "noa")
    number = town.number("group")
    town.run(town.house.store.write(lambda unit: register.switch(unit, number, Mode.PAUSED)))
    assert not town.handle(town.world.restricts("ada", "noa", UNTIL)).wrote
    assert recorded(town) == []


def test_what_came_before_the_consent_stays_unrecorded(town: Town) -> None:
    """REQUIRES that what happened before somebody agreed is not recorded when it is told again after that."""
    town.handle(town.world.joins("noa"))
    before = town.world.restricts("ada", "noa", UNTIL)
    assert not town.handle(before).wrote
    town.handle(town.world.leaves("noa"))
    consents(town, "noa")
    assert not town.handle(before).wrote
    assert recorded(town) == []
    assert town.handle(town.world.restricts("ada", "noa", None)).wrote


DAY, HOUR, MOMENT = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)


def held(town: Town) -> RestrictionChanged:
    """Let an admin hold noa, and return the word of it."""
    event = town.world.restricts("ada", "noa", UNTIL)
    assert isinstance(event, RestrictionChanged)
    return event


@pytest.mark.parametrize(
    ("late", "days"),
    [(timedelta(), 0), (DAY, 1), (3 * DAY, 3), (-MOMENT, 0), (-DAY, 0)],
    ids=["at once", "a day late", "three days late", "a clock a little behind", "a clock a day behind"],
)
def test_an_entry_bears_the_day_of_the_act(town: Town, late: timedelta, days: int) -> None:
    """REQUIRES the day on which the platform says it happened, whenever the bot heard of it, and none to come."""
    consents(town, "noa")
    town.clock.forward(4 * DAY)
    event = held(town)
    assert town.handle(replace(event, at=event.at - late)).wrote
    (happened,) = recorded(town)
    assert happened.day == (town.clock.now() - days * DAY).date().isoformat()


@pytest.mark.parametrize(
    ("before", "heard", "wrote"),
    [(DAY, MOMENT, False), (MOMENT, MOMENT, False), (MOMENT, HOUR, False), (-MOMENT, HOUR, True), (-MOMENT, DAY, True)],
    ids=["a day before", "just before", "just before, heard late", "just after, heard late", "heard a day late"],
)
def test_an_act_from_before_the_consent_is_not_recorded(
    town: Town,
    before: timedelta,
    heard: timedelta,
    wrote: bool,  # noqa: FBT001  (a case)
) -> None:
    """REQUIRES that no act from before the consent is recorded, whenever it is heard of, and each from after it is."""
    town.clock.forward(DAY)
    consents(town, "noa")
    event = replace(held(town), at=town.clock.now() - before)
    town.clock.forward(heard)
    assert town.handle(event).wrote is wrote
    assert len(recorded(town)) == wrote


@pytest.mark.parametrize(("late", "wrote"), [(PROMPT, True), (PROMPT + MOMENT, False)], ids=["at once", "late"])
def test_after_a_start_only_what_is_heard_at_once_is_sure(
    town: Town,
    late: timedelta,
    wrote: bool,  # noqa: FBT001  (a case)
) -> None:
    """REQUIRES that where the moment of the consent is not known any more, an act of its day is heard of at once."""
    consents(town, "noa")
    town.clock.forward(HOUR)
    town.restart()
    event = held(town)
    town.clock.forward(late)
    assert town.handle(event).wrote is wrote
    assert len(recorded(town)) == wrote


def test_an_act_that_retention_has_outlived_is_not_recorded(town: Town) -> None:
    """REQUIRES that what happened longer ago than entries are kept is not recorded, and later acts are."""
    consents(town, "noa")
    event = town.world.restricts("ada", "noa", UNTIL)
    days = town.house.directory.law(town.number("group")).policy.retention.events_days
    town.forward(timedelta(days=days))
    assert not town.handle(event).wrote
    assert town.handle(town.world.restricts("ada", "noa", None)).wrote
