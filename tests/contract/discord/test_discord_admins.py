"""Words for the admins: only where nobody else reads them, and to the owner whatever happens there."""

import logging
from pathlib import Path

import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from adapters.discord.platform import DiscordPlatform
from groupbot.effects import TellAdmins
from groupbot.people import UNNAMED, Actor, Admins, Chat
from groupbot.ports import Right, Unavailable
from tests.contract.discord.conftest import Build
from tests.contract.discord.fake_engine import Engine, chat, page, running
from tests.contract.discord.test_discord_house import whole_bot
from tests.standin.discord import DiscordStandIn, Guild
from tests.standin.discord.channel import Channel

pytestmark = pytest.mark.anyio


def moderators(guild: Guild, *, closed: bool = True) -> Channel:
    """Return the channel for the server's moderators; closed, nobody but the bot is let in by name."""
    mods = guild.channel("mods")
    guild.model.public_updates_channel_id = mods.id
    if closed:
        overwrites(mods, guild.id, deny=True)
        overwrites(mods, guild.bot_role.id)
    return mods


def overwrites(channel: Channel, target: int, kind: OverwriteType = OverwriteType.ROLE, *, deny: bool = False) -> None:
    """Let a role or a member see a channel, or keep them out."""
    view = channel.world.flag("view_channel")
    made = Overwrite(target, kind, deny=view) if deny else Overwrite(target, kind, allow=view)
    channel.world.backend.set_overwrite(channel.id, made)


