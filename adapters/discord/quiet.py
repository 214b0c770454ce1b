"""Keeps the bot token and people's words out of the logs of the libraries below us."""

import logging

# discord.py writes events and request bodies at DEBUG, and whole tracebacks with them in errors; what matters of it is
# said by this adapter in its own words, so they are cut off rather than filtered.
TALKATIVE = ("discord", "aiohttp")


def quiet() -> None:
    """Cut off the libraries' loggers; may be repeated."""
    for name in TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
        if not any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
            logger.addHandler(logging.NullHandler())
