"""Looks before the start at what Discord says about the bot, and names the remedy for what is missing."""

import asyncio
from collections.abc import Sequence

import aiohttp
import discord
from discord.http import Route

from adapters.discord.calls import Calls, Refused
from adapters.discord.quiet import quiet
from adapters.discord.roster import DiscordRoster
from adapters.discord.senders import chat_of
from groupbot.ports import Right, Unavailable
from groupbot.process.checks import Check

SECONDS = 10.0
# Discord, Application Flags.
MEMBERS = (1 << 14) | (1 << 15)
INSTALL = "https://discord.com/oauth2/authorize?client_id={}"
NEEDED = ((Right.SPEAK, "View Channel and Send Messages"), (Right.REMOVE, "Manage Messages"))
AWAY = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError, Unavailable, Refused)
PORTAL = "Discord's developer portal"
DESK = (
    "Choose a Community Updates or a Safety Notifications Channel in the Server Settings that only the bot and roles "
    "with Manage Server can see, and let the bot write there."
)


async def checks(
    token: str, base_url: str | None = None, *, guilds: Sequence[str] = (), members: bool = False
) -> tuple[Check, ...]:
    """Check token, switches and, per server id, presence and rights; never raises. Needs the network."""
    quiet()
    if base_url is not None:
        discord.http.Route.BASE = base_url.rstrip("/")
    client = discord.Client(intents=discord.Intents.none())
    try:
        async with asyncio.timeout(SECONDS):
            await client.login(token)
            calls = Calls(client.http)
            found = [Check("Discord: token", ok=True, found=f"{client.user} answers", remedy="")]
            found += await _application(calls, members=members)
            for guild in guilds:
                found += await _guild(calls, guild, str(client.user.id if client.user else ""))
    except discord.LoginFailure:
        remedy = f"Copy it anew from {PORTAL}, under Bot, or reset it there."
        return (Check("Discord: token", ok=False, found="refused by Discord", remedy=remedy),)
    except AWAY as error:
        remedy = "Check that this machine reaches discord.com over https, and run the check again."
        found_error = f"no answer from Discord ({type(error).__name__})"
        return (Check("Discord: connection", ok=False, found=found_error, remedy=remedy),)
    finally:
        await client.close()
    return tuple(found)


async def _application(calls: Calls, *, members: bool) -> list[Check]:
    application = await calls.request(Route("GET", "/applications/@me"))
    has = bool(int(application.get("flags") or 0) & MEMBERS)
    switch = Check(
        "Discord: Server Members Intent",
        ok=has or (None if not members else False),
        found="on" if has else "off",
        remedy=f"Switch it on in {PORTAL}, under Bot." if members and not has else "",
    )
    return [switch, Check("Discord: install", ok=True, found=INSTALL.format(application["id"]), remedy="")]


async def _guild(calls: Calls, guild: str, us: str) -> list[Check]:
    rights = await DiscordRoster(calls).rights(chat_of(guild), us, hears=False)
    name = f"Discord: server {guild}"
    if rights is None:
        remedy = "Install the bot there by the link above."
        return [Check(name, ok=False, found="the bot is not there, or sees nothing", remedy=remedy)]
    missing = [switch for right, switch in NEEDED if right not in rights]
    remedy = f"Give the bot's role: {', '.join(missing)}." if missing else ""
    found = f"lacks {', '.join(missing)}" if missing else "has the rights it needs"
    return [Check(name, ok=None if missing else True, found=found, remedy=remedy), _heard(name, rights)]


def _heard(name: str, rights: frozenset[Right]) -> Check:
    """Say whom news for the admins reaches; whether the owner takes direct messages is known to who serves alone."""
    if Right.DESK in rights:
        found = "the moderators' channel, which nobody else can see, and the owner"
        return Check(f"{name}: news for admins", ok=True, found=found, remedy="")
    return Check(f"{name}: news for admins", ok=None, found="the owner alone, where they let the bot", remedy=DESK)
