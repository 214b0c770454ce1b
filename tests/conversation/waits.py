"""Time that a running bot counts: it goes by in steps, with what is due done at each."""

from tests.conversation.stage import Stage

STEP = 40


async def waits(stage: Stage, minutes: int) -> None:
    """Let so many minutes go by while the bot runs."""
    while minutes > 0:
        await stage.forward(minutes=min(STEP, minutes))
        await stage.ticks()
        minutes -= STEP
