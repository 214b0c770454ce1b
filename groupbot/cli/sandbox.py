"""The command that opens the sandbox: the whole bot on a simulated platform, in the browser."""

from typing import Annotated

import typer

PORT = 8642
_WHERE = "The sandbox is at {}\nOpen it in a browser on this machine. Ctrl+C ends it, and nothing of it stays."


def sandbox(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on; a free one when it is taken.")] = PORT,
) -> None:
    """Try everything in the browser: a simulated group, no account, no token, no network.

    Prints the address, listens on this machine only, and forgets everything when it ends (Ctrl+C).
    """
    import asyncio  # noqa: PLC0415  (what the page needs is slow to import, --help is not)

    from adapters.sandbox.serve import serve  # noqa: PLC0415  (the same)
    from groupbot.cli.product import product  # noqa: PLC0415  (the same)

    asyncio.run(serve(product(), port, lambda address: print(_WHERE.format(address), flush=True)))
