"""The store's own tables: what makes an event happen once, its answer arrive, and a duty fall due."""

import sqlalchemy as sa

from groupbot.store.metadata import METADATA

# Promised are 48 hours, and the sweep comes once an hour.
INBOX_HOURS = 47
OUTBOX_HOURS = 47

deployment = sa.Table(
    "deployment",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key_id", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)

inbox = sa.Table(
    "inbox",
    METADATA,
    sa.Column("key", sa.LargeBinary(32), primary_key=True),
    sa.Column("ends_hour", sa.Integer, nullable=False, index=True),
    sqlite_with_rowid=False,
)

outbox = sa.Table(
    "outbox",
    METADATA,
    sa.Column("id", sa.LargeBinary(16), primary_key=True),
    sa.Column("platform", sa.String(16), nullable=False),
    sa.Column("recipient", sa.LargeBinary(32), nullable=False, index=True),
    sa.Column("about", sa.LargeBinary(32), nullable=False),
    sa.Column("key_id", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("due_at", sa.BigInteger, nullable=False, index=True),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("ends_hour", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

erase_job = sa.Table(
    "erase_job",
    METADATA,
    sa.Column("handle", sa.LargeBinary(16), primary_key=True),
    sa.Column("purpose", sa.String(16), primary_key=True),
    sqlite_with_rowid=False,
)

schedule = sa.Table(
    "schedule",
    METADATA,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("next_run_at", sa.BigInteger, nullable=False),
    sa.Column("leased_until", sa.BigInteger, nullable=False, default=0),
    sa.Column("lease_owner", sa.LargeBinary(16), nullable=True),
)

platform_lease = sa.Table(
    "platform_lease",
    METADATA,
    sa.Column("platform", sa.String(16), primary_key=True),
    sa.Column("owner", sa.LargeBinary(16), nullable=False),
    sa.Column("fence", sa.BigInteger, nullable=False),
    sa.Column("until", sa.BigInteger, nullable=False),
)
