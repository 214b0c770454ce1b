"""The first tables: store, groups, consent, language."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Migrate forwards."""
    _store()
    _groups()
    _consent()


def _store() -> None:
    op.create_table(
        "deployment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "inbox",
        sa.Column("key", sa.LargeBinary(32), primary_key=True),
        sa.Column("ends_hour", sa.Integer, nullable=False, index=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("recipient", sa.LargeBinary(32), nullable=False, index=True),
        sa.Column("about", sa.LargeBinary(32), nullable=False),
        sa.Column("key_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("ends_hour", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erase_job",
        sa.Column("handle", sa.LargeBinary(16), primary_key=True),
        sa.Column("purpose", sa.String(16), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "schedule",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("next_run_at", sa.BigInteger, nullable=False),
        sa.Column("leased_until", sa.BigInteger, nullable=False),
        sa.Column("lease_owner", sa.LargeBinary(16), nullable=True),
    )
    op.create_table(
        "platform_lease",
        sa.Column("platform", sa.String(16), primary_key=True),
        sa.Column("owner", sa.LargeBinary(16), nullable=False),
        sa.Column("fence", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )


def _groups() -> None:
    op.create_table(
        "chat_group",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("material", sa.LargeBinary(32), nullable=False),
        sa.Column("material_on", sa.Integer, nullable=False),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("ends_on", sa.Integer, nullable=True),
    )
    op.create_table(
        "group_alias",
        sa.Column("tag", sa.LargeBinary(32), primary_key=True),
        sa.Column(
            "number",
            sa.Integer,
            sa.ForeignKey("chat_group.number", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kept_policy",
        sa.Column(
            "number",
            sa.Integer,
            sa.ForeignKey("chat_group.number", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("key_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )


def _consent() -> None:
    op.create_table(
        "consent_record",
        sa.Column("handle", sa.LargeBinary(16), primary_key=True),
        sa.Column("group_number", sa.Integer, nullable=False, index=True),
        sa.Column("key_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("ends_on", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent_grant",
        sa.Column("handle", sa.LargeBinary(16), nullable=False, index=True),
        sa.Column("key_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("ends_on", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "language_choice",
        sa.Column("handle", sa.LargeBinary(16), primary_key=True),
        sa.Column("key_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("ends_on", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
