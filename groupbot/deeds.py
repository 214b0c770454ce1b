"""How an act on a member can end."""

from enum import StrEnum


class Deed(StrEnum):
    """How an act of the doorkeeper's ended: DONE, or why it was left undone.

    ADMIN: it would have been against an admin. UNKNOWN: the platform does not say who that is. NOT_OURS: others set
    the restriction. HELD: others hold this member already. OVERTAKEN: something newer was decided, or others changed
    it. OVER: it would have ended within a minute. BEYOND: it would have been longer than the platform allows. PENDING:
    the server's own rules are not accepted yet. NO_RIGHT: the bot lacks the right. ABOVE: the bot's role stands too
    low. NO_ROLE: there is no such role. GONE: nobody is there, or nothing was asked for. CANNOT: the platform has no
    such act. REFUSED: it refused for a reason of its own.
    """

    DONE = "done"
    ADMIN = "admin"
    UNKNOWN = "unknown"
    NOT_OURS = "not-ours"
    HELD = "held"
    OVERTAKEN = "overtaken"
    OVER = "over"
    BEYOND = "beyond"
    PENDING = "pending"
    NO_RIGHT = "no-right"
    ABOVE = "above"
    NO_ROLE = "no-role"
    GONE = "gone"
    CANNOT = "cannot"
    REFUSED = "refused"
