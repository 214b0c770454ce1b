"""The language of conversation scripts: what somebody does, and what is then to be seen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

ISOLATES = {ord(mark): None for mark in "\u2066\u2067\u2068\u2069\u200e\u200f"}
GROUP = "group"

Labels = Callable[[str, str], str]
"""(language, message key) -> the label in that language, or "" when there is no such message."""


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button as somebody sees it; `message` and `token` are what a client sends when it is pressed."""

    label: str
    message: str = field(repr=False)
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """One visible message of the bot, or of a person when `author` says who; `topic` by its name, "" for none."""

    text: str
    buttons: tuple[Pressable, ...] = ()
    author: str = ""
    topic: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the button labels in reading order."""
        return tuple(button.label for button in self.buttons)


class Stage(Protocol):
    """Where a script is played; `ada` is the admin and already there, whoever is named first comes from outside.

    Verbs return when all that follows from them has happened. Keys of messages stand for labels in the person's
    own language, so that one script runs in every language. `of` is whose private screen holds the button.
    """

    language: str

    async def meets(  # noqa: PLR0913  (one argument for each thing a platform knows about an account)
        self,
        who: str,
        *,
        name: str = "",
        language: str = "",
        admin: bool = False,
        inside: bool = False,
        started: bool = False,
        kind: str = "person",
    ) -> None:
        """Bring an account into the world without any event."""

    async def opens(self, group: str, title: str = "", *, shape: str = "") -> None:
        """Let ada open one more group and bring the bot into it.

        `shape` is "forum" for one with topics (Can.TOPICS), "small" for one that can still move (Can.MIGRATE).
        """

    async def renames(self, group: str, title: str) -> None:
        """Let ada give a group another title."""

    async def dismisses(self, group: str = GROUP) -> None:
        """Let ada take the bot out of a group."""

    async def invites(self, group: str = GROUP) -> None:
        """Let ada bring the bot back into a group."""

    async def ranks(self, who: str, *, admin: bool, group: str = GROUP) -> None:
        """Let ada make a member an admin, or a plain member again."""

    async def moves(self, group: str) -> None:
        """Let a small group move to another address, by the same name here (Can.MIGRATE)."""

    async def joins(self, who: str, group: str = GROUP) -> None:
        """Let somebody come into the group."""

    async def leaves(self, who: str, group: str = GROUP, *, removed: bool = False) -> None:
        """Let somebody leave the group, or be removed."""

    async def restricts(self, who: str, group: str = GROUP) -> None:
        """Let ada keep a member from writing, by hand."""

    async def says(self, who: str, text: str, group: str = GROUP, *, topic: str = "") -> None:
        """Write in the group, in a topic of this name that is opened when it is new (Can.TOPICS)."""

    async def reports(self, who: str, text: str, group: str = GROUP) -> None:
        """Report the newest message of these words, as clients do: by /report in reply, or by the message's menu."""

    async def link(self, text: str, group: str = GROUP) -> str:
        """Return the link to the newest message of these words, as clients copy it."""

    async def writes(self, who: str, text: str) -> None:
        """Write to the bot in private, or into the form that it has opened for this person."""

    async def blocks(self, who: str) -> None:
        """Close the private chat with the bot, by the means that the platform has."""

    async def presses(self, who: str, label: str, *, of: str = "") -> None:
        """Press the newest button in the private view with this label or message key."""

    async def offers(self, who: str, label: str) -> bool:
        """Return whether the newest message of the private view has a button with this label or message key."""

    async def presses_line(self, who: str, group: str = GROUP) -> None:
        """Press the first button of the group's standing line."""

    async def presses_again(self, who: str, button: Pressable) -> None:
        """Press a button that was seen earlier, wherever it may be by now."""

    async def sees(self, who: str) -> Sequence[Seen]:
        """Return the messages of somebody's private view, oldest first."""

    async def group_sees(self, group: str = GROUP) -> Sequence[Seen]:
        """Return the messages of the group, oldest first."""

    async def files(self, who: str) -> Mapping[str, bytes]:
        """Return the files that somebody received, the newest of each name."""

    async def harms(self) -> Sequence[str]:
        """Return what in all messages of the bot would ping, link, command or tag what a stranger has written."""

    async def newest(self) -> str:
        """Return what names the newest delivery of the platform to the bot."""

    async def repeats(self, delivery: str) -> None:
        """Let the platform deliver the same once more."""

    async def ticks(self) -> None:
        """Let the bot do what has fallen due."""

    async def forward(self, *, days: int = 0, minutes: int = 0) -> None:
        """Move the clock."""

    async def policy(self, name: str) -> None:
        """Start under another shipped example by its name, or edit the file in force: YAML of more than one line."""

    async def rows(self) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every row on disk by table; the vault's tables begin with "vault."."""

    async def public_key(self) -> bytes:
        """Return the key with which the operator lets anybody check receipts."""

    async def restart(self) -> None:
        """Stop the bot and start it again over the same data."""


def plain(text: str) -> str:
    """Return a text without the invisible marks that keep its direction."""
    return text.translate(ISOLATES)


def buttons_called(seen: Sequence[Seen], wanted: str) -> list[Pressable]:
    """Return the buttons labelled `wanted`, newest first; if there are none, those whose label contains it."""
    newest_first = [button for message in reversed(seen) for button in message.buttons]
    exact = [button for button in newest_first if plain(button.label) == plain(wanted)]
    return exact or [button for button in newest_first if plain(wanted) in plain(button.label)]


def find_button(seen: Sequence[Seen], wanted: str) -> Pressable:
    """Return the newest button called `wanted`.

    Raise AssertionError with everything that is there, so that a failing script explains itself.
    """
    found = buttons_called(seen, wanted)
    assert found, f"no button {wanted!r}; there are {[plain(label) for one in seen for label in one.labels]}"
    return found[0]
