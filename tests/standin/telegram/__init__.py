"""A stand-in for Telegram's Bot API 10.3, strict about what a bot sends and honest about what it gets back."""

from tests.standin.telegram.model import Member, Post, Press, Room
from tests.standin.telegram.person import Person
from tests.standin.telegram.server import StandIn
from tests.standin.telegram.world import World

__all__ = ["Member", "Person", "Post", "Press", "Room", "StandIn", "World"]
