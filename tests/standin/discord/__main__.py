"""The stand-in as a process: prints its addresses as one line of JSON and runs until it is ended."""

import argparse
import asyncio
import json
import signal

from tests.standin.discord.server import DiscordStandIn


async def main() -> None:
    """Serve until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="python -m tests.standin.discord", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free one")
    parser.add_argument("--token", default="TEST.TEST.TEST", help="the bot's token")
    options = parser.parse_args()
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    async with DiscordStandIn(options.token, port=options.port) as standin:
        address = {
            "api_url": standin.api_url,
            "gateway_url": standin.gateway_url,
            "cdn_url": standin.cdn_url,
            "control_url": standin.control_url,
            "token": standin.token,
        }
        print(json.dumps(address), flush=True)  # noqa: T201  (the one line that a harness reads)
        await ended.wait()


asyncio.run(main())
