"""The bot as it comes into a group anywhere but in the sandbox: it does nothing before its admins have set it up."""

from dataclasses import replace

from adapters.sandbox.house import House, Site
from adapters.sandbox.product import Product
from groupbot.ports import Clock, Ports
from tests.conversation.opening import real_bot


def new_bot() -> Product:
    """Return the whole bot, in whose groups everything is still to be set up."""
    product = real_bot()

    async def build(site: Site, ports: Ports, clock: Clock) -> House:
        return await product.build(replace(site, new=True), ports, clock)

    return replace(product, build=build)
