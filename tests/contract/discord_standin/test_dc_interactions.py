"""Interactions: what they carry, who sees the answers, and how long they may be answered."""

import io
from typing import TYPE_CHECKING, Any

import discord
import pytest

from tests.standin.discord import DiscordStandIn, Guild, Person

if TYPE_CHECKING:
    from tests.contract.discord_standin.bot import Connect, Notes

pytestmark = pytest.mark.anyio

BOTH: dict[str, Any] = {"type": 1, "integration_types": [0, 1], "contexts": [0, 1, 2]}
COMMANDS: list[Any] = [
    {"name": "consent", "description": "Say yes or no", **BOTH},
    {
        "name": "policy",
        "description": "Rules",
        "type": 1,
        "options": [{"name": "file", "description": "f", "type": 11}],
    },
    {"name": "setup", "description": "Set up", "type": 1, "contexts": [0], "default_member_permissions": "32"},
]


@pytest.fixture
async def scene(dc: DiscordStandIn, connect: "Connect") -> tuple["Notes", Guild, Person, Person]:
    """Give a bot with commands, a guild, and two members."""
    noa, bea = dc.world.person("noa", locale="he"), dc.world.person("bea")
    guild = dc.world.guild(members=[noa, bea], locale="de")
    bot = await connect()
    await bot.http.bulk_upsert_global_commands(bot.application_id or 0, COMMANDS)
    return bot, guild, noa, bea


def view(*labels: str) -> discord.ui.View:
    """Return buttons whose custom ids are their labels in small letters."""
    made = discord.ui.View(timeout=None)
    for label in labels:
        made.add_item(discord.ui.Button(label=label, custom_id=label.lower()))
    return made


async def test_a_guilds_command_says_who_and_where(
    dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]
) -> None:
    """Carry the person's language, the guild's, the context, the installation and the bot's rights."""
    bot, guild, noa, _ = scene
    noa.slash(guild, "consent")
    await dc.until(lambda: bot.interactions)
    event = bot.events("INTERACTION_CREATE")[0]
    assert (event["locale"], event["guild_locale"], event["context"]) == ("he", "de", 0)
    assert event["authorizing_integration_owners"] == {"0": str(guild.id)}
    assert event["member"]["user"]["id"] == str(noa.id)
    assert "user" not in event
    assert discord.Permissions(int(event["app_permissions"])).send_messages
    await bot.interactions[0].response.defer(ephemeral=True)


async def test_private_commands_say_whose_installation_allows_them(
    dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]
) -> None:
    """Tell the bot's own channel (1) from other private ones (2), and offer commands there only to who installed."""
    bot, _, noa, bea = scene
    stranger = dc.world.person("stranger")
    pair = dc.world.private_channel(noa, bea)
    with pytest.raises(LookupError, match="has the app installed"):
        noa.slash(pair, "consent")
    stranger.installs()
    noa.installs()
    for person, place in ((noa, None), (noa, pair), (stranger, None)):
        person.slash(place, "consent")
    await dc.until(lambda: len(bot.interactions) == 3)
    events = bot.events("INTERACTION_CREATE")
    assert [event["context"] for event in events] == [1, 2, 1]
    assert [event["authorizing_integration_owners"] for event in events] == [
        {"0": "0", "1": str(noa.id)},
        {"1": str(noa.id)},
        {"0": "0", "1": str(stranger.id)},
    ]
    assert all("member" not in event and "guild_locale" not in event for event in events)
    for interaction in bot.interactions:
        await interaction.response.send_message("answered")
    assert [post.text for post in pair.messages] == ["answered"]


async def test_an_installed_app_is_used_where_the_bot_is_not(
    dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]
) -> None:
    """Carry a command from a guild without the bot, by the person's installation alone, and show the answer there."""
    bot, _, noa, _ = scene
    elsewhere = dc.world.guild("elsewhere", members=[noa], bot=False)
    with pytest.raises(LookupError, match="has the app installed"):
        noa.slash(elsewhere, "consent")
    noa.installs()
    noa.slash(elsewhere, "consent")
    await dc.until(lambda: bot.interactions)
    event = bot.events("INTERACTION_CREATE")[0]
    assert (event["context"], event["authorizing_integration_owners"]) == (0, {"1": str(noa.id)})
    await bot.interactions[0].response.send_message("for you", ephemeral=True)
    assert [post.text for post in noa.sees()] == ["for you"]
    with pytest.raises(discord.NotFound):
        await bot.http.get_member(elsewhere.id, noa.id)


