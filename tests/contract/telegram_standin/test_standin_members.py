"""Who is what in a group, what the bot is told of it, and what it may change."""

from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    ChatMemberBanned,
    ChatMemberRestricted,
    ChatPermissions,
    Update,
)
from telegram.error import BadRequest, Forbidden

from tests.standin.telegram import Member, StandIn

pytestmark = pytest.mark.anyio


async def texts(bot: Bot) -> list[str]:
    return [
        update.effective_message.text or "service" for update in await bot.get_updates() if update.effective_message
    ]


async def test_the_bot_learns_what_becomes_of_it(tg: StandIn, bot: Bot) -> None:
    """Adding, promoting and removing the bot REQUIRES my_chat_member with both states, without being asked for."""
    owner = tg.world.person("owner")
    group = tg.world.group("editors", owner=owner, bot=Member("left"))
    await owner.makes_bot(group, "member")
    await owner.makes_bot(group, "administrator", rights=frozenset({"can_delete_messages"}))
    await owner.makes_bot(group, "kicked")
    changes = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert [(each.old_chat_member.status, each.new_chat_member.status) for each in changes] == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "kicked"),
    ]
    assert changes[1].from_user.id == owner.id


async def test_joins_leaves_and_bans_are_told_to_an_admin_bot(tg: StandIn, bot: Bot) -> None:
    """chat_member REQUIRES an admin bot that asked for it, and names who did it."""
    await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    noa, owner = tg.world.person("noa"), tg.world.person("owner")
    group = tg.world.group("editors", owner=owner)
    group.announces_joins = False
    await noa.joins(group)
    await noa.leaves(group)
    await owner.makes(noa, group, "member")
    await owner.makes(noa, group, "kicked")
    changes = [update.chat_member for update in await bot.get_updates()]
    assert [each and (each.new_chat_member.status, each.from_user.first_name) for each in changes] == [
        ("member", "noa"),
        ("left", "noa"),
        ("member", "owner"),
        ("kicked", "owner"),
    ]
    with pytest.raises(PermissionError):
        await noa.joins(group)


async def test_a_request_to_join_is_decided_once(tg: StandIn, bot: Bot) -> None:
    """Letting somebody in REQUIRES a request; the five minutes after it allow a private word."""
    await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    noa, ali, owner = tg.world.person("noa"), tg.world.person("ali"), tg.world.person("owner")
    group = tg.world.group("editors", by_request=True, owner=owner)
    for person in (noa, ali):
        await person.asks_to_join(group)
    (request, _) = await bot.get_updates()
    assert request.chat_join_request is not None
    await bot.send_message(request.chat_join_request.user_chat_id, "which account is yours?")
    tg.clock.advance(minutes=6)
    with pytest.raises(Forbidden, match="initiate"):
        await bot.send_message(noa.id, "still there?")
    await bot.approve_chat_join_request(group.id, noa.id)
    with pytest.raises(BadRequest, match=r"(?i)user_already_participant"):
        await bot.approve_chat_join_request(group.id, noa.id)
    await bot.decline_chat_join_request(group.id, ali.id)
    with pytest.raises(BadRequest, match=r"(?i)hide_requester_missing"):
        await bot.decline_chat_join_request(group.id, ali.id)
    assert (group.member(noa.id).inside, group.member(ali.id).inside) == (True, False)
    approved = [update.chat_member for update in await bot.get_updates() if update.chat_member]
    assert [each.via_join_request for each in approved] == [True]
    await ali.asks_to_join(group)
    await owner.lets_in(ali, group)
    assert group.member(ali.id).inside


async def test_restricting_and_banning(tg: StandIn, bot: Bot) -> None:
    """Restricting REQUIRES the right, a supergroup, and a target that is no admin."""
    noa, owner = tg.world.person("noa"), tg.world.person("owner")
    group = tg.world.group("editors", members=(noa,), owner=owner)
    await bot.restrict_chat_member(group.id, noa.id, ChatPermissions.no_permissions())
    member = await bot.get_chat_member(group.id, noa.id)
    assert isinstance(member, ChatMemberRestricted)
    assert not member.can_send_messages
    with pytest.raises(PermissionError):
        await noa.says(group, "hello")
    await bot.restrict_chat_member(group.id, noa.id, ChatPermissions.all_permissions())
    await noa.says(group, "hello")
    await bot.ban_chat_member(group.id, noa.id)
    assert (await bot.get_chat_member(group.id, noa.id)).status == "kicked"
    await bot.unban_chat_member(group.id, noa.id, only_if_banned=True)
    assert (await bot.get_chat_member(group.id, noa.id)).status == "left"
    for target, complaint in ((owner.id, "can't remove chat owner"), (1, "participant_id_invalid")):
        with pytest.raises(BadRequest, match=f"(?i){complaint}"):
            await bot.ban_chat_member(group.id, target)
    small = tg.world.group("few", kind="group", members=(noa,))
    with pytest.raises(BadRequest, match="available only for supergroups"):
        await bot.restrict_chat_member(small.id, noa.id, ChatPermissions())
    weak = tg.world.group("weak", members=(noa,), bot=Member("administrator"))
    with pytest.raises(BadRequest, match=r"(?i)not enough rights to restrict"):
        await bot.ban_chat_member(weak.id, noa.id)


