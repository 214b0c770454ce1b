"""Holding members and letting people in on Discord, and whose a timeout is (laws L10 and L11)."""

from datetime import UTC, datetime, timedelta

import discord
import pytest

from adapters.discord.platform import DiscordPlatform
from groupbot.deeds import Deed
from groupbot.effects import Admit, Decline, Release, Restrict
from groupbot.events import MemberJoined, RestrictionChanged
from groupbot.people import Actor, Chat
from groupbot.ports import Unavailable
from tests.contract.discord.conftest import Build
from tests.contract.discord.fake_engine import Engine, chat, running
from tests.standin.discord import DiscordStandIn, Guild, Person

pytestmark = pytest.mark.anyio
UNTIL = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
LATER = UNTIL + timedelta(days=1)
NOTHING = frozenset[datetime]()


def of(guild: Guild, person: Person) -> tuple[Chat, Actor]:
    return chat(guild), Actor("discord", str(person.id))


def timeout(guild: Guild, person: Person) -> str | None:
    told: str | None = guild.model.members[person.id].timed_out_until
    return told


def times_out(guild: Guild, person: Person, until: datetime | None) -> None:
    """Let somebody else set or lift a timeout; Discord tells the bot who it is about, and what stands."""
    changes = {"timed_out_until": until.isoformat() if until else None}
    guild.world.backend.edit_member(guild.id, person.id, changes)


async def test_a_member_is_held_and_released(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that a held member cannot write until the end, that ours can be made longer, and that it is lifted."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    async with running(dc, platform, engine):
        for _ in range(2):
            assert await platform.ports.restrict(Restrict(*of(guild, noa), UNTIL), frozenset({UNTIL})) is Deed.DONE
        assert timeout(guild, noa) == UNTIL.isoformat()
        with pytest.raises(PermissionError):
            noa.says(guild.general, "hello")
        ours = frozenset({UNTIL, LATER})
        assert await platform.ports.restrict(Restrict(*of(guild, noa), LATER), ours) is Deed.DONE
        for _ in range(2):
            assert await platform.ports.release(Release(*of(guild, noa)), ours) is Deed.DONE
    assert timeout(guild, noa) is None
    assert len([call for call in dc.world.record.calls if call.method == "PATCH"]) == 3
    assert dc.world.record.violations == []


async def test_what_others_set_is_neither_lifted_nor_replaced(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that a timeout with another end than ours stays as it is, and that one which has passed is none."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    async with running(dc, platform, engine):
        times_out(guild, noa, UNTIL + timedelta(seconds=1))
        assert await platform.ports.release(Release(*of(guild, noa)), frozenset({UNTIL})) is Deed.NOT_OURS
        assert await platform.ports.restrict(Restrict(*of(guild, noa), UNTIL), frozenset({UNTIL})) is Deed.HELD
        assert timeout(guild, noa) == (UNTIL + timedelta(seconds=1)).isoformat()
        times_out(guild, noa, datetime.now(UTC) - timedelta(minutes=1))
        assert await platform.ports.release(Release(*of(guild, noa)), frozenset({UNTIL})) is Deed.DONE
        assert await platform.ports.restrict(Restrict(*of(guild, noa), UNTIL), frozenset({UNTIL})) is Deed.DONE


async def test_why_a_member_is_not_held(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES the reason where Discord refuses: a higher role, the owner, a missing permission, nobody there."""
    noa, zoe, gone = (dc.world.person(name) for name in ("noa", "zoe", "gone"))
    guild = dc.world.guild(members=[noa, zoe])
    guild.gives(zoe, guild.role("staff", above_bot=True))
    weak = dc.world.guild(members=[noa], rights=discord.Permissions(send_messages=True, view_channel=True))
    async with running(dc, platform, engine):
        for who in (zoe, guild.owner):
            assert await platform.ports.restrict(Restrict(*of(guild, who), UNTIL), NOTHING) is Deed.ABOVE
        assert await platform.ports.restrict(Restrict(*of(weak, noa), UNTIL), NOTHING) is Deed.NO_RIGHT
        assert await platform.ports.restrict(Restrict(*of(guild, gone), UNTIL), NOTHING) is Deed.GONE
        dc.world.faults.refuse(40001, "PATCH", "/guilds/*/members/*")
        with pytest.raises(Unavailable):
            await platform.ports.restrict(Restrict(*of(guild, noa), UNTIL), NOTHING)
    assert {timeout(guild, each) for each in (noa, zoe, guild.owner)} == {None}


async def test_the_role_is_given_once_the_servers_own_rules_are_accepted(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that nobody is let around the server's own screening, and that giving again is no error."""
    noa = dc.world.person("noa")
    guild = dc.world.guild()
    role = guild.role("verified")
    async with running(dc, platform, engine):
        noa.joins(guild, pending=True)
        effect = Admit(*of(guild, noa), str(role.id))
        assert await platform.ports.admit(effect) is Deed.PENDING
        assert guild.roles_of(noa) == set()
        guild.screens(noa, passed=True)
        assert [await platform.ports.admit(effect) for _ in range(2)] == [Deed.DONE, Deed.DONE]
    assert guild.roles_of(noa) == {"verified"}
    assert [call.method for call in dc.world.record.calls if "/roles/" in call.path] == ["PUT"]


async def test_why_somebody_is_not_let_in(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES the reason: a role that is gone, above the bot's or not named, a missing right, nobody there."""
    noa, gone = dc.world.person("noa"), dc.world.person("gone")
    guild = dc.world.guild(members=[noa])
    role, high, lost = guild.role("verified"), guild.role("staff", above_bot=True), guild.role("lost")
    guild.deletes_role(lost)
    weak = dc.world.guild(members=[noa], rights=discord.Permissions(send_messages=True, view_channel=True))
    other = weak.role("verified")
    async with running(dc, platform, engine):
        for where, who, which, why in (
            (guild, noa, str(high.id), Deed.ABOVE),
            (guild, noa, str(lost.id), Deed.NO_ROLE),
            (guild, noa, "", Deed.CANNOT),
            (guild, gone, str(role.id), Deed.GONE),
            (weak, noa, str(other.id), Deed.NO_RIGHT),
        ):
            assert await platform.ports.admit(Admit(*of(where, who), which)) is why
        assert await platform.ports.decline(Decline(*of(guild, noa))) is Deed.CANNOT
    assert guild.roles_of(noa) == set()


async def test_what_stands_is_told_without_an_author(dc: DiscordStandIn, build: Build, engine: Engine) -> None:
    """REQUIRES that each update of a member tells what timeout stands, ours or not, of nobody's making."""
    dc.world.portal.members = True
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    platform = build(members=True)
    async with running(dc, platform, engine):
        await platform.ports.restrict(Restrict(*of(guild, noa), UNTIL), NOTHING)
        times_out(guild, noa, LATER)
        times_out(guild, noa, None)
        await dc.until(lambda: len(engine.of(RestrictionChanged)) == 3)
    assert [event.until for event in engine.of(RestrictionChanged)] == [UNTIL, LATER, None]
    assert {event.by for event in engine.of(RestrictionChanged)} == {None}
    assert {event.actor.id for event in engine.of(RestrictionChanged)} == {str(noa.id)}
    assert engine.of(MemberJoined) == []