async def test_commands_are_hidden_from_those_who_may_not(
    dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]
) -> None:
    """Offer a command with default permissions only to members who hold them, and only where it may be used."""
    bot, guild, noa, _ = scene
    with pytest.raises(LookupError, match="permissions"):
        noa.slash(guild, "setup")
    with pytest.raises(LookupError, match="context 1"):
        noa.slash(None, "setup")
    with pytest.raises(LookupError, match="not registered"):
        noa.slash(guild, "unknown")
    guild.gives(noa, guild.role("admins", "manage_guild"))
    noa.slash(guild, "setup")
    await dc.until(lambda: bot.interactions)
    await bot.interactions[0].response.defer()


async def test_a_file_comes_with_a_command(dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]) -> None:
    """Let an uploaded file be read from the stand-in's own file host."""
    bot, guild, noa, _ = scene
    noa.slash(guild, "policy", file=("a.yaml", b"rules: []"))
    await dc.until(lambda: bot.interactions)
    data: Any = bot.interactions[0].data
    (attachment,) = data["resolved"]["attachments"].values()
    assert attachment["url"].startswith(dc.cdn_url)
    assert await bot.http.get_from_cdn(attachment["url"]) == b"rules: []"
    await bot.interactions[0].response.defer()


async def test_presses_update_the_message_they_stand_under(
    dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]
) -> None:
    """Let a press edit its own message, at once (7) or after a silent deferral (6), for that person alone."""
    bot, guild, noa, bea = scene
    first = noa.slash(guild, "consent")
    await dc.until(lambda: bot.interactions)
    await bot.interactions[0].response.send_message("Choose", view=view("Yes", "No"), ephemeral=True)
    (shown,) = noa.sees()
    with pytest.raises(LookupError, match="does not see"):
        bea.clicks(shown, "Yes")
    at_once = noa.clicks(shown, "Yes")
    await dc.until(lambda: len(bot.interactions) == 2)
    await bot.interactions[1].response.edit_message(content="Sure?", view=view("Save"))
    later = noa.clicks(shown, "Save")
    await dc.until(lambda: len(bot.interactions) == 3)
    await bot.interactions[2].response.defer()
    await bot.interactions[2].edit_original_response(content="Saved", view=None)
    await dc.settled()
    assert [press.kind for press in (first, at_once, later)] == ["message", "update", "deferred_update"]
    assert [(post.text, post.buttons) for post in noa.sees()] == [("Saved", {})]


async def test_a_choice_carries_its_value(dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]) -> None:
    """Send the value of what is chosen by its label, and refuse what is not offered."""
    bot, guild, noa, _ = scene
    noa.slash(guild, "consent")
    await dc.until(lambda: bot.interactions)
    made = discord.ui.View(timeout=None)
    made.add_item(discord.ui.Select(custom_id="pick", options=[discord.SelectOption(label="Hebrew", value="he")]))
    await bot.interactions[0].response.send_message("Which?", view=made)
    (post,) = guild.general.messages
    with pytest.raises(LookupError, match="choices"):
        noa.chooses(post, "Latin")
    noa.chooses(post, "Hebrew")
    await dc.until(lambda: len(bot.interactions) == 2)
    data: Any = bot.interactions[1].data
    assert (data["custom_id"], data["values"], data["component_type"]) == ("pick", ["he"], 3)
    await bot.interactions[1].response.defer()


async def test_a_form_is_opened_filled_in_and_sent(
    dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]
) -> None:
    """Open a form from a press, refuse what its fields do not take, and carry words and file back."""
    bot, guild, noa, _ = scene
    noa.slash(guild, "consent")
    await dc.until(lambda: bot.interactions)
    await bot.interactions[0].response.send_message("Ask", view=view("Write"), ephemeral=True)
    press = noa.clicks(noa.sees()[0], "Write")
    await dc.until(lambda: len(bot.interactions) == 2)
    form = discord.ui.Modal(title="Who is responsible?", custom_id="token")
    form.add_item(
        discord.ui.Label(text="Name", component=discord.ui.TextInput(custom_id="words", max_length=10, required=True))
    )
    form.add_item(discord.ui.Label(text="File", component=discord.ui.FileUpload(custom_id="file", required=False)))
    await bot.interactions[1].response.send_modal(form)
    with pytest.raises(ValueError, match="to 10 characters"):
        noa.submits(press, "much too long for it")
    noa.submits(press, "Wiki", file=("a.yaml", b"x: 1"))
    await dc.until(lambda: len(bot.interactions) == 3)
    data: Any = bot.interactions[2].data
    assert data["custom_id"] == "token"
    fields = {one["component"]["custom_id"]: one["component"] for one in data["components"]}
    assert fields["words"]["value"] == "Wiki"
    (number,) = fields["file"]["values"]
    assert data["resolved"]["attachments"][number]["filename"] == "a.yaml"
    with pytest.raises(discord.HTTPException, match="form cannot be answered by a form"):
        await bot.interactions[2].response.send_modal(form)
    await bot.interactions[2].response.edit_message(content="Thank you", view=None)
    assert [post.text for post in noa.sees()] == ["Thank you"]


