"""The log against who guesses: neither an entry nor a person is found by trying, for want of the salts."""

from collections.abc import Iterator
from datetime import date, timedelta

from groupbot.ledger.batch import mixed
from groupbot.ledger.entry import Entry, Happened, commitment
from groupbot.ledger.kinds import TERMS, By, Kind
from groupbot.ledger.opening import WHERE, WHO, Identity, make
from groupbot.ledger.tree import leaf_hash
from groupbot.people import Actor
from groupbot.vault.entropy import SystemRandom
from tests.unit.ledger.book import GROUP

MEMBERS = [str(number) for number in range(200)]
DAYS = [(date(2026, 1, 1) + timedelta(days=7 * week)).isoformat() for week in range(26)]
# What the guesser guesses salts to be: none, the commonest blunder.
NO_SALT = bytes(32)
TRUTH = Happened(Kind.RESTRICTED, DAYS[17], min(TERMS[Kind.RESTRICTED].reasons), By.ADMIN)
MEMBER = Actor("telegram", MEMBERS[123])


def guesses() -> Iterator[bytes]:
    """Yield the payload of every restriction of each member in each week, by the bot or by an admin, salts guessed."""
    where = Identity(NO_SALT, GROUP.platform, GROUP.id).commitment(WHERE)
    for member in MEMBERS:
        who = Identity(NO_SALT, "telegram", member).commitment(WHO)
        for day in DAYS:
            for by in (By.BOT, By.ADMIN):
                yield Entry(Happened(Kind.RESTRICTED, day, TRUTH.reason, by), who, where).payload()


class Forgetful:
    """Random bytes from a machine that has none."""

    def bytes(self, count: int) -> bytes:
        """Return zeroes."""
        return bytes(count)


def found(leaves: set[bytes]) -> list[bytes]:
    """Return the guesses whose leaf is among those of a log."""
    return [payload for payload in guesses() if leaf_hash(commitment(NO_SALT, payload)) in leaves]


def row(leaf: bytes) -> set[bytes]:
    """Return a day's batch, which holds one entry."""
    leaves = mixed([leaf], SystemRandom()).leaves
    return {leaves[at : at + 32] for at in range(0, len(leaves), 32)}


def test_guessing_finds_what_has_no_salt() -> None:
    """REQUIRES that the attack works on an entry without salts, so that its failing below means something."""
    bare = make(Forgetful(), TRUTH, MEMBER, GROUP)
    assert found(row(bare.leaf)) == [bare.payload]


def test_guessing_finds_no_entry() -> None:
    """REQUIRES that the same attack finds nothing in a log whose entries have the bot's own salts."""
    entry = make(SystemRandom(), TRUTH, MEMBER, GROUP)
    assert entry.leaf in row(entry.leaf)
    assert found(row(entry.leaf)) == []


def test_who_knows_the_entry_finds_no_person() -> None:
    """REQUIRES that whoever is shown an entry with who and where shut cannot try members and groups until one fits."""
    entry = make(SystemRandom(), TRUTH, MEMBER, GROUP)
    stated = entry.shut(who=True, where=True).entry
    for salt in (NO_SALT, entry.salt):
        assert stated.who not in {Identity(salt, "telegram", member).commitment(WHO) for member in MEMBERS}
        assert stated.where != Identity(salt, GROUP.platform, GROUP.id).commitment(WHERE)
    assert entry.who
    assert stated.who in {Identity(entry.who.salt, "telegram", member).commitment(WHO) for member in MEMBERS}


def test_two_entries_of_one_person_have_nothing_in_common() -> None:
    """REQUIRES that two entries of one person in one group cannot be told to be about the same."""
    first, second = (make(SystemRandom(), TRUTH, MEMBER, GROUP) for _ in range(2))
    assert first.leaf != second.leaf
    assert len({first.entry.who, first.entry.where, second.entry.who, second.entry.where}) == 4
