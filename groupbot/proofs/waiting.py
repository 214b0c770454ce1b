"""How long what could prove a membership waits: a day, so that nobody can be pressed for it on the spot."""

from groupbot.proofs.model import Request

WAIT_SECONDS = 24 * 3600
AT_ONCE = 3
_HOUR = 3600


def ready(request: Request, counted: int) -> bool:
    """Tell whether a request has waited long enough; `counted` is the bot's own time (groupbot.proofs.counting)."""
    return counted - request.asked >= WAIT_SECONDS


def hours_left(request: Request, counted: int) -> int:
    """Return the hours that are left to wait, the one that has begun counted whole, 0 for none."""
    return max(0, -(-(request.asked + WAIT_SECONDS - counted) // _HOUR))
