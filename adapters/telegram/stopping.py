"""Work that ends when we shall stop."""

import asyncio
from collections.abc import Coroutine
from typing import Any


async def until_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, object]) -> bool:
    """Do `work`, cancelled as soon as `stop` is set; True when it came to its end. Its errors pass through."""
    working = asyncio.ensure_future(work)
    stopped = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((working, stopped), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            return False
        working.result()
        return True
    finally:
        working.cancel()
        stopped.cancel()
        await asyncio.gather(working, stopped, return_exceptions=True)
