"""What may be registered as commands."""

from typing import TYPE_CHECKING, Any

import discord
import pytest

from tests.standin.discord import DiscordStandIn

if TYPE_CHECKING:
    from tests.contract.discord_standin.bot import Connect, Notes

pytestmark = pytest.mark.anyio

GOOD: dict[str, Any] = {
    "name": "consent",
    "description": "Say yes or no",
    "description_localizations": {"de": "Ja oder nein", "zh-CN": "是或否", "es-419": "Sí o no"},
    "type": 1,
    "integration_types": [0, 1],
    "contexts": [0, 1, 2],
}


async def put(bot: "Notes", *commands: dict[str, Any]) -> Any:
    """Register commands."""
    return await bot.http.bulk_upsert_global_commands(bot.application_id or 0, list(commands))


async def test_commands_are_kept_counted_and_told(dc: DiscordStandIn, connect: "Connect") -> None:
    """Keep what was registered, under the same id when it is registered again, and count how often."""
    bot = await connect()
    first = await put(bot, GOOD)
    again = await put(bot, GOOD)
    assert [command["id"] for command in first] == [command["id"] for command in again]
    assert dc.world.command_puts == 2
    assert dc.world.commands["consent"]["contexts"] == [0, 1, 2]
    route = discord.http.Route("GET", "/applications/{id}/commands", id=bot.application_id)
    (bare,) = await bot.http.request(route)
    (full,) = await bot.http.request(route, params={"with_localizations": "true"})
    assert "description_localizations" not in bare
    assert full["description_localizations"] == GOOD["description_localizations"]
    assert (full["integration_types"], full["default_member_permissions"], full["nsfw"]) == ([0, 1], None, False)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "Consent"}, "lower-case"),
        ({"name": "to consent"}, "lower-case"),
        ({"description_localizations": {"he": "כן או לא"}}, "'he' is no locale"),
        ({"description_localizations": {"ar": "نعم"}}, "'ar' is no locale"),
        ({"name_localizations": {"de": "Zu Stimmen"}}, "lower-case"),
        ({"description": ""}, "0 characters"),
    ],
)
async def test_bad_commands_are_refused(
    dc: DiscordStandIn, connect: "Connect", change: dict[str, Any], why: str
) -> None:
    """Refuse names, descriptions and locales that Discord does not take, and keep nothing of them."""
    bot = await connect()
    with pytest.raises(discord.HTTPException, match=why):
        await put(bot, {**GOOD, **change})
    assert dc.world.commands == {}


async def test_two_commands_of_one_name_are_refused(dc: DiscordStandIn, connect: "Connect") -> None:
    """Refuse to register one name twice."""
    bot = await connect()
    with pytest.raises(discord.HTTPException, match="unique"):
        await put(bot, GOOD, GOOD)
    assert dc.world.commands == {}


async def test_the_librarys_own_tree_is_taken(dc: DiscordStandIn, connect: "Connect") -> None:
    """Take what discord.py itself sends when it syncs."""
    bot = await connect()
    tree = discord.app_commands.CommandTree(bot)

    @tree.command(name="notice", description="What is kept")
    async def notice(interaction: discord.Interaction) -> None:
        """Answer nothing."""

    await tree.sync()
    assert list(dc.world.commands) == ["notice"]
    assert [command.name for command in await tree.fetch_commands()] == ["notice"]
