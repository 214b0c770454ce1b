"""The five people whom a new admin meets: an admin, a newcomer, and readers of Hebrew, Arabic and Chinese."""

from groupbot.ports import Clock, Standing

from .world import World

GROUP = "village-pump"
TITLE = "Village pump, off-wiki"
ADMIN = "ada"
NEWCOMER = "nora"
HEBREW = "noa"


def open_world(clock: Clock, hushed: frozenset[str]) -> World:
    """Return the world as it stands when the page is first opened."""
    world = World(clock, hushed)
    world.add_group(GROUP, TITLE)
    world.add_person(ADMIN, "Ada Okafor", "en", standing=Standing.ADMIN, started=True)
    world.add_person(NEWCOMER, "Nora Lindgren", "en")
    world.add_person(HEBREW, "נועה ברק", "he", standing=Standing.MEMBER, started=True)
    world.add_person("layla", "ليلى حداد", "ar", standing=Standing.MEMBER)
    world.add_person("xiaoya", "林小雅", "zh-hans", standing=Standing.MEMBER)
    return world
