"""Requests for proofs, which wait, and the time that they wait by."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Migrate forwards."""
    op.create_table(
        "proof_request",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("handle", sa.LargeBinary(16), nullable=False, index=True),
        sa.Column("key_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("ends_on", sa.Integer, nullable=False),
    )
    op.create_table(
        "proof_clock",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("counted", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
    )
