"""Where appeals are kept: one sealed row each, under a key of its own that is another one after each change."""

import sqlalchemy as sa

from groupbot.store.metadata import METADATA

# Nobody's words may wait for ever on admins who never answer.
OPEN_AT_MOST_DAYS = 180
KEPT_CLOSED_DAYS = 30
RECALL_EVERY_DAYS = 7
# So long before its end a member hears that nobody answered: news wait two days at most, and end with what they are of.
TOLD_BEFORE_DAYS = 2

appeal = sa.Table(
    "appeal",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("handle", sa.LargeBinary(16), nullable=False, index=True),
    sa.Column("group_number", sa.Integer, nullable=False, index=True),
    sa.Column("key_id", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    # None once it is closed: admins are reminded of it no more.
    sa.Column("recall_on", sa.Integer, nullable=True, index=True),
    sa.Column("ends_on", sa.Integer, nullable=False),
)
