"""Keeps the bot token and people's words out of logs, errors and warnings of the libraries below us."""

import logging
import warnings

from telegram.warnings import PTBDeprecationWarning, PTBUserWarning

# Each of these writes URLs (which carry the token) at INFO, or whole requests and updates at DEBUG and in errors.
# What matters of it is said by this adapter in its own words, so they are cut off rather than filtered.
TALKATIVE = ("telegram", "httpx", "httpcore", "hpack", "aiohttp")


def quiet() -> None:
    """Cut off the libraries' loggers and the two warnings that this adapter causes on purpose; may be repeated."""
    for name in TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
        if not any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
            logger.addHandler(logging.NullHandler())
    # Updates are fetched raw because PTB's own method fails a whole batch for one update that it cannot parse.
    warnings.filterwarnings("ignore", r"Please use 'Bot\.getUpdates' instead of", PTBUserWarning)
    # PTB reads its own deprecated attribute whenever Telegram asks for patience.
    warnings.filterwarnings("ignore", r".*attribute `retry_after` will be of type", PTBDeprecationWarning)
