"""What the bot itself did to a member stands in the log of who agreed to that, once, with its deciders' reason."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from adapters.sandbox.doorkeeping import SandboxDoor
from adapters.sandbox.state import Delivery
from groupbot.actions import Action
from groupbot.deeds import Deed
from groupbot.effects import Release, Restrict
from groupbot.events import RestrictionChanged
from groupbot.groups import register
from groupbot.groups.model import Mode
from groupbot.ledger import views
from groupbot.ledger.entry import Happened
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.kinds import By, Kind, Reason
from groupbot.ledger.occasions import PROMPT
from groupbot.ports import Unavailable
from groupbot.restraint import settling
from groupbot.store import outbox
from groupbot.store.unit import Unit
from tests.property import doorman
from tests.property.beat import Beat, beat
from tests.property.doorman import GROUP
from tests.property.pressable import newest
from tests.property.test_two_histories import consents
from tests.property.town import START

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
TODAY = START.date().isoformat()


@pytest.fixture
def street(monkeypatch: pytest.MonkeyPatch) -> Iterator[Beat]:
    """Open a street where a feature holds for the gate and an appeal lets go; noa agreed to a record, omar did not."""
    hold = doorman.route(lambda chat, who, until: Restrict(chat, who, until, Reason.GATE))
    free = doorman.route(lambda chat, who, _until: Release(chat, who, Reason.OVERTURNED))
    monkeypatch.setitem(doorman.COMMANDS, "hold", hold)
    monkeypatch.setitem(doorman.COMMANDS, "free", free)
    with beat() as opened:
        opened.world.leaves("noa")
        consents(opened.town, "noa")
        yield opened


def recorded(street: Beat, who: str = "noa") -> list[Happened]:
    """Return what is recorded of somebody, in the order of the words."""
    actor = street.world.person(who).actor

    def read(unit: Unit) -> list[Happened]:
        handle = unit.vault.find(street.town.number(GROUP), actor.platform, actor.id)
        mine = views.entries_of(unit, handle) if handle else ()
        return sorted((kept.opening.entry.happened for kept in mine), key=lambda what: what.kind)

    return street.town.read(read)


def held(day: str = TODAY) -> Happened:
    return Happened(Kind.RESTRICTED, day, Reason.GATE, By.BOT)


def freed(day: str = TODAY) -> Happened:
    return Happened(Kind.RELEASED, day, Reason.OVERTURNED, By.BOT)


def test_both_are_recorded_with_the_reason(street: Beat) -> None:
    """REQUIRES that the bot's holding and letting go are recorded, each once, with the reason that was decided on."""
    street.command("hold", "noa")
    assert recorded(street) == [held()]
    for _ in range(2):
        street.command("free", "noa")
    assert recorded(street) == [freed(), held()]


def test_the_day_is_that_of_the_act(street: Beat) -> None:
    """REQUIRES that what waited for the platform bears the day on which it came through, and nothing stands before."""
    street.world.delivery = Delivery.UNAVAILABLE
    street.command("hold", "noa", 9000)
    assert recorded(street) == []
    street.world.delivery = Delivery.WORKS
    street.town.forward(DAY)
    assert recorded(street) == [held((START + DAY).date().isoformat())]


def test_who_never_agreed_is_not_recorded(street: Beat) -> None:
    """REQUIRES no row in the log about a member without consent, while the bot acts on them all the same (law L1)."""
    street.command("hold", "omar")
    assert "omar" in street.world.group().held
    street.command("free", "omar")
    assert (street.world.group().held, street.town.rows()["ledger_entry"]) == ({}, [])


def test_what_counts_is_the_consent_at_the_act(street: Beat) -> None:
    """REQUIRES a record of who agreed while the act waited, and none of who withdrew meanwhile (law L1)."""
    street.world.delivery = Delivery.UNAVAILABLE
    for who in ("noa", "omar"):
        street.command("hold", who, 600)
    street.world.delivery = Delivery.WORKS
    street.world.leaves("omar")
    consents(street.town, "omar")
    withdraws(street, "noa")
    street.town.forward(timedelta(minutes=5))
    assert set(street.world.group().held) == {"noa", "omar"}
    assert (recorded(street, "omar"), recorded(street)) == ([held()], [])


def withdraws(street: Beat, who: str) -> None:
    """Let somebody take back all that they agreed to."""
    street.town.handle(street.world.writes(who, "/withdraw"))
    button = next(one for one in newest(street.world, who) if one.action == Action.WITHDRAW)
    street.town.handle(street.world.presses(who, button.message, button.token))


def test_what_was_left_undone_is_not_recorded(monkeypatch: pytest.MonkeyPatch, street: Beat) -> None:
    """REQUIRES silence of acts that the platform refused, and of releases that found nothing of the bot's."""
    street.command("free", "noa")
    street.world.restricts("ada", "noa", street.town.clock.now() + DAY)
    street.command("hold", "noa")
    street.command("free", "noa")
    assert street.witness.deeds == [Deed.DONE, Deed.HELD, Deed.NOT_OURS]
    street.world.restricts("ada", "noa", None)
    monkeypatch.setattr(SandboxDoor, "release", lambda *_: refused())
    street.command("hold", "noa")
    street.command("free", "noa")
    assert recorded(street) == [held()]


async def refused() -> Deed:
    return Deed.NO_RIGHT


def test_what_ended_by_itself_was_not_lifted(street: Beat) -> None:
    """REQUIRES no record of a release where the restriction was over before, though its row is kept for the day."""
    street.command("hold", "noa", 30)
    street.town.clock.forward(timedelta(minutes=31))
    street.expire()
    assert street.ours("noa")
    street.command("free", "noa")
    assert (street.witness.deeds[-1], street.ours("noa"), recorded(street)) == (Deed.DONE, (), [held()])


