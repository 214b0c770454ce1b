"""How often one person can make the bot ask for something."""

from groupbot import often
from groupbot.often import Often


def test_a_person_has_so_many_in_an_hour() -> None:
    """REQUIRES that the limit holds over any hour, that it costs nobody else theirs, and that it passes."""
    asked = Often(2)
    assert [asked.allows("mallory", at) for at in (0.0, 10.0, 20.0, 3599.0)] == [True, True, False, False]
    assert asked.allows("noa", 20.0)
    assert [asked.allows("mallory", at) for at in (3600.0, 3601.0, 3610.0)] == [True, False, True]


def test_only_so_many_people_are_kept_and_for_an_hour() -> None:
    """REQUIRES that memory is bounded, that an hour empties it, and that no id is in it."""
    asked = Often(1)
    for number in range(often.PEOPLE + 10):
        assert asked.allows(str(number), 0.0)
    assert len(asked._asked) == often.PEOPLE
    assert asked.allows("noa", often.HOUR)
    assert len(asked._asked) == 1
    assert b"noa" not in next(iter(asked._asked))
