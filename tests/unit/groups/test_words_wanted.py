"""Whether a group wants its members' words read: only one that has chosen a module which needs them, and lets it."""

from collections.abc import Iterator
from contextlib import closing
from types import MappingProxyType

import pytest

from adapters.sandbox.state import PLATFORM
from groupbot import routes
from groupbot.actions import Action
from groupbot.people import Chat
from groupbot.ports import Right
from groupbot.setup.modules import MODULES, Module
from tests.unit.setup.office import Office


@pytest.fixture
def office() -> Iterator[Office]:
    """Return an admin in a group that is still to be set up."""
    with closing(Office()) as made:
        yield made


def reads(office: Office, group: str = "group") -> bool:
    return office.town.house.reads(Chat(PLATFORM, group))


def test_no_group_wants_words_today(office: Office) -> None:
    """REQUIRES that none of the modules there are has anybody's words read, and that unknown groups want none."""
    assert not any(Right.READ in module.needs for module in MODULES.values())
    assert not reads(office)
    assert office.town.house.groups(PLATFORM) == {Chat(PLATFORM, "group"), Chat(PLATFORM, "second")}
    assert office.town.house.groups("elsewhere") == frozenset()


def test_a_module_that_reads(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a module which needs words has them read, rehearsing and live, and in no group that is paused."""
    reading = MappingProxyType({"consent": Module(frozenset({Right.READ}))})
    monkeypatch.setattr(routes, "MODULES", reading)
    assert reads(office)
    office.presses(Action.SETUP_GO)
    office.presses(Action.SETUP_LIVE)
    assert reads(office)
    office.says("/pause")
    assert not reads(office)
    assert reads(office, "second")
    assert not reads(office, "nowhere")
