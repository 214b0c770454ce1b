"""What somebody is in a group, in the API's six shapes."""

from datetime import UTC, datetime
from typing import Any

from aiogram.types import (
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
    ChatMemberUnion,
    ChatPermissions,
    User,
)

from tests.standin.telegram.model import Member

NOT_RIGHTS = frozenset({"can_be_edited"})
OF_CHANNELS = frozenset({"can_post_messages", "can_edit_messages", "can_manage_direct_messages"})
ALL_RIGHTS = (
    frozenset(name for name in ChatMemberAdministrator.model_fields if name.startswith("can_"))
    - NOT_RIGHTS
    - OF_CHANNELS
)
"""Every right that an admin of a group can have."""

ALL_PERMISSIONS = frozenset(ChatPermissions.model_fields)
"""Everything that an ordinary member may be allowed."""

FOREVER = datetime.fromtimestamp(0, UTC)


def shape(member: Member, user: User) -> ChatMemberUnion:
    """Return the ChatMember of the API for one member."""
    until = member.until or FOREVER
    match member.status:
        case "creator":
            return ChatMemberOwner(user=user, is_anonymous=member.anonymous)
        case "administrator":
            rights: dict[str, Any] = {right: right in member.rights for right in ALL_RIGHTS}
            return ChatMemberAdministrator(user=user, can_be_edited=False, is_anonymous=member.anonymous, **rights)
        case "restricted":
            allowed: dict[str, Any] = {name: name in member.permissions for name in ALL_PERMISSIONS}
            return ChatMemberRestricted(user=user, is_member=member.present, until_date=until, **allowed)
        case "kicked":
            return ChatMemberBanned(user=user, until_date=until)
        case "left":
            return ChatMemberLeft(user=user)
        case "member":
            return ChatMemberMember(user=user)
