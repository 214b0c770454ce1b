"""What the sandbox needs of the running bot: bootstrap builds it, the sandbox never learns how."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from groupbot.decision import Decision
from groupbot.effects import Effect
from groupbot.events import Event
from groupbot.ports import Clock, Ports


class Handled(Protocol):
    """The outcome of one event: what was decided, what was done, and the name of the policy file that applied."""

    @property
    def decision(self) -> Decision:
        """Return the decision with its reasons."""

    @property
    def effects(self) -> Sequence[Effect]:
        """Return the effects that were performed."""

    @property
    def policy(self) -> str:
        """Return the policy file's name, or "" when none applied."""


class Mistake(Protocol):
    """What is wrong with a policy; as a string it is the whole complaint with its place and remedy."""

    @property
    def line(self) -> int:
        """Return the line it stands in, from 1."""


class Housekeeper(Protocol):
    """Looks after what changes without an event."""

    async def reload_policies(self) -> Sequence[Mistake]:
        """Put a changed policy file in force; with mistakes the old one stays, and the group's admins are told."""


class House(Protocol):
    """The bot itself, wired and running."""

    @property
    def housekeeper(self) -> Housekeeper:
        """Return who looks after the policies."""

    @property
    def public_key(self) -> bytes:
        """Return the key with which the signed files that it hands out can be checked."""

    async def handle(self, event: Event) -> Handled:
        """Commit the event, perform what follows from it and return the outcome."""

    async def tick(self) -> None:
        """Do what has fallen due."""

    async def close(self) -> None:
        """Let go of every file, so that the same data can be opened again."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where one deployment lives: its data folder, its root key outside of that, and the policy in force.

    The builder makes the root key when the file does not exist. `new` says that the bot does nothing in a group before
    its admins have set it up, as anywhere else; the sandbox begins where that is done.
    """

    data: Path
    root_key: Path
    policy: Path
    new: bool = False


Builder = Callable[[Site, Ports, Clock], Awaitable[House]]
