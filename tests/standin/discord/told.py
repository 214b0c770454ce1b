"""What became of an order, as JSON."""

from typing import Any

from tests.standin.discord.post import Post
from tests.standin.discord.press import Press


def told(outcome: Post | Press | None) -> dict[str, Any]:
    """Return a message or an interaction as the control API shows it."""
    if isinstance(outcome, Post):
        return {
            "post": outcome.id,
            "channel": outcome.model.channel_id,
            "text": outcome.text,
            "buttons": outcome.buttons,
            "selects": outcome.selects,
            "ephemeral": outcome.ephemeral,
            "deleted": outcome.deleted,
            "files": {name: len(content) for name, content in outcome.files.items()},
        }
    if isinstance(outcome, Press):
        return {
            "press": outcome.record.id,
            "kind": outcome.kind,
            "modal": outcome.record.modal,
            "answer": told(outcome.answer) if outcome.answer else None,
            "followups": [told(post) for post in outcome.followups],
        }
    return {}
