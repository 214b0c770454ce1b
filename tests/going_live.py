"""An admin on Telegram who lets the bot go live with every setting as it comes: where all other tests begin."""

from functools import partial

from tests.standin.telegram import Person, Post, Room, StandIn

PATIENCE = 30.0


async def go_live(tg: StandIn, admin: Person, room: Room) -> None:
    """Press the friendly line, *Go live* and *Yes*, and wait until the line of a live group stands."""
    await tg.until(lambda: any(post.buttons for post in room.messages), PATIENCE)
    friendly = next(post for post in room.messages if post.buttons)
    await admin.forges(friendly, next(iter(friendly.buttons.values())))
    for label in ("Go live", "Yes, go live"):
        await tg.until(partial(_shown, admin, label), PATIENCE)
        screen = _with(admin, label)
        if screen is None:
            raise AssertionError(label)
        data = next(data for name, data in screen.buttons.items() if name.startswith(label))
        await admin.forges(screen, data)
    await tg.until(lambda: any("Read and choose" in post.buttons for post in room.messages), PATIENCE)
    await tg.until(lambda: not tg.world.updates.pending, PATIENCE)


def _shown(admin: Person, label: str) -> bool:
    return _with(admin, label) is not None


def _with(admin: Person, label: str) -> Post | None:
    screens = [post for post in admin.inbox if any(name.startswith(label) for name in post.buttons)]
    return screens[-1] if screens else None
