"""Where reports are kept: one sealed row each, under a key of its own that is another one after each change."""

import sqlalchemy as sa

from groupbot.store.metadata import METADATA

# What is begun and not sent; rows end at full hours, so that it stands for one hour at least.
DRAFT_HOURS = 2
# From when it was sent: nobody's words wait for ever on admins who never answer.
KEPT_HOURS = 30 * 24
# From when it was closed, or ended unanswered, without link and words: its reporter looks when it is safe to.
KEPT_ENDED_HOURS = 30 * 24
# So long one that was taken back still counts among those of its day.
TAKEN_BACK_HOURS = 24
RECALL_EVERY_DAYS = 7

report = sa.Table(
    "report",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("handle", sa.LargeBinary(16), nullable=False, index=True),
    sa.Column("group_number", sa.Integer, nullable=False, index=True),
    sa.Column("key_id", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    # None unless it waits: admins are reminded of nothing else.
    sa.Column("recall_on", sa.Integer, nullable=True, index=True),
    sa.Column("ends_hour", sa.Integer, nullable=False),
)
