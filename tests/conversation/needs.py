"""How a script says what it needs of a platform, beyond what all of them have."""

import pytest

from groupbot.ports import Can


def wanted(*cans: Can, client: str = "") -> tuple[str, ...]:
    """Return in words what is needed; `client` is a language that a person's own client must be able to speak."""
    return (*(can.value for can in cans), *([f"client in {client}"] if client else []))


def needs(*cans: Can, client: str = "") -> pytest.MarkDecorator:
    """Mark a script, or one of its parameters, with what a platform must have to play it.

    A platform without one of these does not play the script, and the table says so: "cannot: topics".
    """
    return pytest.mark.needs(*wanted(*cans, client=client))
