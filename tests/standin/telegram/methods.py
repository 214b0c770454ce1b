"""Every method that the stand-in acts out, by its name: the table of contents."""

from collections.abc import Callable
from typing import Any

from tests.standin.telegram import (
    methods_callback,
    methods_chat,
    methods_commands,
    methods_edit,
    methods_ephemeral,
    methods_files,
    methods_moderation,
    methods_send,
    methods_updates,
)

Handler = Callable[..., Any]

METHODS: dict[str, Handler] = {
    "getMe": methods_chat.get_me,
    "getUpdates": methods_updates.get_updates,
    "setWebhook": methods_updates.set_webhook,
    "deleteWebhook": methods_updates.delete_webhook,
    "getWebhookInfo": methods_updates.get_webhook_info,
    "sendMessage": methods_send.send_message,
    "sendDocument": methods_send.send_document,
    "sendPhoto": methods_send.send_photo,
    "editMessageText": methods_edit.edit_message_text,
    "editMessageReplyMarkup": methods_edit.edit_message_reply_markup,
    "deleteMessage": methods_edit.delete_message,
    "pinChatMessage": methods_edit.pin_chat_message,
    "editEphemeralMessageText": methods_ephemeral.edit_ephemeral_message_text,
    "deleteEphemeralMessage": methods_ephemeral.delete_ephemeral_message,
    "answerCallbackQuery": methods_callback.answer_callback_query,
    "getChat": methods_chat.get_chat,
    "getChatMember": methods_chat.get_chat_member,
    "getChatAdministrators": methods_chat.get_chat_administrators,
    "getChatMemberCount": methods_chat.get_chat_member_count,
    "leaveChat": methods_chat.leave_chat,
    "restrictChatMember": methods_moderation.restrict_chat_member,
    "banChatMember": methods_moderation.ban_chat_member,
    "unbanChatMember": methods_moderation.unban_chat_member,
    "approveChatJoinRequest": methods_moderation.approve_chat_join_request,
    "declineChatJoinRequest": methods_moderation.decline_chat_join_request,
    "getFile": methods_files.get_file,
    "setMyCommands": methods_commands.set_my_commands,
    "getMyCommands": methods_commands.get_my_commands,
    "deleteMyCommands": methods_commands.delete_my_commands,
}
