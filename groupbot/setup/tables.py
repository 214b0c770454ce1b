"""What the set-up keeps beside a group's settings, and for how long."""

import sqlalchemy as sa

from groupbot.store.declared import Duty
from groupbot.store.metadata import METADATA

# A change that nobody has confirmed by then was not meant; an admin who still wants it sends it again.
DRAFT_DAYS = 14
# As long as a change can be undone: words of former settings, such as a name, are kept for nothing else.
FORMER_DAYS = 30

settings_aside = sa.Table(
    "settings_aside",
    METADATA,
    sa.Column(
        "number",
        sa.Integer,
        sa.ForeignKey("chat_group.number", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("kind", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key_id", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("ends_on", sa.Integer, nullable=False, index=True),
    sqlite_with_rowid=False,
)

DUTIES = (
    Duty(
        settings_aside,
        "Holds, sealed, a change of a group's settings that waits for its admins' word, and what they were before"
        " the last change, to undo it.",
        f"A waiting change until it is made or discarded, at most {DRAFT_DAYS} days; the former settings until the"
        f" next change, at most {FORMER_DAYS} days.",
        ends="ends_on",
        keys=("key_id",),
    ),
)
