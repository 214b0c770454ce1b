"""The platforms that the settings choose: those that have a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groupbot.cli.failing import stop

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.discord.platform import DiscordPlatform
    from adapters.telegram.platform import TelegramPlatform
    from adapters.telegram.poll import Polling
    from adapters.telegram.webhook import Webhook
    from groupbot.ports import Platform
    from groupbot.process.settings import Settings

PLATFORMS = ("telegram", "discord")


def tokens(chosen: Settings) -> dict[str, str]:
    """Return the token of each platform that has one; ends the program when none has."""
    found = {platform: _token(chosen, platform) for platform in PLATFORMS}
    if not any(found.values()):
        stop(
            "There is no bot token, neither of Telegram nor of Discord.",
            "Get one from @BotFather and set GROUPBOT_TELEGRAM_TOKEN_FILE, "
            "or from Discord's developer portal and set GROUPBOT_DISCORD_TOKEN_FILE.",
        )
    return {platform: token for platform, token in found.items() if token}


def build(chosen: Settings, found: dict[str, str]) -> dict[str, Platform]:
    """Make a client for each platform that has a token; raises Impossible where it is none."""
    makers: dict[str, Callable[[Settings, str], Platform]] = {"telegram": _telegram, "discord": _discord}
    return {platform: makers[platform](chosen, token) for platform, token in found.items()}


def _token(chosen: Settings, platform: str) -> str:
    try:
        return chosen.token(platform)
    except UnicodeDecodeError:
        file = chosen.telegram_token_file if platform == "telegram" else chosen.discord_token_file
        stop(f"{file} is no text.", "Put the bot token, and nothing else, into that file.")


def _telegram(chosen: Settings, token: str) -> TelegramPlatform:
    from adapters.telegram.platform import TelegramPlatform  # noqa: PLC0415  (slow to import, and not always needed)
    from groupbot.cli.commands import for_telegram  # noqa: PLC0415  (as above)

    return TelegramPlatform(
        token, base_url=chosen.telegram_api, mode=_mode(chosen), commands=for_telegram(), on_set_aside=_set_aside
    )


def _discord(chosen: Settings, token: str) -> DiscordPlatform:
    from adapters.discord.platform import DiscordPlatform  # noqa: PLC0415  (as above)
    from groupbot.cli.commands import for_discord, regrets  # noqa: PLC0415  (as above)

    return DiscordPlatform(
        token,
        base_url=chosen.discord_api,
        commands=for_discord(),
        shards=chosen.discord_shards,
        members=chosen.discord_members,
        on_set_aside=_set_aside,
        regrets=regrets(),
    )


async def _set_aside(number: int, kind: str) -> None:
    """Tell the operator of an update that failed again and again: its number and kind, nothing of what it holds."""
    import structlog  # noqa: PLC0415  (as above)

    structlog.get_logger().error("an update was set aside after three failures", number=number, kind=kind)


def _mode(chosen: Settings) -> Polling | Webhook:
    from adapters.telegram.poll import Polling  # noqa: PLC0415  (as above)
    from adapters.telegram.webhook import Webhook  # noqa: PLC0415  (as above)

    if not chosen.telegram_webhook_url:
        return Polling()
    secret = chosen.telegram_webhook_secret
    if secret is None:
        stop("A webhook needs a secret.", "Set GROUPBOT_TELEGRAM_WEBHOOK_SECRET to 16 or more letters and digits.")
    return Webhook(
        chosen.telegram_webhook_url,
        secret.get_secret_value(),
        chosen.telegram_webhook_port,
        chosen.telegram_webhook_listen,
        chosen.telegram_webhook_ip_address,
    )
