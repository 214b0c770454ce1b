"""How the Bot API says no: a code, a description, and sometimes parameters for the program."""

from collections.abc import Mapping


class Refusal(Exception):  # noqa: N818  (an answer of the API, not a mistake of ours)
    """A call that Telegram does not perform; `code` is the HTTP status too."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})


def bad(what: str, parameters: Mapping[str, int] | None = None) -> Refusal:
    """Return the refusal of a request that is wrong in form or does not fit the state of things."""
    return Refusal(400, f"Bad Request: {what}", parameters)


def forbidden(what: str) -> Refusal:
    """Return the refusal of a request that a person or a group has closed the door to."""
    return Refusal(403, f"Forbidden: {what}")


def conflict(what: str) -> Refusal:
    """Return the refusal of a second way of receiving updates."""
    return Refusal(409, f"Conflict: {what}")
