"""The self-check: what the bot lacks in a group is said plainly, by the platform's own words, and once."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from groupbot.actions import Action
from groupbot.groups import roll
from groupbot.ports import Right
from tests.conversation.stage import plain
from tests.property.town import EXAMPLE
from tests.unit.setup.office import Office

ALL = tuple(Right)
CHANGED = "The bot's rights in your group have changed"


@pytest.fixture
def office() -> Iterator[Office]:
    """Return the admin of a group that takes notices of newcomers away."""
    opened = Office(policy=EXAMPLE + "\njoin_notices: remove\n")
    yield opened
    opened.close()


def limits(office: Office, *rights: Right) -> None:
    """Leave the bot these rights alone, and let it be told."""
    office.town.handle(office.world.takes_rights("ada", *rights))


def goes_live(office: Office) -> None:
    """Press the last two buttons."""
    office.says("/setup")
    office.presses(Action.SETUP_GO)
    office.presses(Action.SETUP_LIVE)


def heard(office: Office) -> list[str]:
    """Return what the admin was told of changed rights."""
    told = [plain(post.content.body.text) for post in office.world.person("ada").inbox]
    return [text for text in told if CHANGED in text]


def test_a_group_whose_bot_lacks_nothing_hears_nothing(office: Office) -> None:
    """REQUIRES that an overview with all rights warns of nothing, and that the preview says that all is well."""
    office.says("/setup")
    assert "⚠" not in office.screen.content.body.text
    office.presses(Action.SETUP_PREVIEW)
    assert "all the rights it needs" in plain(office.screen.content.body.text)


def test_what_cannot_work_is_said_before_it_fails(office: Office) -> None:
    """REQUIRES that overview, preview and the last question name the right without which a module cannot work."""
    limits(office, Right.MEMBERS)
    office.says("/setup")
    for following in (Action.SETUP_PREVIEW, Action.SETUP_GO, None):
        words = plain(office.screen.content.body.text)
        assert "⚠ consent notice cannot work here. Switch on: Write in the group" in words
        assert "consent notice works better with: Delete messages" in words
        if following is not None:
            office.presses(following)


def test_only_what_the_chosen_needs_is_asked_for(office: Office) -> None:
    """REQUIRES that no right is asked for which nothing in the group uses."""
    limits(office, Right.SPEAK, Right.MEMBERS, Right.REMOVE)
    office.answers("joins", 0)
    limits(office, Right.SPEAK, Right.MEMBERS)
    office.says("/setup")
    office.presses(Action.SETUP_PREVIEW)
    assert "all the rights it needs" in plain(office.screen.content.body.text)


def test_where_the_operator_has_the_last_word(office: Office) -> None:
    """REQUIRES that the admin of a group which is not let in reads from the beginning to the end who lets it in."""
    directory, number = office.town.house.directory, office.town.number("group")
    group = directory.numbered(number)
    assert group is not None
    directory.keep(replace(group, served=False))
    office.town.run(office.town.house.store.write(partial(roll.decide, number=number, accepted=False)))
    office.says("/setup")
    assert f"groupbot groups accept {number}" in plain(office.screen.content.body.text)
    office.presses(Action.SETUP_GO)
    assert f"groupbot groups accept {number}" in plain(office.screen.content.body.text)
    office.presses(Action.SETUP_LIVE)
    said = plain(office.screen.content.body.text)
    assert "as soon as whoever hosts it lets this group in" in said
    assert "active now" not in said


def test_a_dry_group_is_not_told_by_itself(office: Office) -> None:
    """REQUIRES that before the group is live nobody hears of rights unasked."""
    limits(office)
    assert heard(office) == []


def test_admins_hear_what_is_lost_and_what_is_back_once(office: Office) -> None:
    """REQUIRES that the admins of a live group are told when a needed right goes and comes, and of nothing else."""
    goes_live(office)
    limits(office, *(right for right in ALL if right is not Right.REMOVE))
    assert len(heard(office)) == 1
    assert "Delete messages" in heard(office)[0]
    limits(office, Right.SPEAK, Right.MEMBERS)
    assert len(heard(office)) == 1
    limits(office, Right.SPEAK)
    assert "See who is a member" in heard(office)[1]
    limits(office, *ALL)
    assert "nothing it needs is missing" in heard(office)[2]
    limits(office, Right.SPEAK, Right.MEMBERS, Right.REMOVE)
    assert len(heard(office)) == 3


def test_a_paused_group_is_not_told(office: Office) -> None:
    """REQUIRES that nobody hears of rights which a paused bot does not need."""
    goes_live(office)
    office.says("/pause")
    limits(office)
    assert heard(office) == []
