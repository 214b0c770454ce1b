"""How a script says what it needs of a platform, beyond what all of them have."""

import pytest

from groupbot.ports import Can

PRIVATE_ORDERS = "admin commands in private"
ACTS_NAMED = "who restricted whom"


def wanted(*cans: Can, client: str = "", without: Can | None = None, also: str = "") -> tuple[str, ...]:
    """Return in words what is needed.

    `client` is a language that a person's own client must speak, `without` something that must not be there, `also`
    what no capability names because only scripts meet it.
    """
    more = {f"client in {client}": client, f"no {without}": without, also: also}
    return (*(can.value for can in cans), *(words for words, given in more.items() if given))


def needs(*cans: Can, client: str = "", without: Can | None = None, also: str = "") -> pytest.MarkDecorator:
    """Mark a script, or one of its parameters, with what a platform must have to play it.

    A platform without one of these does not play the script, and the table says so: "cannot: topics".
    """
    return pytest.mark.needs(*wanted(*cans, client=client, without=without, also=also))
