"""Where it is kept which restrictions are the bot's: sealed, one row per held member and group."""

import sqlalchemy as sa

from groupbot.store.metadata import METADATA

KEY = "restriction"

restriction = sa.Table(
    "restriction",
    METADATA,
    sa.Column("handle", sa.LargeBinary(16), primary_key=True),
    sa.Column("group_number", sa.Integer, nullable=False, index=True),
    sa.Column("key_id", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("ends_on", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
