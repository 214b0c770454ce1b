"""One process that writes: `python -m bench.worker FOLDER PLATFORM [DATABASE_URL]`, led line by line over stdin.

It says "up" once it is open; to `LEVEL COUNT` it answers "ready", and to "go" the seconds that it took.
"""

import asyncio
import sys
from pathlib import Path

from bench import bare
from bench.pressing import Pressing
from bench.site import Site
from groupbot.process.logs import configure
from groupbot.store import database


async def main() -> None:
    """Serve until stdin ends."""
    configure("ERROR")  # its lines go to stderr: stdout is for figures
    folder, platform, *url = sys.argv[1:]
    site = Site(Path(folder), *url)
    pressing = Pressing(site, platform)
    opened = database.connect(site.settings().database)
    try:
        await pressing.open()
        row = bare.prepare(opened)
        print("up", flush=True)
        while order := await asyncio.to_thread(sys.stdin.readline):
            level, count = order.split()
            await pressing.lead()
            print("ready", flush=True)
            await asyncio.to_thread(sys.stdin.readline)
            match level:
                case "bare":
                    seconds = bare.bare(opened, row, int(count))
                case "raw":
                    seconds = bare.raw(opened, row, int(count))
                case "store":
                    seconds = await pressing.store(int(count))
                case _:
                    seconds = await pressing.whole(int(count))
            print(seconds, flush=True)
    finally:
        opened.close()
        await pressing.house.close()


if __name__ == "__main__":
    asyncio.run(main())
