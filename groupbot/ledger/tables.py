"""What the log keeps: sealed entries of consenting members, and hashes that tell nothing of anybody."""

import sqlalchemy as sa

from groupbot.ledger.tiles import TILE_BYTES
from groupbot.store.metadata import METADATA

CONSENT = "events"
KEY = "events/ledger"
# A policy may say less (groupbot.policy.models.Retention), and never more.
KEPT_AT_MOST_DAYS = 90
LONGEST_CHECKPOINT = 512

# The id is a keyed hash of the leaf: so an entry is found by what its owner shows, and by nothing else.
ledger_entry = sa.Table(
    "ledger_entry",
    METADATA,
    sa.Column("id", sa.LargeBinary(16), primary_key=True),
    sa.Column("handle", sa.LargeBinary(16), nullable=False, index=True),
    sa.Column("key_id", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("leaf", sa.BigInteger, nullable=True),
    sa.Column("ends_on", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

ledger_tile = sa.Table(
    "ledger_tile",
    METADATA,
    sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("hashes", sa.LargeBinary(TILE_BYTES), nullable=False),
)

# A note is missing between the commit of its leaves and its signature, which a crash may draw apart.
ledger_checkpoint = sa.Table(
    "ledger_checkpoint",
    METADATA,
    sa.Column("origin", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("root", sa.LargeBinary(32), nullable=False),
    sa.Column("day", sa.Integer, nullable=False),
    sa.Column("note", sa.LargeBinary(LONGEST_CHECKPOINT), nullable=True),
)
