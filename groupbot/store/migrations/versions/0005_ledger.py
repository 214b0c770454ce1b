"""The log: sealed entries, the tree's tiles, and what was signed of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Migrate forwards."""
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("handle", sa.LargeBinary(16), nullable=False, index=True),
        sa.Column("key_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("leaf", sa.BigInteger, nullable=True),
        sa.Column("ends_on", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ledger_tile",
        sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("hashes", sa.LargeBinary(8192), nullable=False),
    )
    op.create_table(
        "ledger_checkpoint",
        sa.Column("origin", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("root", sa.LargeBinary(32), nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("note", sa.LargeBinary(512), nullable=True),
    )
