"""An admin whom the platform holds for a time reads that it has to wait, and not that nobody knows who is an admin."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from groupbot.content import Text
from groupbot.ports import Standing
from tests.conversation.stage import plain
from tests.unit.setup.office import Office


@pytest.fixture
def office() -> Iterator[Office]:
    """Return the admin of a group that is live."""
    with closing(Office()) as made:
        made.goes_live()
        yield made


@pytest.mark.parametrize("command", ["/setup", "/pause", "/settings"])
def test_who_is_held_decides_nothing_and_reads_why(office: Office, command: str) -> None:
    """REQUIRES that nothing is written or changed, and that the answer names the timeout, once it is over no more."""
    world, before = office.town.world, office.town.rows()
    world.group("group").standings["ada"] = Standing.HELD
    handled = office.town.handle(world.says("ada", command))
    assert "You are in a timeout in that group." in plain(office.screen.content.body.text)
    assert handled.decision.why_not == (Text("why-not-admin-held"),)
    assert office.town.rows() == before
    world.group("group").standings["ada"] = Standing.ADMIN
    office.says(command)
    assert "timeout" not in plain(office.screen.content.body.text)
