"""Which restrictions on members are the bot's own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Migrate forwards."""
    op.create_table(
        "restriction",
        sa.Column("handle", sa.LargeBinary(16), primary_key=True),
        sa.Column("group_number", sa.Integer, nullable=False, index=True),
        sa.Column("key_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("ends_on", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
