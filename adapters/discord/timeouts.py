"""Discord's timeouts as they are told: an end that may have passed, of nobody says whose making."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from adapters.discord.senders import actor_of, place_in
from groupbot.events import RestrictionChanged

FIELD = "communication_disabled_until"


def end_of(member: Mapping[str, Any], now: datetime) -> datetime | None:
    """Return the end of the timeout that a member is in; Discord goes on telling one that has passed."""
    told = member.get(FIELD)
    end = datetime.fromisoformat(str(told)).astimezone(UTC) if told else None
    return end if end is not None and end > now else None


def of_update(member: Mapping[str, Any], titles: Mapping[str, str], now: datetime) -> tuple[RestrictionChanged, ...]:
    """Translate a member's update that says what timeout stands; an event even where that is what stood before.

    Discord tells neither that nor who did it (Guild Member Update).
    """
    if FIELD not in member:
        return ()
    guild, actor, until = str(member["guild_id"]), actor_of(member["user"]), end_of(member, now)
    key = f"timeout:{guild}:{actor.id}:{until.isoformat() if until else ''}"
    return (RestrictionChanged(key, now, place_in(guild, "", titles), actor, until=until, held=until is not None),)
