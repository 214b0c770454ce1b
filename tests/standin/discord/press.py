"""An interaction: somebody pressed, chose, submitted or gave a command, and the bot answers it or not."""

from typing import TYPE_CHECKING, Any

from simcord.backend.models import Interaction

from tests.standin.discord.post import Post

if TYPE_CHECKING:
    from tests.standin.discord.person import Person
    from tests.standin.discord.world import World


class Press:
    """What came of one interaction."""

    def __init__(self, world: "World", by: "Person", record: Interaction) -> None:
        self.world = world
        self.by = by
        self.record = record

    @property
    def acknowledged(self) -> bool:
        """Return whether a first answer was taken."""
        return self.record.responded

    @property
    def kind(self) -> str:
        """Return the first answer's kind: message, deferred, deferred_update, update, modal; "" before it."""
        return str(self.record.response_kind.value) if self.record.response_kind else ""

    @property
    def modal(self) -> dict[str, Any]:
        """Return the form that was opened; raise LookupError when none was."""
        if self.record.modal is None:
            raise LookupError(f"no form was opened, the answer is {self.kind or 'still missing'!r}")
        return self.record.modal

    @property
    def answer(self) -> Post | None:
        """Return the message that answers: @original, also the one a press updated; None before and when deleted."""
        number = self.record.message_id
        found = self.world.backend.messages.get(self.record.channel_id, {}).get(number or 0)
        return Post(self.world, found) if found is not None else None

    @property
    def followups(self) -> list[Post]:
        """Return the further messages, oldest first."""
        kept = self.world.backend.messages.get(self.record.channel_id, {})
        return [Post(self.world, kept[number]) for number in self.record.followup_ids if number in kept]
