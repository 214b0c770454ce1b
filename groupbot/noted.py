"""What happened to a member without anybody having asked the bot: noted where something of it is kept, and no more."""

from datetime import datetime

from groupbot.case import Desk
from groupbot.events import RestrictionChanged
from groupbot.ledger import service as ledger
from groupbot.restraint import service as restraint
from groupbot.store.store import Store
from groupbot.unwritten import Unwritten


async def restriction(
    store: Store, desk: Desk, event: RestrictionChanged, now: datetime, unwritten: Unwritten
) -> tuple[str, int | None]:
    """Let go of a restriction that others changed, and record it of a member who agreed to that.

    Returns the key of the reason, and the group's number, None where nothing was written.
    """
    ours = await restraint.changed(store, desk, event, now, unwritten)
    recorded = await ledger.restriction_changed(store, desk, event, now, unwritten)
    return ("why-recorded", recorded) if ours is None else ("why-restriction-changed", ours)