async def test_admins_are_told_where_nobody_else_looks(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES the moderators' channel only while it is hidden from everybody, and the owner besides."""
    guild = dc.world.guild()
    mods = moderators(guild, closed=False)
    async with running(dc, platform, engine):
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 1
        assert (mods.messages, len(guild.owner.sees())) == ([], 1)
        overwrites(mods, guild.id, deny=True)
        overwrites(mods, guild.bot_role.id)
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 2
        beside = TellAdmins(chat(guild), page("news"), beside=Actor("discord", str(guild.owner.id)))
        assert await platform.ports.tell_admins(beside) == 1
        guild.owner.blocks_bot()
        mods.vanishes()
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 0
    assert (len(guild.owner.sees()), guild.general.messages) == (2, [])


@pytest.mark.parametrize("rights", [(), ("kick_members", "manage_messages")])
async def test_a_role_without_the_right_to_decide_reads_no_admins_words(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, rights: tuple[str, ...]
) -> None:
    """REQUIRES that one role which is let in and does not manage the server opens the channel, another does not."""
    guild = dc.world.guild()
    mods, helpers, staff = moderators(guild), guild.role("helpers", *rights), guild.role("staff", "manage_guild")
    overwrites(mods, staff.id)
    async with running(dc, platform, engine):
        assert Right.DESK in (await platform.ports.rights(chat(guild)) or ())
        overwrites(mods, helpers.id)
        assert Right.DESK not in (await platform.ports.rights(chat(guild)) or ())
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 1
        helpers.managed = True  # as the role of those who boost the server is, and people have it
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 1
    assert (mods.messages, len(guild.owner.sees())) == ([], 2)


async def test_a_role_that_sees_by_its_own_right_is_looked_at(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that where everybody has no right to see, a role that has it opens a channel without any overwrite."""
    guild = dc.world.guild()
    mods = moderators(guild, closed=False)
    guild.model.roles[guild.id].permissions = 0
    async with running(dc, platform, engine):
        assert Right.DESK in (await platform.ports.rights(chat(guild)) or ())
        guild.role("verified", "view_channel")
        assert Right.DESK not in (await platform.ports.rights(chat(guild)) or ())
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 1
    assert mods.messages == []


async def test_a_member_who_is_let_in_by_name_has_to_be_an_admin(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that a member who may see the channel and decides nothing opens it, and that an admin does not."""
    noa, many = dc.world.person("noa"), [dc.world.person() for _ in range(11)]
    guild = dc.world.guild(members=[noa, *many])
    mods, staff = moderators(guild), guild.role("staff", "manage_guild")
    overwrites(mods, dc.world.backend.bot_user.id, OverwriteType.MEMBER)
    async with running(dc, platform, engine):
        overwrites(mods, noa.id, OverwriteType.MEMBER)
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 1
        guild.gives(noa, staff)
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 2
        guild.takes(noa, staff)
        noa.leaves(guild)
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 1
        overwrites(mods, noa.id, OverwriteType.MEMBER, deny=True)
        for one in many:
            guild.gives(one, staff)
            overwrites(mods, one.id, OverwriteType.MEMBER)
        before = len(dc.world.record.calls)
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 1
        assert len(dc.world.record.calls) - before < 10, "nobody is asked about where very many are let in by name"
    assert len(mods.messages) == 1


async def test_a_channel_that_the_bot_cannot_write_in_is_none(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES that the owner alone is told, without a refusal, where the bot may not write to the moderators."""
    guild = dc.world.guild()
    guild.bot_role.permissions &= ~dc.world.flag("administrator")
    mods = moderators(guild)
    mods.denies_bot("send_messages")
    async with running(dc, platform, engine):
        assert Right.DESK not in (await platform.ports.rights(chat(guild)) or ())
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 1
    assert (mods.messages, dc.world.record.refused) == ([], [])
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_the_owner_is_told_while_the_channel_is_away(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that a channel which takes nothing now keeps nothing from the owner, and that nobody told is told so."""
    guild = dc.world.guild()
    mods = moderators(guild)
    platform._calls._patience = 0.3
    async with running(dc, platform, engine):
        dc.world.faults.too_many("POST", f"/channels/{mods.id}/messages", after=100, times=9)
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 1
        assert len(guild.owner.sees()) == 1
        guild.owner.blocks_bot()
        with pytest.raises(Unavailable):
            await platform.ports.tell_admins(TellAdmins(chat(guild), page("news")))


async def test_the_owner_is_named_and_never_as_the_only_one(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES the owner, with others perhaps, since Discord lists no admins, and nobody where it does not say."""
    guild = dc.world.guild()
    async with running(dc, platform, engine):
        assert await platform.ports.admins(chat(guild)) == Admins(frozenset({str(guild.owner.id)}))
        assert await platform.ports.admins(Chat("discord", "1")) == UNNAMED


async def test_it_is_known_who_hears(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that an owner who takes no direct messages counts as unheard from the first word on, until one came."""
    guild = dc.world.guild()
    async with running(dc, platform, engine):
        assert Right.OWNER in (await platform.ports.rights(chat(guild)) or ())
        guild.owner.blocks_bot()
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 0
        assert Right.OWNER not in (await platform.ports.rights(chat(guild)) or ())
        guild.owner.writes("hello")
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("news"))) == 1
        assert Right.OWNER in (await platform.ports.rights(chat(guild)) or ())


async def test_the_self_check_says_who_hears(dc: DiscordStandIn, build: Build, tmp_path: Path) -> None:
    """REQUIRES that the preview of /setup names whom news for the admins reaches, and what to change, as it changes."""
    guild = dc.world.guild()
    async with whole_bot(dc, build, tmp_path):

        async def told() -> str:
            before = len(guild.owner.sees())
            guild.owner.slash(guild, "setup")
            await dc.until(lambda: len(guild.owner.sees()) > before)
            screen = guild.owner.sees()[-1]
            overview = screen.text
            guild.owner.clicks(screen, next(label for label in screen.buttons if "Preview" in label))
            await dc.until(lambda: guild.owner.sees()[-1].text != overview)
            await dc.settled()
            return guild.owner.sees()[-1].text

        assert "owner alone" in await told()
        assert "Community Updates" in await told()
        moderators(guild)
        assert "channel of this server, which nobody else can see" in await told()
