"""The policy that a group had: in force while its file is bad or has to wait, over restart and absence (L2, L14)."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.sandbox.clock import MovableClock, standing_still
from adapters.sandbox.house import Site
from adapters.sandbox.outbound import SandboxPorts
from adapters.sandbox.world import World
from groupbot.cli.product import build
from groupbot.groups import keeping, register
from groupbot.groups.model import Law
from groupbot.policy import shipped
from groupbot.policy.compile import compile_policy
from groupbot.policy.errors import PolicyErrors
from groupbot.policy.models import Policy
from groupbot.store.unit import Unit
from tests.property.town import EXAMPLE, START, Town
from tests.unit.groups.test_own_policies import LONGER, LONGEST, agrees, days, told

EXAMPLES = sorted((shipped() / "examples").glob("*.yaml"))


@pytest.fixture
def town() -> Iterator[Town]:
    opened = Town("noa")
    yield opened
    opened.close()


def change(town: Town, text: str) -> None:
    """Rewrite the common file and let the bot look at it."""
    town.site.policy.write_text(text, encoding="utf-8")
    town.tick()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_kept_policy_is_the_one_it_was(town: Town, path: Path) -> None:
    """What is kept of a policy is, once opened, equal to it in every value and in its terms."""
    law = Law(compile_policy(path, (shipped(),)).policy, path.name)
    number = town.number("group")
    town.run(town.house.store.write(lambda unit: keeping.keep(unit, number, law)))
    found = town.read(lambda unit: keeping.kept(unit, number))
    assert found == Law(law.policy, law.source, kept=True)
    assert found.policy.material() == law.policy.material()


def test_refused_terms_stop_no_start(town: Town) -> None:
    """Terms that come too soon leave the former ones in force after a restart too; log and admins hear what changed."""
    agrees(town)
    change(town, LONGER)
    agrees(town)
    change(town, LONGEST)
    before = len(told(town))
    town.restart()
    town.tick()
    assert days(town, "group") == 15
    assert len(told(town)) > before
    assert "retention" in told(town)[-1].content.body.text


def test_refused_terms_come_when_they_may(town: Town) -> None:
    """Once the month is over, terms that had to wait come into force by themselves."""
    agrees(town)
    change(town, LONGER)
    agrees(town)
    change(town, LONGEST)
    town.forward(timedelta(days=29))
    assert days(town, "group") == 15
    town.forward(timedelta(days=1))
    assert days(town, "group") == 16


def test_a_group_that_must_wait_holds_up_no_other(town: Town) -> None:
    """Terms that have to wait in one group are in force in another, where they end nobody's consent."""
    agrees(town)
    change(town, LONGER)
    agrees(town)
    change(town, LONGEST)
    assert (days(town, "group"), days(town, "second")) == (15, 16)


def test_a_bad_common_file_stops_no_start(town: Town) -> None:
    """With a common file full of mistakes the bot starts under what its groups had, and a new group joins them."""
    change(town, LONGER)
    town.site.policy.write_text("policy: [", encoding="utf-8")
    town.restart()
    town.tick()
    assert (days(town, "group"), days(town, "second")) == (15, 15)
    assert told(town)
    town.world.add_group("third", "Third")
    town.handle(town.world.adds_bot("ada", "third"))
    assert days(town, "third") == 15


def test_no_policy_at_all_stops_the_start(tmp_path: Path) -> None:
    """Where there is neither a good file nor a kept policy, the start fails and says what is wrong with the file."""
    site = Site(tmp_path / "data", tmp_path / "root.key", tmp_path / "policy.yaml")
    site.policy.write_text("policy: [", encoding="utf-8")
    clock = MovableClock(standing_still(START))
    with pytest.raises(PolicyErrors, match=r"policy\.yaml"):
        asyncio.run(build(site, SandboxPorts(World(clock)), clock))


def test_an_absence_uses_up_no_month(town: Town) -> None:
    """Terms that changed while the bot was away are asked for when it is back: twice within a month they wait."""
    agrees(town)
    town.handle(town.world.removes_bot("ada"))
    change(town, LONGER)
    town.handle(town.world.adds_bot("ada"))
    assert days(town, "group") == 15
    agrees(town)
    town.handle(town.world.removes_bot("ada"))
    change(town, LONGEST)
    town.handle(town.world.adds_bot("ada"))
    assert days(town, "group") == 15
    change(town, EXAMPLE)
    assert days(town, "group") == 15


def test_what_is_written_is_decided_on_the_row(town: Town) -> None:
    """A choice that comes between the commit of other terms and word of them is weighed by the terms committed."""
    number, former = town.number("group"), town.house.directory.law(town.number("group"))
    later = Law(_with_days(former.policy, 20), "later.yaml")

    def commit() -> None:
        town.run(town.house.store.write(change_under_it))

    def change_under_it(unit: Unit) -> None:
        register.set_terms(unit, number, later.policy.material(), None)
        keeping.keep(unit, number, later)

    agrees(town, before_saving=commit)
    assert town.house.directory.law(number) == former
    assert town.tables()["consent_record"].rows == ()


def _with_days(policy: Policy, days: int) -> Policy:
    return policy.model_copy(update={"retention": policy.retention.model_copy(update={"events_days": days})})
