"""What /verify says of an entry, in every language, and what it says of all that is none."""

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest

from groupbot.actions import Action
from groupbot.content import Lines, Screen, Text
from groupbot.effects import Ask, Whisper
from groupbot.events import CommandGiven, TextGiven
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.language.service import LANGUAGES
from groupbot.ledger import proof
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import TERMS, By, Kind, Page, Reason
from groupbot.ledger.opening import LONGEST_CODE, Opening, make
from groupbot.ledger.views import Match
from groupbot.people import Actor, Chat, Origin, Place
from groupbot.proofs import verdict
from groupbot.receipts.receipt import ANCHORED, SCHEMA
from tests.conversation.stage import plain
from tests.counted import Counted
from tests.property.town import Town
from tests.unit.proofs.shown import is_held, presses, show

MESSAGES = Messages.load()
RENDERER = Renderer(MESSAGES)
NOA, ROOM = Actor("telegram", "5000000077"), Chat("telegram", "-1001234567890")
WARNED = Happened(Kind.WARNED, "2026-11-24", Reason.AUDIENCE, wiki="hewiki", page=Page.DELETION)
HELD = Happened(Kind.RESTRICTED, "2026-11-24", Reason.UNSTATED, By.ADMIN)
OPENED = make(Counted(), WARNED, NOA, ROOM)


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    opened = Town("noa", "eve")
    is_held(opened, "noa")
    yield opened
    opened.close()


def says(screen: Screen, language: str = "en") -> str:
    """Return the words of a screen in a language."""
    return plain("\n".join(page.text for page in RENDERER.pages(language, screen.parts, 4096)))


def told(town: Town, text: str) -> str:
    """Return what Eve reads who answers the question with a text."""
    presses(town, "eve", "/verify", Action.VERIFY_ASK)
    answered = town.handle(town.world.writes("eve", text))
    assert not answered.wrote
    (whisper,) = answered.effects
    assert isinstance(whisper, Whisper)
    return plain(whisper.content.body.text)


