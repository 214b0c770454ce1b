"""What the self-check finds before the start."""

import discord
import pytest

from adapters.discord import doctor
from adapters.discord.doctor import checks
from tests.contract.discord.test_discord_admins import moderators
from tests.standin.discord import DiscordStandIn

pytestmark = pytest.mark.anyio


async def test_a_healthy_bot_passes_every_check(dc: DiscordStandIn) -> None:
    """REQUIRES ok for token, switch, link and server, and no remedy for what is well."""
    guild = dc.world.guild()
    moderators(guild)
    dc.world.portal.members = True
    found = await checks(dc.token, dc.api_url, guilds=[str(guild.id)], members=True)
    assert [check.ok for check in found] == [True] * 5
    assert "nobody else can see" in found[-1].found
    assert not any(check.remedy for check in found)
    assert str(dc.world.backend.application_id) in next(check.found for check in found if "install" in check.name)


async def test_each_lack_has_a_remedy(dc: DiscordStandIn) -> None:
    """REQUIRES that a missing switch, a missing right and an absent bot say what to do."""
    mute = dc.world.guild(rights=discord.Permissions(view_channel=True, send_messages=True))
    absent = dc.world.guild("elsewhere", bot=False)
    mute.model.roles[mute.id].permissions = 0
    found = {
        check.name: check
        for check in await checks(dc.token, dc.api_url, guilds=[str(mute.id), str(absent.id)], members=True)
    }
    assert found["Discord: Server Members Intent"].ok is False
    assert found[f"Discord: server {mute.id}"].ok is None
    assert "Manage Messages" in found[f"Discord: server {mute.id}"].remedy
    assert found[f"Discord: server {absent.id}"].ok is False
    news = found[f"Discord: server {mute.id}: news for admins"]
    assert (news.ok, "owner alone" in news.found, "Manage Server" in news.remedy) == (None, True, True)
    assert f"Discord: server {absent.id}: news for admins" not in found
    assert all(check.remedy for check in found.values() if check.ok is not True)


async def test_a_refused_token_and_a_silent_discord(dc: DiscordStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES one check that fails, with its remedy and in bounded time, and no token in what is found."""
    monkeypatch.setattr(doctor, "SECONDS", 0.3)
    (refused,) = await checks("abc.def.wrong", dc.api_url)
    dc.world.faults.slow(5, "GET", "/users/@me")
    (silent,) = await checks(dc.token, dc.api_url)
    for check in (refused, silent):
        assert check.ok is False
        assert check.remedy
        assert "abc.def" not in check.found
