"""What a newcomer reads of the bar and of the ways in."""

from datetime import date, timedelta

import pytest

from groupbot.content import Lines, Text
from groupbot.gate import wording
from groupbot.gate.bar import Leads, Reason, Weighed, What
from groupbot.gate.ways import Ways
from groupbot.i18n.catalogue import FOLDER, Messages, read
from groupbot.i18n.render import Renderer

DAY = date(2026, 11, 28)
FEW = Reason(What.EDITS, Leads.WAIT, 37, 50)
YOUNG = Reason(What.DAYS, Leads.WAIT, 27, 30, until=DAY)
# That the word is in no text of the gate is the one promise that a machine can check: an account proves who somebody
# is, and nothing about them.
TRUST = {
    "en": ("trust",),
    "he": ("אמין", "אמינ", "מהימן", "אמון"),
    "ar": ("موثوق", "ثقة"),
    "zh-hans": ("信任", "可信"),
    "zh-hant": ("信任", "可信"),
    "de": ("vertrau",),
    "fr": ("confiance", "fiable"),
    "es": ("confianza", "fiable", "confiable"),
    "ru": ("довер",),
}


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(Messages.load())


def said(renderer: Renderer, text: Text, language: str = "en") -> str:
    """Return a text as it is read, without the marks around its arguments."""
    return renderer.rich(language, text).text.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f")))


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (FEW, "• 37 of 50 edits on all wikis together; 13 more edits"),
        (Reason(What.EDITS, Leads.WAIT, 0, 1), "• 0 of one edit on all wikis together; one more edit"),
        (YOUNG, "• an account that is 30 days old; 3 more days"),
        (
            Reason(What.LOCAL_EDITS, Leads.WAIT, 1, 2, ("hewiki", "arwiki")),
            "• hewiki / arwiki: 1 of 2 edits; one more edit",
        ),
        (Reason(What.ACTIVE, Leads.WAIT, 99, 30, ("hewiki",)), "• hewiki: an edit within the last 30 days"),
        (Reason(What.ANY_GROUP, Leads.WAIT, on=("hewiki:sysop",)), "• one of these user groups: hewiki:sysop"),
        (Reason(What.ALL_GROUPS, Leads.WAIT, on=("global:bot",)), "• these user groups as well: global:bot"),
        (Reason(What.HOME, Leads.WAIT, on=("hewiki",)), "• an account whose home wiki is hewiki"),
        (
            Reason(What.PARTIAL, Leads.ADMINS, on=("hewiki",), until=DAY),
            "• On hewiki, some pages are closed to this account (a partial block).",
        ),
        (Reason(What.BLOCKED, Leads.WAIT, on=("hewiki",)), "• On hewiki, this account is blocked for a time."),
        (
            Reason(What.BLOCKED, Leads.WAIT, on=("hewiki",), until=DAY),
            "• On hewiki, this account is blocked for a time; it is free again on November 28, 2026.",
        ),
        (
            Reason(What.INDEFINITE, Leads.ADMINS, on=("hewiki",)),
            "• On hewiki, this account is blocked without a set end.",
        ),
        (Reason(What.LOCKED, Leads.REFUSED), "• This account is locked on all wikis."),
    ],
)
def test_each_reason_says_what_is_missing_and_by_how_much(renderer: Renderer, reason: Reason, words: str) -> None:
    """REQUIRES that a newcomer reads figures, wikis and days, and no bare no."""
    assert said(renderer, wording.lacking(reason)) == words


@pytest.mark.parametrize(
    ("leads", "key"),
    [(Leads.WAIT, "gate-bar-wait"), (Leads.ADMINS, "gate-bar-ask-admins"), (Leads.REFUSED, "gate-bar-refuse")],
)
def test_what_follows_is_told_below_what_is_missing(leads: Leads, key: str) -> None:
    """REQUIRES that each answer ends with how it goes on, and that what is met is not listed."""
    hard, met = Reason(What.LOCKED, leads), Reason(What.HOME, Leads.IN, on=("hewiki",))
    listed = Lines((wording.lacking(FEW), Text("gate-bar-locked")))
    assert wording.weighed(Weighed((FEW, met, hard))) == (Text("gate-bar-missing"), listed, Text(key))


def test_a_day_is_promised_where_waiting_is_enough(renderer: Renderer) -> None:
    """REQUIRES that the day on which all is met is told, and the last one of several."""
    late = Reason(What.BLOCKED, Leads.WAIT, on=("hewiki",), until=DAY + timedelta(1))
    _title, _lines, when, _then = wording.weighed(Weighed((YOUNG, late)))
    assert isinstance(when, Text)
    assert said(renderer, when) == "If nothing else changes, all of this is met on November 29, 2026."


def test_whoever_lacks_nothing_reads_so() -> None:
    """REQUIRES that an account that meets the bar is not shown a list."""
    assert wording.weighed(Weighed((Reason(What.EDITS, Leads.IN, 50, 50),))) == (Text("gate-bar-met"),)


@pytest.mark.parametrize(
    ("ways", "words"),
    [
        (Ways(1, ("approval",)), "What lets you in: the approval of the admins."),
        (
            Ways(1, ("vouches", "approval")),
            "What lets you in: one of these (members who vouch for you, the approval of the admins).",
        ),
        (
            Ways(2, ("account", Ways(1, ("vouches", "approval")))),
            (
                "What lets you in: all of these (a wiki account that you show to be yours, one of these ("
                "members who vouch for you, the approval of the admins))."
            ),
        ),
        (
            Ways(2, ("account", "vouches", "approval")),
            (
                "What lets you in: 2 of these (a wiki account that you show to be yours, "
                "members who vouch for you, the approval of the admins)."
            ),
        ),
    ],
)
def test_the_ways_in_are_told_as_they_combine(renderer: Renderer, ways: Ways, words: str) -> None:
    """REQUIRES that one, all or so many of several ways in read differently, also inside of each other."""
    assert said(renderer, wording.needed(ways)) == words


@pytest.mark.parametrize("language", TRUST)
def test_every_reason_can_be_said_in_every_language(renderer: Renderer, language: str) -> None:
    """REQUIRES that each text of the bar and of the ways in stands in each language itself, with its figures."""
    reasons = [Reason(what, Leads.WAIT, 3, 8, ("hewiki",), DAY) for what in What]
    ways = Ways(2, ("account", Ways(1, ("vouches", "approval")), Ways(2, ("account", "vouches", "approval"))))
    texts = [*map(wording.lacking, reasons), wording.needed(ways)]
    shown = [part for leads in Leads for part in wording.weighed(Weighed((Reason(What.DAYS, leads, until=DAY),)))]
    texts += [part for part in shown if isinstance(part, Text)]
    assert all(renderer.speaks(language, text.key) for text in texts)
    assert all(said(renderer, text, language) for text in texts)
    assert set("358") <= set(said(renderer, wording.lacking(reasons[0]), language))


@pytest.mark.parametrize("language", TRUST)
def test_no_text_of_the_gate_speaks_of_trust(language: str) -> None:
    """REQUIRES that no text of the gate calls anybody trusted: an account proves whose it is, and nothing else."""
    texts = {key: text for key, text in read(FOLDER / f"{language}.json").items() if key.startswith("gate-")}
    assert len(texts) > 20
    assert [key for key, text in texts.items() if any(word in text.lower() for word in TRUST[language])] == []