async def test_a_late_first_answer_is_refused(dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]) -> None:
    """Refuse (10062) a first answer after three seconds."""
    bot, guild, noa, _ = scene
    press = noa.slash(guild, "consent")
    await dc.until(lambda: bot.interactions)
    dc.world.clock.advance(3.1)
    with pytest.raises(discord.NotFound) as late:
        await bot.interactions[0].response.send_message("too late")
    assert (late.value.code, press.acknowledged) == (10062, False)


async def test_a_second_first_answer_is_refused(
    dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]
) -> None:
    """Refuse (40060) to acknowledge one interaction twice."""
    bot, guild, noa, _ = scene
    noa.slash(guild, "consent")
    await dc.until(lambda: bot.interactions)
    first = bot.interactions[0]
    await first.response.defer(ephemeral=True)
    adapter = discord.webhook.async_.async_context.get()
    with pytest.raises(discord.HTTPException) as twice:
        await adapter.create_interaction_response(
            first.id,
            first.token,
            session=bot.http._HTTPClient__session,  # type: ignore[attr-defined]
            params=discord.webhook.async_.interaction_response_params(5),
        )
    assert twice.value.code == 40060


async def test_a_token_answers_for_fifteen_minutes(
    dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]
) -> None:
    """Take edits and followups, files among them, for 15 minutes and refuse them (50027) after."""
    bot, guild, noa, bea = scene
    press = noa.slash(guild, "consent")
    await dc.until(lambda: bot.interactions)
    only = bot.interactions[0]
    await only.response.defer(ephemeral=True)
    assert noa.sees() == []
    dc.world.clock.advance(14 * 60)
    await only.edit_original_response(content="Here it is")
    await only.followup.send("and more", ephemeral=True, file=discord.File(io.BytesIO(b"rows"), "data.txt"))
    assert [(post.text, post.files) for post in noa.sees()] == [("Here it is", {}), ("and more", {"data.txt": b"rows"})]
    assert [post.text for post in press.followups] == ["and more"]
    assert bea.sees() == []
    dc.world.clock.advance(61)
    with pytest.raises(discord.HTTPException) as late:
        await only.edit_original_response(content="too late")
    assert (late.value.status, late.value.code) == (401, 50027)


async def test_there_is_nothing_to_update_under_a_command(
    dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]
) -> None:
    """Refuse to update the message of an interaction that has none."""
    bot, guild, noa, _ = scene
    noa.slash(guild, "consent")
    await dc.until(lambda: bot.interactions)
    adapter = discord.webhook.async_.async_context.get()
    with pytest.raises(discord.HTTPException, match="no message to update"):
        await adapter.create_interaction_response(
            bot.interactions[0].id,
            bot.interactions[0].token,
            session=bot.http._HTTPClient__session,  # type: ignore[attr-defined]
            params=discord.webhook.async_.interaction_response_params(6),
        )
    await bot.interactions[0].response.defer()


async def test_a_forged_press_arrives_as_it_was_made(
    dc: DiscordStandIn, scene: tuple["Notes", Guild, Person, Person]
) -> None:
    """Let a changed client send any custom id from a message that it sees."""
    bot, guild, noa, _ = scene
    noa.slash(guild, "consent")
    await dc.until(lambda: bot.interactions)
    await bot.interactions[0].response.send_message("Choose", view=view("Yes"), ephemeral=True)
    noa.forges(noa.sees()[0], "x" * 100)
    await dc.until(lambda: len(bot.interactions) == 2)
    data: Any = bot.interactions[1].data
    assert data["custom_id"] == "x" * 100
    await bot.interactions[1].response.defer()
