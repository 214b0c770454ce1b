"""What consent keeps: one sealed record per person and group, and one sealed grant per purpose."""

import sqlalchemy as sa

from groupbot.store.metadata import METADATA

KEPT_AFTER_END_DAYS = 30

consent_record = sa.Table(
    "consent_record",
    METADATA,
    sa.Column("handle", sa.LargeBinary(16), primary_key=True),
    sa.Column("group_number", sa.Integer, nullable=False, index=True),
    sa.Column("key_id", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("ends_on", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

consent_grant = sa.Table(
    "consent_grant",
    METADATA,
    sa.Column("handle", sa.LargeBinary(16), nullable=False, index=True),
    sa.Column("key_id", sa.LargeBinary(16), primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("ends_on", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
