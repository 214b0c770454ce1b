"""What is kept of a group: no row here is about a person."""

import sqlalchemy as sa

from groupbot.store.declared import Duty
from groupbot.store.metadata import METADATA

KEPT_AFTER_LEAVING_DAYS = 30

group = sa.Table(
    "chat_group",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key_id", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("material", sa.LargeBinary(32), nullable=False),
    sa.Column("material_on", sa.Integer, nullable=False),
    sa.Column("accepted", sa.Boolean, nullable=False),
    sa.Column("ends_on", sa.Integer, nullable=True),
)

alias = sa.Table(
    "group_alias",
    METADATA,
    sa.Column("tag", sa.LargeBinary(32), primary_key=True),
    sa.Column("number", sa.Integer, sa.ForeignKey("chat_group.number", ondelete="CASCADE"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

kept_policy = sa.Table(
    "kept_policy",
    METADATA,
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

own_settings = sa.Table(
    "own_settings",
    METADATA,
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

settings_entry = sa.Table(
    "settings_entry",
    METADATA,
    sa.Column("id", sa.LargeBinary(16), primary_key=True),
    sa.Column("number", sa.Integer, sa.ForeignKey("chat_group.number", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("key_id", sa.LargeBinary(16), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

_RETENTION = f"Until {KEPT_AFTER_LEAVING_DAYS} days after the bot has left the group."

DUTIES = (
    Duty(
        group,
        "Holds a group's address and title, sealed, the place of its standing line, and the terms in force.",
        _RETENTION,
        ends="ends_on",
        group="number",
        keys=("key_id",),
    ),
    Duty(alias, "Finds a group by a keyed hash of its address, also after the platform renumbers it.", _RETENTION),
    Duty(
        kept_policy,
        "Keeps the last accepted policy of a group, sealed, for when its file is bad.",
        _RETENTION,
        keys=("key_id",),
    ),
    Duty(
        own_settings,
        "Holds what a group's own admins have set, sealed, and a change that waits for their word.",
        _RETENTION,
        keys=("key_id",),
    ),
    Duty(
        settings_entry,
        "Tells the admins of a group what was changed, when, and in which role; never by whom.",
        _RETENTION + " The last fifty changes.",
        keys=("key_id",),
    ),
)