def keys(screen: Screen) -> list[str]:
    """Return the keys of all texts on a screen."""
    parts = [text for part in screen.parts for text in (part.items if isinstance(part, Lines) else (part,))]
    texts = [text for text in parts if isinstance(text, Text)]
    return [text.key for each in texts for text in (each, *(arg for arg in each.args if isinstance(arg, Text)))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_has_words(language: str) -> None:
    """REQUIRES words in each language for all that an entry may state, and for what is said beside it."""
    used = {key for happened in every() for key in keys(verdict.of(Match(_made(happened), 7, overturned=True)))}
    used |= set(keys(verdict.of(None)) + keys(verdict.offer()))
    assert {f"page-kind-{page}" for page in Page if page} < used
    assert {f"recorded-{kind}" for kind in Kind} | {f"reason-{reason}" for reason in Reason} < used
    assert [key for key in used if not MESSAGES.find(language, key)] == []


def every() -> Iterator[Happened]:
    """Yield entries in which each word that an entry may have occurs."""
    for kind, terms in TERMS.items():
        pages = Page if terms.page else (Page.NONE,)
        for reason, by, page in product(terms.reasons, terms.by, pages):
            yield Happened(kind, "2026-11-24", reason, by, "hewiki" if page else "", page)


def _made(happened: Happened) -> Opening:
    return make(Counted(), happened, NOA, ROOM)


def test_what_matches_is_told_in_full() -> None:
    """REQUIRES day, kind, reason, wiki, kind of page, whom, where and place, in the reader's words and digits."""
    said = says(verdict.of(Match(OPENED, 1280, overturned=False)))
    for expected in (
        "It matches",
        "November 24, 2026",
        "the bot said privately how a message of the member may read",
        "who was reached",
        "Wiki: hewiki",
        "Kind of page: a deletion discussion",
        "the account 5000000077 on telegram",
        "the group -1001234567890 on telegram",
        "Place in the log: 1,280",
        "proves nothing without its proof",
    ):
        assert expected in said
    assert "overturned" not in said


def test_what_is_kept_shut_is_told_as_such() -> None:
    """REQUIRES that of a shut entry neither person nor group is named, and that this is said."""
    said = says(verdict.of(Match(OPENED.shut(who=True, where=True), None, overturned=False)))
    assert NOA.id not in said
    assert ROOM.id not in said
    assert said.count("not shown to you") == 2
    assert "only after midnight" in said


@pytest.mark.parametrize("overturned", [True, False])
def test_what_was_overturned_is_told_as_such(overturned: bool) -> None:  # noqa: FBT001  (a case)
    """REQUIRES that nobody reads of an overturned entry without reading that it was."""
    assert ("verify-overturned" in keys(verdict.of(Match(OPENED, 0, overturned=overturned)))) == overturned


def test_who_acted_is_told_where_the_entry_says_so() -> None:
    """REQUIRES the role of who acted, and none where the entry has none."""
    held = verdict.of(Match(make(Counted(), HELD, NOA, ROOM), 0, overturned=False))
    assert "Who acted: an admin" in says(held)
    assert "Wiki" not in says(held)
    assert "verify-by" not in keys(verdict.of(Match(OPENED, 0, overturned=False)))


def test_what_does_not_match_accuses_nobody() -> None:
    """REQUIRES one answer for all that does not match, which says what it cannot tell."""
    said = says(verdict.of(None))
    assert "does not match" in said
    assert "says nothing about anybody" in said
    assert keys(verdict.of(None)) == ["verify-not", "verify-limits"]


def test_code_and_file_are_taken_as_people_send_them(town: Town) -> None:
    """REQUIRES that a broken code, one with marks of direction around it, and a pasted proof of any line ends match."""
    given = show(town, "noa", person=True, place=True)
    code = given.code
    for text in (code, f" {code[:40]}\n{code[40:].lower()}\n", f"\u2068{code}\u2069\n"):
        assert "It matches" in told(town, text)
    for text in (given.file, given.file.strip(), f"\n{given.file}\n\n", given.file.replace("\n", "\r\n")):
        assert "the group group on sandbox" in told(town, text)


@pytest.mark.parametrize(
    "hostile",
    [
        "no code",
        "A" * LONGEST_CODE,
        "A" * (proof.LARGEST - 1),
        "\u05d0" * 2000,
        "\ud800\udcff" * 100,
        proof.HEADER,
        f"{proof.HEADER}\n",
        f"{proof.HEADER}\nextra \n\n",
        f"{proof.HEADER}\nextra {'A' * 8000}\nindex 1\n\nlog\n",
        f"{proof.HEADER}\n" + "\n" * 100_000 + "x",
        "=" * 500,
    ],
)
def test_whatever_is_none_is_told_alike(town: Town, hostile: str) -> None:
    """REQUIRES the one answer for everything that is no code and no proof, and no error."""
    assert told(town, hostile) == told(town, "another")


@pytest.mark.parametrize("text", ["\0", "\0" * (256 * 1024 + 1), "A" * (proof.LARGEST + 1)])
def test_what_could_not_be_read_is_told_as_that(town: Town, text: str) -> None:
    """REQUIRES that a file which the platform did not give, or a far too large one, is not called a mismatch."""
    assert "could not open this file" in told(town, text)


@pytest.mark.parametrize("schema", [SCHEMA, ANCHORED])
def test_a_receipt_is_called_one(town: Town, schema: str) -> None:
    """REQUIRES that a receipt is not called a mismatch, and that its holder reads how it is checked."""
    assert "groupbot receipt verify" in told(town, json.dumps({"receipt": {"schema": schema}}, indent=2))
    assert "does not match" in told(town, json.dumps({"schema": "other"}))


def test_nothing_shown_is_kept(town: Town) -> None:
    """REQUIRES that no byte of what somebody shows stands in any file of the bot's (law L5)."""
    given = show(town, "noa")
    for text in ("canary-0123456789", given.code, given.file):
        told(town, text)
    parts = [b"canary-0123456789", given.code[60:100].encode(), given.file.splitlines()[1][60:100].encode()]
    files = [path for path in town.site.data.rglob("*") if path.is_file()]
    assert any(b"consent_record" in path.read_bytes() for path in files)
    assert [path.name for path in files if any(part in path.read_bytes() for part in parts)] == []


def test_nothing_in_it(town: Town) -> None:
    """REQUIRES that an empty answer is told what to send."""
    assert "There was nothing in it" in told(town, " \n ")
    empty = CommandGiven("empty", town.clock.now(), Place(), town.world.person("eve").actor, "verify", "\n", Origin())
    assert keys(town.handle(empty).decision.show or verdict.offer()) == ["verify-empty"]


def test_the_question_takes_words_or_a_file(town: Town) -> None:
    """REQUIRES that /verify without more explains itself first, and that its button asks for a code or a file."""
    offered = town.handle(town.world.writes("eve", "/verify"))
    assert "exactly that" in says(verdict.offer())
    (ask, *_) = presses(town, "eve", "/verify", Action.VERIFY_ASK).effects
    assert isinstance(ask, Ask)
    assert ask.file
    assert [reason.key for reason in offered.decision.why] == ["why-verified"]


def test_an_answer_outlives_no_token(town: Town) -> None:
    """REQUIRES that a question of the day before is not answered any more."""
    presses(town, "eve", "/verify", Action.VERIFY_ASK)
    late = town.world.writes("eve", show(town, "noa").code)
    assert isinstance(late, TextGiven)
    town.forward(timedelta(days=2))
    assert [reason.key for reason in town.handle(late).decision.why_not] == ["why-not-expired"]
