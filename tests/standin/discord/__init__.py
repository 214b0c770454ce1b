"""A Discord on 127.0.0.1 for tests: HTTP, gateway and a world of people behind them."""

from tests.standin.discord.channel import Channel
from tests.standin.discord.guild import Guild
from tests.standin.discord.person import Person
from tests.standin.discord.post import Post
from tests.standin.discord.press import Press
from tests.standin.discord.server import DiscordStandIn

__all__ = ["Channel", "DiscordStandIn", "Guild", "Person", "Post", "Press"]
