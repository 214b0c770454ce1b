"""Whom news for the admins reaches: said where the bot cannot write to each of them, and nowhere else."""

from dataclasses import dataclass, field

import pytest

from groupbot.content import Text
from groupbot.events import CommandGiven
from groupbot.i18n.catalogue import Messages
from groupbot.people import Actor
from groupbot.ports import Can, Right
from groupbot.setup import hearing

MESSAGES = Messages.load()


@dataclass
class Looked:
    """What hearing reads of a groupbot.case.Case."""

    rights: frozenset[Right] | None
    can: frozenset[Can] = frozenset({Can.DESK})
    event: object = field(default_factory=lambda: CommandGiven("k", None, None, Actor("discord", "1"), "setup"))  # type: ignore[arg-type]  # nobody looks at when and where


def said(case: Looked) -> tuple[Text, ...]:
    return hearing.told(case)  # type: ignore[arg-type]  # as much of a Case as it looks at


@pytest.mark.parametrize(
    ("rights", "who"),
    [
        ({Right.DESK, Right.OWNER}, "both"),
        ({Right.DESK}, "desk"),
        ({Right.OWNER, Right.SPEAK}, "owner"),
        ({Right.SPEAK}, "nobody"),
    ],
)
def test_each_way_has_words(rights: set[Right], who: str) -> None:
    """REQUIRES one line that says who is reached, and, where not all admins are, what would let them."""
    (line,) = said(Looked(frozenset(rights)))
    assert line == Text(f"heard-discord-{who}")
    assert MESSAGES.find("en", line.key) is not None


def test_silence_where_it_is_not_known_or_not_so() -> None:
    """REQUIRES nothing where nobody looked, and where each admin is told by themselves."""
    assert said(Looked(None)) == ()
    assert said(Looked(frozenset({Right.SPEAK}), can=frozenset())) == ()