async def test_what_the_bot_can_look_up(tg: StandIn, bot: Bot) -> None:
    """Asking about others REQUIRES an admin bot; who the admins are, anybody inside may ask."""
    noa, owner = tg.world.person("noa"), tg.world.person("owner")
    group = tg.world.group("editors", members=(noa,), owner=owner, by_request=True)
    chat = await bot.get_chat(group.id)
    assert (chat.title, chat.join_by_request) == ("editors", True)
    assert await bot.get_chat_member_count(group.id) == 3
    assert {each.user.id for each in await bot.get_chat_administrators(group.id)} == {owner.id, bot.id}
    assert (await bot.get_chat_member(group.id, owner.id)).status == "creator"
    group.members[bot.id] = Member("member")
    assert (await bot.get_chat_member(group.id, bot.id)).status == "member"
    with pytest.raises(BadRequest, match=r"(?i)member list is inaccessible"):
        await bot.get_chat_member(group.id, noa.id)
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="not a member"):
        await bot.get_chat(group.id)


async def test_commands_have_a_scope_and_a_language(tg: StandIn, bot: Bot) -> None:
    """A list of commands REQUIRES lower-case names and a language of two letters, and stays with its scope."""
    scope = BotCommandScopeAllGroupChats()
    notice = BotCommand("notice", "What happens to your words")
    assert await bot.set_my_commands([notice], scope=scope, language_code="he")
    assert await bot.get_my_commands(scope=scope, language_code="he") == (notice,)
    assert await bot.get_my_commands() == ()
    for commands, language, complaint in (
        ([BotCommand("Notice!", "a")], "", "bot_command_invalid"),
        ([BotCommand("notice", "")], "", "bot_command_description_invalid"),
        ([notice], "zh-hans", "invalid language code"),
        ([notice] * 101, "", "bot_commands_too_much"),
    ):
        with pytest.raises(BadRequest, match=f"(?i){complaint}"):
            await bot.set_my_commands(commands, language_code=language)
    await bot.delete_my_commands(scope=scope, language_code="he")
    assert await bot.get_my_commands(scope=scope, language_code="he") == ()


async def test_pictures_and_vanished_messages(tg: StandIn, bot: Bot) -> None:
    """A picture REQUIRES its caption's entities and to be hidden by privacy mode; a deleted message tells nobody."""
    noa = tg.world.person("noa")
    group = tg.world.group("editors", members=(noa,))
    shown = await noa.shows(group, "see evil.com")
    await noa.deletes(shown)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert list(update.message.parse_caption_entities().values()) == ["evil.com"]
    assert group.messages == []
    group.members[bot.id] = Member("member")
    await noa.shows(group)
    assert len(await bot.get_updates()) == 1


async def test_only_admins_are_anonymous(tg: StandIn) -> None:
    """Speaking as the group REQUIRES to be one of its admins."""
    noa = tg.world.person("noa")
    group = tg.world.group("editors", members=(noa,))
    with pytest.raises(PermissionError, match="cannot be anonymous"):
        await noa.says(group, "we decide", anonymous=True)


async def test_who_the_bot_cannot_act_on(tg: StandIn, bot: Bot) -> None:
    """Acting on people REQUIRES a group, a kind of group that knows the method, and no admin as target."""
    noa, ali = tg.world.person("noa", started=True), tg.world.person("ali")
    group = tg.world.group("editors", members=(ali,))
    group.members[noa.id] = Member("administrator")
    small = tg.world.group("few", kind="group", members=(noa,))
    for chat, complaint in ((group.id, "user is an administrator"), (noa.id, "can't restrict members in private")):
        with pytest.raises(BadRequest, match=f"(?i){complaint}"):
            await bot.ban_chat_member(chat, noa.id)
    with pytest.raises(BadRequest, match="available for supergroup and channel chats only"):
        await bot.unban_chat_member(small.id, noa.id)
    await bot.unban_chat_member(group.id, ali.id)
    assert group.member(ali.id).status == "left"


@pytest.mark.parametrize(("seconds", "days", "kept"), [(60, 0, True), (10, 0, False), (0, 400, False)])
async def test_a_ban_has_an_end(tg: StandIn, bot: Bot, seconds: int, days: int, *, kept: bool) -> None:
    """An end nearer than 30 s or farther than 366 days REQUIRES to be read as for ever."""
    noa = tg.world.person("noa")
    group = tg.world.group("editors", members=(noa,))
    end = tg.clock.now() + timedelta(seconds=seconds, days=days)
    await bot.ban_chat_member(group.id, noa.id, until_date=end)
    assert group.member(noa.id).until == (end if kept else None)
    member = await bot.get_chat_member(group.id, noa.id)
    assert isinstance(member, ChatMemberBanned)
    assert int(member.until_date.timestamp()) == (int(end.timestamp()) if kept else 0)


async def test_a_private_chat_is_no_group(tg: StandIn, bot: Bot) -> None:
    """A private chat REQUIRES to have no admins, no member list, and no way out for the bot."""
    noa = tg.world.person("noa", started=True, username="noa_h")
    assert await bot.get_chat_member_count(noa.id) == 2
    assert (await bot.get_chat("@Noa_H")).first_name == "noa"
    for call in (bot.get_chat_administrators(noa.id), bot.get_chat_member(noa.id, noa.id), bot.leave_chat(noa.id)):
        with pytest.raises(BadRequest):
            await call


async def test_a_request_is_told_only_to_those_who_may_invite(tg: StandIn, bot: Bot) -> None:
    """A join request REQUIRES a bot with the right to invite, to be seen and to be decided."""
    noa = tg.world.person("noa")
    group = tg.world.group("editors", by_request=True, bot=Member("administrator"))
    await noa.asks_to_join(group)
    assert await bot.get_updates() == ()
    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        await bot.approve_chat_join_request(group.id, noa.id)
    with pytest.raises(PermissionError):
        await noa.joins(group)
