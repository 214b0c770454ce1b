"""Admins hear of a policy that was not taken: each group once, a few at a time, and none is forgotten (law L14)."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from adapters.sandbox.outbound import SandboxPorts
from groupbot.effects import TellAdmins
from groupbot.groups import register, roll
from groupbot.ports import Standing, Unavailable
from groupbot.upkeep.lawkeeper import AT_ONCE
from tests.property.town import EXAMPLE, Town
from tests.unit.groups.test_own_policies import LONGER, LONGEST, agrees, own_file, told

BAD = "policy: 1\nextends: nowhere\n"
Answer = Callable[[str, int], None]


class Telling:
    """Counts who is told, and lets a test decide how the platform takes it: `answer(group, its how manieth call)`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tried: Counter[str] = Counter()
        self.heard: Counter[str] = Counter()
        self.answer: Answer = lambda _group, _call: None
        telling = self

        async def tell_admins(_ports: SandboxPorts, effect: TellAdmins) -> int:
            group = effect.chat.id
            telling.tried[group] += 1
            telling.answer(group, telling.tried[group])
            telling.heard[group] += 1
            return 1

        monkeypatch.setattr(SandboxPorts, "tell_admins", tell_admins)


@pytest.fixture
def telling(monkeypatch: pytest.MonkeyPatch) -> Telling:
    return Telling(monkeypatch)


@pytest.fixture
def town() -> Iterator[Town]:
    opened = Town("noa")
    yield opened
    opened.close()


def more_groups(town: Town, count: int) -> set[str]:
    """Let the bot into more groups, and return the names of all."""
    for number in range(count):
        town.world.add_group(f"more{number}", "More").standings["ada"] = Standing.ADMIN
        town.handle(town.world.adds_bot("ada", f"more{number}"))
    return set(town.world.groups)


def away(*_call: object) -> None:
    """Take nothing."""
    raise Unavailable("the platform is away")


def test_many_groups_are_told_a_few_at_a_time(town: Town, telling: Telling) -> None:
    """REQUIRES that a tick tells a bounded number of groups, and that the next ones tell the others, each once."""
    everyone = more_groups(town, AT_ONCE)
    town.site.policy.write_text(BAD, encoding="utf-8")
    town.tick()
    assert telling.heard.total() == AT_ONCE
    for _ in range(3):
        town.tick()
    assert telling.heard == Counter(everyone)


def test_a_slow_platform_ends_the_telling_of_a_tick(town: Town, telling: Telling) -> None:
    """REQUIRES that no more is told in a tick once that has taken ten seconds, and that all are told in the end."""
    everyone = more_groups(town, 8)
    telling.answer = lambda _group, _call: town.clock.forward(timedelta(seconds=6))
    town.site.policy.write_text(BAD, encoding="utf-8")
    town.tick()
    assert telling.heard.total() == 2
    for _ in range(6):
        town.tick()
    assert telling.heard == Counter(everyone)


def test_the_operators_decision_does_not_wait_for_it(town: Town, telling: Telling) -> None:
    """REQUIRES that a group which was let in has its line before the first admin is told of a bad policy."""
    number = town.number("second")
    town.run(town.house.store.write(lambda unit: roll.decide(unit, number, accepted=False)))
    town.tick()
    town.run(town.house.store.write(lambda unit: roll.decide(unit, number, accepted=True)))
    stood = []
    telling.answer = lambda _group, _call: stood.append(town.world.group("second").posts[-1].buttons != ())
    town.site.policy.write_text(BAD, encoding="utf-8")
    town.tick()
    assert stood == [True, True]


def test_what_the_platform_does_not_take_is_told_later(town: Town, telling: Telling) -> None:
    """REQUIRES that an absent platform is tried once a tick, and that every group is told once it is back."""
    telling.answer = away
    town.site.policy.write_text(BAD, encoding="utf-8")
    town.tick()
    assert telling.tried.total() == 1
    town.tick()
    assert telling.heard == {}
    telling.answer = lambda _group, _call: None
    for _ in range(3):
        town.tick()
    assert telling.heard == {"group": 1, "second": 1}


def test_one_that_always_fails_holds_up_no_other(town: Town, telling: Telling) -> None:
    """REQUIRES that a group which fails at each attempt, by a defect even, does not keep the others from hearing."""

    def defective(group: str, _call: int) -> None:
        if group == "group":
            raise ValueError("a defect")

    telling.answer = defective
    town.site.policy.write_text(BAD, encoding="utf-8")
    with pytest.raises(ValueError, match="a defect"):
        town.tick()
    with pytest.raises(ValueError, match="a defect"):
        town.tick()
    assert telling.heard == {"second": 1}


def test_what_was_mended_meanwhile_is_not_told(town: Town, telling: Telling) -> None:
    """REQUIRES that admins who could not be told in time hear nothing of mistakes that are no more."""
    telling.answer = away
    town.site.policy.write_text(BAD, encoding="utf-8")
    town.tick()
    telling.answer = lambda _group, _call: None
    town.site.policy.write_text(EXAMPLE, encoding="utf-8")
    town.tick()
    assert telling.heard == {}


def test_another_bad_edit_is_told_too(town: Town) -> None:
    """REQUIRES that each bad edit is told, also one with the same mistake again after a good text stood there."""
    for text in (BAD, EXAMPLE, BAD):
        town.site.policy.write_text(text, encoding="utf-8")
        town.tick()
    assert len(told(town)) == 4


def test_a_group_that_is_not_served_hears_it_when_it_is(town: Town) -> None:
    """REQUIRES silence in a group that the operator has not let in, and word of what is still wrong once it is in."""
    number = town.number("second")
    town.run(town.house.store.write(lambda unit: roll.decide(unit, number, accepted=False)))
    own_file(town, "second").write_text(BAD, encoding="utf-8")
    town.tick()
    assert told(town) == []
    town.run(town.house.store.write(lambda unit: roll.decide(unit, number, accepted=True)))
    town.tick()
    town.tick()
    assert len(told(town)) == 1


def test_terms_that_wait_on_a_return_are_told(town: Town) -> None:
    """REQUIRES that admins hear, once, that terms which changed in the bot's absence come too soon, and until when."""
    agrees(town)
    town.site.policy.write_text(LONGER, encoding="utf-8")
    town.tick()
    agrees(town)
    town.handle(town.world.removes_bot("ada"))
    town.site.policy.write_text(LONGEST, encoding="utf-8")
    town.tick()
    before = len(told(town))
    town.handle(town.world.adds_bot("ada"))
    for _ in range(3):
        town.tick()
    (word,) = told(town)[before:]
    assert "retention" in word.content.body.text
    held = town.read(lambda unit: register.terms(unit, town.number("group")))
    assert held is not None
    assert held[1] == town.today
