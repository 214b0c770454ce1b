"""When the standing line moves down, and when a group may change its terms."""

from datetime import datetime, timedelta

from groupbot.groups.model import Card

MATERIAL_EVERY = timedelta(days=30)
LINE_LASTS = timedelta(days=30)


def line_due(card: Card, repost_minutes: int, now: datetime) -> bool:
    """Say whether the line is to be posted anew: never one per newcomer."""
    return card.line is None or now.timestamp() - card.line_at >= repost_minutes * 60


def line_stale(card: Card, now: datetime) -> bool:
    """Say whether the line is to be posted anew without an event.

    Nobody tells a bot that its line was deleted, and its button lasts 400 days.
    """
    return now.timestamp() - card.line_at >= LINE_LASTS.total_seconds()


def terms_may_change(changed_on: int, records: int, today: int) -> bool:
    """Say whether a material change may take effect today: at most one a month where it ends anybody's consent (L2)."""
    return records == 0 or today - changed_on >= MATERIAL_EVERY.days