@pytest.mark.parametrize("mode", [Mode.PAUSED, Mode.DRY])
def test_only_a_live_group_records(street: Beat, mode: Mode) -> None:
    """REQUIRES that what waited is not recorded once the group's admins have stopped the bot, or it rehearses anew."""
    street.world.delivery = Delivery.UNAVAILABLE
    street.command("hold", "noa", 600)
    number = street.town.number(GROUP)
    street.town.run(street.town.house.store.write(lambda unit: register.switch(unit, number, mode)))
    street.world.delivery = Delivery.WORKS
    street.town.forward(timedelta(minutes=5))
    assert (street.town.rows()["outbox"], recorded(street)) == ([], [])


def test_a_rehearsal_records_nothing() -> None:
    """REQUIRES that a group which only rehearses writes nothing into the log."""
    with beat(new=True) as street:
        street.command("hold", "noa")
        assert street.town.rows()["ledger_entry"] == []


def lost_answer(street: Beat, monkeypatch: pytest.MonkeyPatch, verb: str, act: str) -> None:
    """Let the bot do something that gets through, and its answer not."""
    does = getattr(SandboxDoor, act)

    async def timed_out(door: SandboxDoor, effect: Restrict | Release, ours: AbstractSet[datetime]) -> Deed:
        await does(door, effect, ours)
        raise Unavailable("no answer in time")

    with monkeypatch.context() as patch:
        patch.setattr(SandboxDoor, act, timed_out)
        street.command(verb, "noa", 600)
    assert len(street.town.rows()["outbox"]) == 1


def told(street: Beat) -> RestrictionChanged:
    """Return the platform's word of the bot's own act."""
    event = street.world.restricts("ada", "noa", street.ours("noa")[-1], named=False)
    assert isinstance(event, RestrictionChanged)
    return event


def test_a_retry_records_once(monkeypatch: pytest.MonkeyPatch, street: Beat) -> None:
    """REQUIRES one record of an act that was done twice because its answer was lost, and none before it is sure."""
    lost_answer(street, monkeypatch, "hold", "restrict")
    assert recorded(street) == []
    street.town.forward(timedelta(minutes=5))
    assert recorded(street) == [held()]
    lost_answer(street, monkeypatch, "free", "release")
    assert recorded(street) == [held()]
    street.town.restart()
    street.town.forward(timedelta(minutes=5))
    assert (recorded(street), street.town.rows()["outbox"]) == ([freed(), held()], [])


def test_the_platforms_word_takes_the_place_of_the_answer(monkeypatch: pytest.MonkeyPatch, street: Beat) -> None:
    """REQUIRES one record where the platform tells of an act whose answer was lost, however often it tells."""
    lost_answer(street, monkeypatch, "hold", "restrict")
    event = told(street)
    for _ in range(2):
        street.town.handle(event)
    street.town.forward(timedelta(minutes=5))
    assert recorded(street) == [held()]


def test_word_of_an_act_that_was_answered_adds_nothing(street: Beat) -> None:
    """REQUIRES one record where answer and word of the same act both come."""
    street.command("hold", "noa")
    street.town.handle(told(street))
    assert recorded(street) == [held()]


@pytest.mark.parametrize(("known", "before"), [(True, SECOND), (False, PROMPT + SECOND)], ids=["known", "restarted"])
def test_word_from_before_the_consent(
    monkeypatch: pytest.MonkeyPatch,
    street: Beat,
    known: bool,  # noqa: FBT001  (a case)
    before: timedelta,
) -> None:
    """REQUIRES that an act which came through before its member agreed is not recorded when it is told after that."""
    lost_answer(street, monkeypatch, "hold", "restrict")
    if not known:
        street.town.restart()
    event = told(street)
    street.town.handle(replace(event, at=START - before))
    assert (street.town.rows()["outbox"], recorded(street)) == ([], [])


def test_told_twice_settles_once(street: Beat) -> None:
    """REQUIRES that an act which is settled already leaves no second record, and lets go of nothing newer."""
    street.world.delivery = Delivery.UNAVAILABLE
    street.command("hold", "noa", 600)
    number, desk, now = street.town.number(GROUP), street.town.house.performer.desk, street.town.clock.now()
    waits = street.town.read(partial(outbox.held_back, who=street.world.person("noa").actor, group=number))
    assert waits is not None
    act = waits[1]
    assert isinstance(act, Restrict)
    settle = partial(settling.done, desk=desk, act=act, ours=street.ours("noa"), now=now)
    settled = [street.town.run(street.town.house.store.write(settle)).wrote for _ in range(2)]
    assert (settled, recorded(street)) == ([True, False], [held()])


@pytest.mark.parametrize(("reason", "error"), [("because", ValueError), (Reason.OVERTURNED, LedgerError)], ids=str)
def test_a_reason_that_no_entry_may_have(
    monkeypatch: pytest.MonkeyPatch, street: Beat, reason: str, error: type[Exception]
) -> None:
    """REQUIRES that a decision with a reason that does not fit its act fails where it is made, and holds nobody."""
    wrong = doorman.route(lambda chat, who, until: Restrict(chat, who, until, reason))
    monkeypatch.setitem(doorman.COMMANDS, "hold", wrong)
    with doorman.deciding(), pytest.raises(error):
        street.command("hold", "noa")
    assert (street.world.group().held, street.town.rows()["outbox"]) == ({}, [])
