"""Where a chosen language is kept: sealed, one row per person, for all groups."""

import sqlalchemy as sa

from groupbot.store.metadata import METADATA

KEPT_DAYS = 365
NO_GROUP = 0
KEY = "language"

language_choice = sa.Table(
    "language_choice",
    METADATA,
    sa.Column("handle", sa.LargeBinary(16), primary_key=True),
    sa.Column("key_id", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("ends_on", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
