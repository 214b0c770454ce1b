"""Looks before the start at what Telegram says about the bot, and names the remedy for what is missing."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TypeVar

from telegram import Bot, ChatFullInfo, ChatMember, ChatMemberAdministrator
from telegram.error import BadRequest, Forbidden, TelegramError

from adapters.telegram.bot import TokenRefused, build_bot, introduce
from adapters.telegram.members import is_admin, is_inside
from groupbot.process.checks import Check

T = TypeVar("T")

SECONDS = 10.0
NEEDED_RIGHTS = (
    ("can_delete_messages", "Delete messages", "remove notices of newcomers, and its own line after 48 hours"),
    ("can_restrict_members", "Ban users", "hold newcomers back until they are verified"),
)


async def checks(
    bot_token: str,
    base_url: str | None = None,
    *,
    polling: bool = True,
    chats: Sequence[str] = (),
) -> tuple[Check, ...]:
    """Check token, privacy mode, way of delivery and, per group id, presence and rights; never raises.

    `polling` is the way that the settings choose. Needs the network; its absence is one failed check.
    """
    try:
        bot = build_bot(bot_token, base_url)
    except TokenRefused as refused:
        return (Check("Telegram: token", ok=False, found="not a bot token", remedy=str(refused)),)
    try:
        await _answer(introduce(bot))
        found = [
            Check("Telegram: token", ok=True, found=f"@{bot.username} answers", remedy=""),
            _privacy(bot),
            await _delivery(bot, polling=polling),
        ]
        for chat in chats:
            found.extend(await _group(bot, chat))
    except TokenRefused as refused:
        return (Check("Telegram: token", ok=False, found="refused by Telegram", remedy=str(refused)),)
    except (TelegramError, TimeoutError) as error:
        return (_unreachable(error),)
    finally:
        await bot.shutdown()
    return tuple(found)


async def _answer(question: Awaitable[T]) -> T:
    async with asyncio.timeout(SECONDS):
        return await question


def _unreachable(error: Exception) -> Check:
    return Check(
        "Telegram: connection",
        ok=False,
        found=f"no answer from Telegram ({type(error).__name__})",
        remedy="Check that this machine reaches api.telegram.org over https, and run the check again.",
    )


def _privacy(bot: Bot) -> Check:
    if bot.can_read_all_group_messages:
        return Check(
            "Telegram: privacy mode",
            ok=None,
            found="off: the bot is sent every message of its groups",
            remedy="If no group asked for reading along, switch it on: @BotFather, /setprivacy, Enable; "
            "then remove the bot from its groups and add it again.",
        )
    return Check(
        "Telegram: privacy mode",
        ok=True,
        found="on: the bot is sent commands and replies to it; as an admin of a group still every message",
        remedy="",
    )


async def _delivery(bot: Bot, *, polling: bool) -> Check:
    info = await _answer(bot.get_webhook_info())
    if polling and info.url:
        return Check(
            "Telegram: delivery",
            ok=None,
            found="a webhook is set, but the settings choose polling",
            remedy="Nothing if this bot is yours alone: starting removes the webhook. "
            "Otherwise stop the program that set it, or set the webhook in the settings.",
        )
    if not polling and info.last_error_message:
        return Check(
            "Telegram: delivery",
            ok=False,
            found=f"Telegram could not deliver to the webhook: {info.last_error_message}",
            remedy="Check that the public address leads to this machine's webhook port and has a valid certificate.",
        )
    waiting = f", {info.pending_update_count} updates waiting" if info.pending_update_count else ""
    return Check("Telegram: delivery", ok=True, found=("polling" if polling else "webhook") + waiting, remedy="")


async def _group(bot: Bot, chat: str) -> list[Check]:
    name = f"Telegram: group {chat}"
    try:
        info = await _answer(bot.get_chat(chat))
        member = await _answer(bot.get_chat_member(chat, bot.id))
    except (BadRequest, Forbidden):
        return [_absent(bot, name)]
    if not is_inside(member):
        return [_absent(bot, name)]
    return [
        Check(name, ok=True, found="the bot is a member", remedy=""),
        _kind(name, info),
        *_rights(bot, name, member),
    ]


def _absent(bot: Bot, name: str) -> Check:
    return Check(
        name,
        ok=False,
        found="the bot is not in this group",
        remedy=f"Add @{bot.username} to the group, and check the group's id.",
    )


def _kind(name: str, info: ChatFullInfo) -> Check:
    if info.type == "supergroup":
        found = "a supergroup with topics" if info.is_forum else "a supergroup"
        return Check(f"{name}: kind", ok=True, found=found, remedy="")
    return Check(
        f"{name}: kind",
        ok=None,
        found=f"a {info.type}",
        remedy="Make it a supergroup (any admin right given, or chat history shown to new members, does so): "
        "members can be restricted only there.",
    )


def _rights(bot: Bot, name: str, member: ChatMember) -> list[Check]:
    if not is_admin(member):
        remedy = f"Group settings, Administrators, Add @{bot.username}: without it joins and rights cannot be read."
        return [Check(f"{name}: admin", ok=False, found="the bot is no admin", remedy=remedy)]
    found = [Check(f"{name}: admin", ok=True, found="the bot is an admin", remedy="")]
    for right, label, purpose in NEEDED_RIGHTS:
        granted = not isinstance(member, ChatMemberAdministrator) or bool(getattr(member, right))
        remedy = "" if granted else f"Give the bot the right “{label}”: it needs it to {purpose}."
        state = "granted" if granted else "missing"
        found.append(Check(f"{name}: {label}", ok=granted, found=state, remedy=remedy))
    return found
