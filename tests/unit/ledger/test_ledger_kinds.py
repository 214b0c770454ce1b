"""The words of the log as the first proofs carry them: they are kept for years, so that none may ever change."""

from enum import StrEnum

import pytest

from groupbot.ledger.kinds import TERMS, By, Kind, Page, Reason, Terms

SPOKEN = "scale message audience transparency personal-data confidentiality"
WORDS: dict[type[StrEnum], str] = {
    Kind: "warned reworded disagreed admitted declined restricted released appeal-opened appeal-decided",
    Reason: f"{SPOKEN} bar-met vouched approved exempt bar-not-met not-approved expired seat-taken banned gate recheck"
    " unstated ended lifted against-warning against-gate against-restriction correction upheld overturned",
    By: "bot admin",
    Page: "deletion undeletion election rfc move arbitration noticeboard featured policy_vote talk article user other",
}
# For each kind its reasons, and then whether it says who acted, names wiki and page, or an earlier entry.
ALLOWED = {
    "warned": (SPOKEN, {"page"}),
    "reworded": (SPOKEN, {"page", "about"}),
    "disagreed": (SPOKEN, {"page", "about"}),
    "admitted": ("bar-met vouched approved exempt", {"by"}),
    "declined": ("bar-not-met not-approved expired seat-taken banned", {"by"}),
    "restricted": ("gate recheck unstated", {"by"}),
    "released": ("bar-met ended lifted overturned unstated", {"by", "about"}),
    "appeal-opened": ("against-warning against-gate against-restriction correction", {"about"}),
    "appeal-decided": ("upheld overturned", {"about"}),
}


@pytest.mark.parametrize("words", WORDS)
def test_words_are_pinned(words: type[StrEnum]) -> None:
    """REQUIRES each word as it began, and an empty one where there may be none."""
    absent = [""] if words in {By, Page} else []
    assert [word.value for word in words] == absent + WORDS[words].split()


def test_terms_are_pinned() -> None:
    """REQUIRES of every kind the reasons that it began with, and who and what else it may name."""
    assert {kind.value for kind in TERMS} == set(ALLOWED)
    for kind, (reasons, named) in ALLOWED.items():
        terms = TERMS[Kind(kind)]
        assert terms.reasons == frozenset(reasons.split())
        assert terms.by == ({"bot", "admin"} if "by" in named else {""})
        assert (terms.page, terms.about) == ("page" in named, "about" in named)


def test_nothing_is_allowed_unless_said() -> None:
    """REQUIRES that a kind of which nothing is said names nobody, no page and no other entry."""
    assert Terms(frozenset()) == Terms(frozenset(), frozenset({By.NOBODY}), page=False, about=False)
