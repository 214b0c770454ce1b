"""Who the bot itself is on Telegram."""

from dataclasses import dataclass

from telegram import Bot


@dataclass(frozen=True, slots=True)
class Ourselves:
    """The bot's own id and user name (without @)."""

    id: int
    username: str


def ourselves(bot: Bot) -> Ourselves:
    """Read it from an initialised Bot."""
    return Ourselves(bot.id, bot.username)
