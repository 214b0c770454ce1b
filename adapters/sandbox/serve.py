"""Serves the sandbox on this machine alone, for as long as somebody wants to play."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager, closing, contextmanager

import uvicorn

from .product import Product
from .session import Session
from .web import create_app

HOST = "127.0.0.1"


class _Server(uvicorn.Server):
    """Leaves signals alone: uvicorn would raise them again and kill us before the folder on disk is removed."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def listen(port: int) -> socket.socket:
    """Return a socket that listens on `port` from now on, or on a free one when it is taken."""
    # Named as TCP, else asyncio does not switch Nagle's delay off and each answer waits 40 ms.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
    except OSError:
        bound.bind((HOST, 0))
    bound.listen()
    return bound


@asynccontextmanager
async def running(session: Session, port: int = 0) -> AsyncIterator[str]:
    """Serve the page of an open session; yields its address, for this machine only."""
    with closing(listen(port)) as bound:
        number = bound.getsockname()[1]
        app = create_app(session, frozenset({f"{HOST}:{number}", f"localhost:{number}"}))
        config = uvicorn.Config(
            app,
            lifespan="off",
            ws="none",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[bound]))
        try:
            yield f"http://{HOST}:{number}"
        finally:
            server.should_exit = True
            await serving


async def serve(product: Product, port: int, announce: Callable[[str], None]) -> None:
    """Open a session and serve it until interrupted; `announce` gets the address."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with Session(product) as session, running(session, port) as address:
        announce(address)
        await stop.wait()
