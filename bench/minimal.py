"""The smallest bot that polls with python-telegram-bot, as a process: `python -m bench.minimal TOKEN BASE_URL`."""

import sys
from typing import Any

from telegram.ext import Application, MessageHandler, filters


async def _noop(update: object, context: object) -> None:
    """Do nothing."""


def main() -> None:
    """Poll until SIGTERM."""
    token, base_url = sys.argv[1:]
    application: Application[Any, Any, Any, Any, Any, Any]
    application = Application.builder().token(token).base_url(base_url).build()
    application.add_handler(MessageHandler(filters.ALL, _noop))
    application.run_polling()


if __name__ == "__main__":
    main()
