"""What Discord refuses that simcord lets through."""

from simcord.backend.errors import BackendError
from simcord.enums import CallbackType, ChannelType, InteractionType

from tests.standin.discord.act import Act
from tests.standin.discord.faults import NAMES


def refusal(error: int, message: str = "") -> BackendError:
    """Return one of Discord's JSON errors."""
    status, name = NAMES[error]
    return BackendError(status, error, message or name)


def check(act: Act) -> None:
    """Raise what Discord would answer before it performs an act."""
    _guild_of_the_bot(act)
    if act.at("GET", "/guilds/*/members") and not act.world.portal.members:
        raise refusal(50001)  # the list of members is behind the privileged intent's switch
    if act.at("POST", "/channels/*/messages"):
        _reachable(act, int(act.parts[1]))
    elif act.at("POST", "/interactions/*/*/callback"):
        _callback(act)
    elif act.parts[0] == "webhooks" and len(act.parts) > 2:
        _token(act, act.parts[2])


def _guild_of_the_bot(act: Act) -> None:
    if act.parts[0] != "guilds" or len(act.parts) < 2 or not act.parts[1].isdigit():
        return
    guild = act.backend.guilds.get(int(act.parts[1]))
    if guild is None or act.backend.bot_user.id not in guild.members:
        raise refusal(10004)


def _reachable(act: Act, channel_id: int) -> None:
    """DMs: https://support.discord.com, "privacy settings": no shared guild, closed or blocked is 50007."""
    channel = act.backend.channels.get(channel_id)
    if channel is None or channel.type != ChannelType.DM or channel_id not in act.backend.dm_channels.values():
        return
    for user_id in channel.recipient_ids:
        person = act.world.people.get(user_id)
        if person is None or not person.reachable:
            raise refusal(50007)


def _callback(act: Act) -> None:
    record = act.backend.interactions.get(int(act.parts[1]))
    if record is None or record.responded:
        return  # simcord has the word for these
    kind = act.body.get("type")
    changes = (CallbackType.DEFERRED_UPDATE_MESSAGE, CallbackType.UPDATE_MESSAGE)
    if kind in changes and record.source_message_id is None:
        raise BackendError(400, 50035, "Invalid Form Body: there is no message to update")
    if kind == CallbackType.MODAL and record.type == InteractionType.MODAL_SUBMIT:
        raise BackendError(400, 50035, "Invalid Form Body: a form cannot be answered by a form")


def _token(act: Act, token: str) -> None:
    """Interaction tokens live for 15 minutes; https://docs.discord.com/developers/interactions/receiving-and-responding."""
    number = act.backend.interaction_tokens.get(token)
    record = act.backend.interactions.get(number) if number is not None else None
    if record is not None and record.expires_at is not None and act.backend.now_iso() >= record.expires_at:
        raise refusal(50027)
