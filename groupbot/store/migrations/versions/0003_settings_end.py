"""What a change of settings leaves behind gets a stated end of its own, and the history keeps no words."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Migrate forwards."""
    op.create_table(
        "settings_aside",
        sa.Column(
            "number",
            sa.Integer,
            sa.ForeignKey("chat_group.number", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("kind", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("ends_on", sa.Integer, nullable=False, index=True),
        sqlite_with_rowid=False,
    )
    # Former entries hold names without an end, and nothing here can open them: a history that begins anew is what
    # is left of them. Their keys go with the next start.
    op.execute("DELETE FROM settings_entry")
