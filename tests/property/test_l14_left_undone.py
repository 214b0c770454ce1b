"""Law L14: where a restriction was to be lifted and was not, the admins and the member hear why and what to do."""

import json
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from importlib import resources

import pytest
from structlog.testing import capture_logs

from adapters.sandbox.doorkeeping import SandboxDoor
from adapters.sandbox.outbound import SandboxPorts
from groupbot.deeds import Deed
from groupbot.effects import Release, TellAdmins
from groupbot.ports import Unavailable
from groupbot.restraint.undone import EXPIRED, WORDS
from tests.property.beat import Beat, beat

# No release ends so: these are answers to holding somebody or letting them in.
NEVER = {Deed.HELD, Deed.OVERTAKEN, Deed.OVER, Deed.BEYOND, Deed.PENDING, Deed.NO_ROLE}
ENGLISH = json.loads((resources.files("groupbot.i18n") / "messages" / "en.json").read_text("utf-8"))
TWO_DAYS = timedelta(hours=49)


def ending(deed: Deed) -> Callable[..., object]:
    async def release(_door: SandboxDoor, _effect: Release, _ours: AbstractSet[datetime]) -> Deed:
        return deed

    return release


async def absent(*_: object) -> Deed:
    """Stand for a platform that never takes the call."""
    raise Unavailable("an outage")


def heard(street: Beat, who: str) -> list[str]:
    """Return what the bot has said to somebody in private of the restriction that still stands."""
    said = [post.content.body.text for post in street.world.person(who).inbox if not post.author]
    return [text for text in said if "lift the restriction itself" in text or "was to be lifted" in text]


def test_every_end_of_a_release_has_its_words() -> None:
    """REQUIRES a sentence for whatever a release can end with, and that nobody adds an end without a decision."""
    assert {Deed.DONE, *NEVER, *WORDS} == set(Deed)
    assert not NEVER & set(WORDS)
    assert {*WORDS.values(), EXPIRED} <= set(ENGLISH)


@pytest.mark.parametrize("deed", list(WORDS), ids=str)
def test_admins_and_member_hear_why(monkeypatch: pytest.MonkeyPatch, deed: Deed) -> None:
    """REQUIRES of each refusal that the admins read why, unnamed and once, and the member why and whom to ask."""
    monkeypatch.setattr(SandboxDoor, "release", ending(deed))
    with beat() as street:
        street.command("hold", "noa")
        street.command("free", "noa")
        street.town.forward(timedelta(minutes=5))
        (told,), (news,) = heard(street, "ada"), heard(street, "noa")
        reason = ENGLISH[WORDS[deed]]
        assert reason in told.replace("\u2068", "").replace("\u2069", "")
        assert reason in news.replace("\u2068", "").replace("\u2069", "")
        assert "lift it by hand" in told
        assert "turn to one of them" in news
        assert "Title of group" in news
        assert "noa" not in told.casefold()
        assert street.world.person("noa").id not in told
        assert street.town.rows()["outbox"] == []


def test_what_is_lifted_is_told_to_nobody() -> None:
    """REQUIRES silence where the restriction is lifted, also by somebody else or twice."""
    with beat() as street:
        for verb in ("hold", "free", "free"):
            street.command(verb, "noa")
        assert (heard(street, "ada"), heard(street, "noa")) == ([], [])


def test_what_an_admin_set_is_left_to_the_admins() -> None:
    """REQUIRES that a restriction which the bot never set is left, and its admins are asked to lift it."""
    with beat() as street:
        end = street.town.clock.now() + timedelta(days=3)
        street.world.restricts("ada", "noa", end)
        street.command("free", "noa")
        assert street.world.group().held == {"noa": end}
        assert "lifts only what it set itself" in heard(street, "ada")[0]


def test_admins_who_cannot_be_told_now_are_told_later_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a platform which takes the word to the admins only later has the member told once as well."""
    monkeypatch.setattr(SandboxDoor, "release", ending(Deed.NO_RIGHT))
    tell, tries = SandboxPorts.tell_admins, list[TellAdmins]()

    async def later(ports: SandboxPorts, effect: TellAdmins) -> int:
        tries.append(effect)
        return await tell(ports, effect) if len(tries) > 1 else await absent()  # type: ignore[return-value]

    monkeypatch.setattr(SandboxPorts, "tell_admins", later)
    with beat() as street:
        street.command("free", "noa")
        assert (heard(street, "ada"), heard(street, "noa")) == ([], [])
        street.town.forward(timedelta(minutes=5))
        assert (len(heard(street, "ada")), len(heard(street, "noa"))) == (1, 1)


def test_what_could_not_be_lifted_in_two_days_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a release which no platform took ends with word to the admins and the member, and in the log."""
    monkeypatch.setattr(SandboxDoor, "release", absent)
    with beat() as street, capture_logs() as said:
        street.command("hold", "noa", 9000)
        street.command("free", "noa")
        street.town.forward(TWO_DAYS)
        street.town.forward(TWO_DAYS)
        (told,), (news,) = heard(street, "ada"), heard(street, "noa")
        assert "for two days" in told
        assert "for two days" in news
        assert (street.town.rows()["outbox"], len(street.ours("noa"))) == ([], 1)
    assert [entry["act"] for entry in said if "given up" in entry["event"]] == ["release"]


def test_what_could_not_be_set_in_two_days_leaves_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a restriction ends with what waited to set it, and that one before it stays the bot's."""
    with beat() as street:
        street.command("hold", "omar", 9000)
        before = street.ours("omar")
        monkeypatch.setattr(SandboxDoor, "restrict", absent)
        for who in ("noa", "omar"):
            street.command("hold", who, 9600)
        street.town.forward(TWO_DAYS)
        assert street.town.rows()["outbox"] == []
        assert (street.ours("noa"), street.ours("omar")) == ((), before)
