"""From the bot's restriction over the appeal to the release: what its member reads of it in the end."""

import json
from functools import partial
from importlib import resources

import pytest

from groupbot.actions import Action
from groupbot.appeals.model import ABOUTS, RULINGS, About, Ruling
from groupbot.effects import Restrict
from groupbot.ledger.kinds import Reason
from groupbot.rights.mydata import gather
from tests.property import doorman
from tests.property.beat import Beat, beat
from tests.property.pressable import newest
from tests.property.test_two_histories import consents

ENGLISH = json.loads((resources.files("groupbot.i18n") / "messages" / "en.json").read_text("utf-8"))


def presses(street: Beat, who: str, action: Action, value: int | None = None) -> None:
    """Press the button of somebody's newest screen that does this."""
    button = next(one for one in newest(street.world, who) if one.action == action and value in (None, one.value))
    street.town.handle(street.world.presses(who, button.message, button.token))


def overturned(street: Beat) -> None:
    """Let noa appeal against being kept from writing, and ada find that it was a mistake."""
    street.town.handle(street.world.writes("noa", "/appeal"))
    presses(street, "noa", Action.APPEAL)
    presses(street, "noa", Action.APPEAL_ABOUT, ABOUTS.index(About.RESTRICTION))
    presses(street, "noa", Action.APPEAL_WRITE)
    street.town.handle(street.world.writes("noa", "Let me speak."))
    street.town.handle(street.world.says("ada", "/appeals"))
    presses(street, "ada", Action.APPEAL_READ)
    presses(street, "ada", Action.APPEAL_RULING, RULINGS.index(Ruling.MISTAKE))
    presses(street, "ada", Action.APPEAL_DECIDE)


def reads(street: Beat) -> str:
    """Return what noa reads in /mydata."""
    street.town.handle(street.world.writes("noa", "/mydata"))
    return [post.content.body.text for post in street.world.person("noa").inbox if not post.author][-1]


def file(street: Beat) -> set[tuple[str, str, str]]:
    """Return kind, reason and role of each entry as noa's file has them."""
    shown = street.town.read(partial(gather, actor=street.world.person("noa").actor, today=street.town.today))
    tables = [table for place in shown["places"] for table in place["tables"] if table["table"] == "ledger_entry"]
    return {(row["kind"], row["reason"], row["by"]) for table in tables for row in table["rows"]}


@pytest.mark.parametrize("by", ["bot", "admin"])
def test_who_was_let_go_after_an_appeal_reads_so(monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    """REQUIRES that a release after an appeal stands in /mydata with its reason, and none that the bot did not make.

    What an admin has set the bot does not lift, and so does not say that it did (law L11).
    """
    hold = doorman.route(lambda chat, who, until: Restrict(chat, who, until, Reason.GATE))
    monkeypatch.setitem(doorman.COMMANDS, "hold", hold)
    with beat() as street:
        street.world.leaves("noa")
        consents(street.town, "noa")
        street.command("hold", "noa", 600)
        (end,) = street.ours("noa")
        if by == "admin":
            street.town.handle(street.world.restricts("ada", "noa", end))
        overturned(street)
        told = {("restricted", "gate", "bot"), ("appeal-decided", "overturned", "")}
        told |= {("released", "overturned", "bot")} if by == "bot" else {("restricted", "unstated", "admin")}
        assert file(street) - {("appeal-opened", "against-restriction", "")} == told
        assert (ENGLISH["happened-released"] in reads(street)) is (by == "bot")
        assert ("noa" in street.world.group().held) is (by == "admin")
