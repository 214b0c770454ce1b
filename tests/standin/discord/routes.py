"""What is performed here because simcord does it otherwise, or not; all else is simcord's."""

from typing import Any

from simcord.backend import serializers

from tests.standin.discord import commands
from tests.standin.discord.act import Act

NONCE_SECONDS = 300  # "past few minutes": https://docs.discord.com/developers/resources/message#create-message

GATEWAY_ONLY = frozenset(
    {"members", "channels", "threads", "joined_at", "large", "member_count", "unavailable", "presences"}
    | {"voice_states", "stage_instances", "guild_scheduled_events", "soundboard_sounds"}
)


def perform(act: Act) -> Any:
    """Perform an act and return what is answered; None is 204."""
    for method, pattern, handler in ROUTES:
        if act.at(method, pattern):
            return handler(act)
    return act.simcord()


def _gateway(act: Act) -> Any:
    limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 16}
    return {"url": act.world.hub.url, "shards": act.world.shards, "session_start_limit": limit}


def _application(act: Act) -> Any:
    bot = dict(serializers.user_payload(act.backend.bot_user))
    return {
        "id": str(act.backend.application_id),
        "name": act.backend.bot_user.name,
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": bot,
        "team": None,
        "bot": bot,
        "flags": act.world.portal.flags,
        "integration_types_config": {"0": {}, "1": {}},
    }


def _guild(act: Act) -> Any:
    """Answer without what only GUILD_CREATE tells: members, channels, threads, when the bot came."""
    told = {key: value for key, value in act.simcord().items() if key not in GATEWAY_ONLY}
    if act.call.query.get("with_counts", "").lower() in ("1", "true"):
        told["approximate_member_count"] = len(act.backend.guilds[int(told["id"])].members)
        told["approximate_presence_count"] = 0
    return told


def _guilds(act: Act) -> Any:
    bot = act.backend.bot_user.id
    mine = [guild for guild in act.simcord() if bot in act.backend.guilds[int(guild["id"])].members]
    return [
        {
            **{key: guild[key] for key in ("id", "name", "icon", "banner", "features")},
            "owner": False,
            "permissions": str(act.backend.compute_permissions(int(guild["id"]), bot)),
        }
        for guild in mine
    ]


def _leave(act: Act) -> Any:
    guild = act.world.guilds.get(int(act.parts[3]))
    if guild is None or not guild.has_bot:
        return act.simcord()
    guild.removes_bot()
    return None


def _send(act: Act) -> Any:
    nonce = act.body.get("nonce") if act.body.get("enforce_nonce") else None
    key, now = (act.parts[1], str(nonce)), act.world.clock.now().timestamp()
    known = act.world.nonces.get(key) if nonce is not None else None
    if known is not None and now - known[0] < NONCE_SECONDS:
        return known[1]
    sent = act.simcord()
    if act.body.get("nonce") is not None:
        sent["nonce"] = act.body["nonce"]
    if nonce is not None:
        act.world.nonces[key] = (now, sent)
    return sent


def _callback(act: Act) -> Any:
    answer = act.simcord()
    return answer if act.call.query.get("with_response", "").lower() in ("1", "true") else None


ROUTES = (
    ("GET", "/gateway", _gateway),
    ("GET", "/gateway/bot", _gateway),
    ("GET", "/oauth2/applications/@me", _application),
    ("GET", "/applications/@me", _application),
    ("GET", "/users/@me/guilds", _guilds),
    ("DELETE", "/users/@me/guilds/*", _leave),
    ("GET", "/guilds/*", _guild),
    ("POST", "/channels/*/messages", _send),
    ("POST", "/interactions/*/*/callback", _callback),
    ("GET", "/applications/*/commands", commands.read),
    ("GET", "/applications/*/guilds/*/commands", commands.read),
    ("PUT", "/applications/*/commands", commands.write),
    ("PUT", "/applications/*/guilds/*/commands", commands.write),
)
