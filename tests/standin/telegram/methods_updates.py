"""getUpdates, setWebhook, deleteWebhook, getWebhookInfo: the two ways of receiving, one at a time."""

import re
from typing import TYPE_CHECKING, Any

from aiogram.methods import DeleteWebhook, GetUpdates, GetWebhookInfo, SetWebhook
from aiogram.types import Update, WebhookInfo

from tests.standin.telegram.refusal import bad, conflict

if TYPE_CHECKING:
    from tests.standin.telegram.world import World

KINDS = frozenset(Update.model_fields) - {"update_id"}
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
ENDED = {
    "displaced": "terminated by other getUpdates request; make sure that only one bot instance is running",
    "hooked": "terminated by setWebhook request",
}
HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def get_updates(world: "World", call: GetUpdates) -> list[Any]:
    """Confirm what lies below the offset, then return what waits, or wait for it."""
    if world.webhook.url:
        raise conflict(HOOKED)
    world.updates.allow(call.allowed_updates, KINDS)
    if call.offset is not None:
        world.updates.confirm(call.offset)
    limit = min(max(call.limit or 100, 1), 100)
    world.updates.wake("displaced")
    batch = world.updates.take(limit)
    if not batch and call.timeout:
        why = await world.updates.wait(min(call.timeout, 50))
        if why in ENDED:
            raise conflict(ENDED[why])
        batch = world.updates.take(limit)
    return batch


def set_webhook(world: "World", call: SetWebhook) -> bool:
    """Have updates posted to an address; an empty one ends that."""
    if call.url and not call.url.startswith(("https://", "http://127.0.0.1")):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if call.secret_token and not SECRET.fullmatch(call.secret_token):
        raise bad("secret token contains unallowed characters")
    world.updates.allow(call.allowed_updates, KINDS)
    if call.drop_pending_updates:
        world.updates.pending.clear()
    world.updates.wake("hooked")
    world.webhook.point(call.url, call.secret_token or "")
    return True


def delete_webhook(world: "World", call: DeleteWebhook) -> bool:
    """End the posting of updates."""
    if call.drop_pending_updates:
        world.updates.pending.clear()
    world.webhook.point("", "")
    return True


def get_webhook_info(world: "World", _call: GetWebhookInfo) -> WebhookInfo:
    """Say where updates go, and what went wrong last."""
    hook = world.webhook
    return WebhookInfo(
        url=hook.url,
        has_custom_certificate=False,
        pending_update_count=len(world.updates.pending),
        last_error_date=hook.failed_at,
        last_error_message=hook.failure or None,
        allowed_updates=sorted(world.updates.allowed) if world.updates.allowed else None,
    )
