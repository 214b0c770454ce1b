"""The buttons that have been shown so far, as a hostile client could have kept all of them."""

from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import datetime
from struct import unpack

from adapters.sandbox.state import Post
from adapters.sandbox.world import World

PUBLIC = 0x80


@dataclass(frozen=True)
class Shown:
    """One button: who has it on their screen ("" for the group), and what stands in its token."""

    owner: str
    message: str
    token: str
    action: int
    value: int
    group: int
    expiry: int
    fingerprint: int
    public: bool

    def opens_for(self, who: str, now: datetime) -> bool:
        """Tell whether this person may press it now."""
        return (self.public or who == self.owner) and now.timestamp() // 60 < self.expiry


def read(owner: str, message: str, token: str) -> Shown:
    """Read what a token says of itself, without the key."""
    version, action, value, group, expiry, shown = unpack(">BBHIII", urlsafe_b64decode(token + "==")[:16])
    assert version == 1
    return Shown(owner, message, token, action & ~PUBLIC, value, group, expiry, shown, bool(action & PUBLIC))


def shown_by(owner: str, posts: list[Post]) -> list[Shown]:
    """Return the buttons of some messages, oldest first."""
    return [read(owner, post.id, button.token) for post in posts for button in post.buttons if button.token]


def newest(world: World, who: str) -> list[Shown]:
    """Return the buttons of the newest message that somebody has from the bot."""
    own = [post for post in world.person(who).inbox if not post.author]
    return shown_by(who, own[-1:])
