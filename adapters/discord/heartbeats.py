"""Ends the threads that beat for a connection: discord.py forgets those of a session that was never taken."""

import asyncio
import threading

import discord
from discord.gateway import KeepAliveHandler

LONGEST = 2.0


async def end_heartbeats(client: discord.Client) -> None:
    """End every heartbeat of a closed `client` and what it beats for, and wait until its thread is gone (2 s at most).

    A connection that is cut off between HELLO and READY is known to nobody who would close it.
    """
    threads = [thread for thread in threading.enumerate() if isinstance(thread, KeepAliveHandler)]
    beating = [thread for thread in threads if _of(thread, client)]
    for thread in beating:
        thread.stop()
        await thread.ws.close(1000)
    # A thread that is just about to beat waits for this loop: hence not from within it.
    await asyncio.gather(*(asyncio.to_thread(thread.join, LONGEST) for thread in beating))


def _of(thread: KeepAliveHandler, client: discord.Client) -> bool:
    return thread.ws._connection is client._connection  # noqa: SLF001  (a connection names its client in no other way)
