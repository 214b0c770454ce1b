"""Where requests wait, and by which time."""

import sqlalchemy as sa

from groupbot.store.metadata import METADATA

# A day of waiting and about a week in which it can be fetched: the row ends with the first minute of this day, which
# moves on while the bot stands still (groupbot.proofs.counting).
KEPT_DAYS = 8

proof_request = sa.Table(
    "proof_request",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("handle", sa.LargeBinary(16), nullable=False, index=True),
    sa.Column("key_id", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("ends_on", sa.Integer, nullable=False),
)

# One row: the seconds that were counted while the bot ran, and when (since 1970) it was last looked at them.
proof_clock = sa.Table(
    "proof_clock",
    METADATA,
    sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("counted", sa.BigInteger, nullable=False),
    sa.Column("seen_at", sa.BigInteger, nullable=False),
)
