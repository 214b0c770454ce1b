"""Reports of messages to the admins of their groups."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Migrate forwards."""
    op.create_table(
        "report",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("handle", sa.LargeBinary(16), nullable=False, index=True),
        sa.Column("group_number", sa.Integer, nullable=False, index=True),
        sa.Column("key_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("recall_on", sa.Integer, nullable=True, index=True),
        sa.Column("ends_hour", sa.Integer, nullable=False),
    )
