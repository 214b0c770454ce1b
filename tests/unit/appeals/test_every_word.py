"""Every word of the bot that concerns its reader leads to an appeal: no text goes without that being decided of it."""

import json
from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from groupbot.actions import Action
from groupbot.appeals.words import CONCERNING, disputable
from groupbot.content import Choice, Lines, Screen, Text
from groupbot.decision import Decision, File
from groupbot.i18n.catalogue import FOLDER

# A star stands for the rest of a key: whatever is added under it is decided along with it.
OTHERS: Mapping[str, tuple[str, ...]] = {
    "a word on a button, in a menu, or within a sentence that is decided on where it stands": (
        *("button-*", "menu-*", "command-*", "slash-*", "act-*", "autonym", "listed", "party", "role-*", "module-*"),
        *("purpose-*", "toggle-*", "happened-*", "recorded-*", "kept-*", "reason-*", "page-kind-*", "saved-until"),
        *("ended-next", "withdrawn-next", "mydata-in", "mydata-of-no-group", "mydata-line", "erase-keeps-*"),
    ),
    "for the operator's page of reasons, which no member reads": ("why-*",),
    "about the group, its notice and its line: every reader is told the same": (
        *(
            "welcome",
            "line*",
            "notice-*",
            "keep-way",
            "privacy-*",
            "group-left",
            "not-served",
            "not-live",
            "which-group",
        ),
        *("nothing-to-choose", "start", "start-commands"),
    ),
    "for admins, about settings and how the bot fares in their group": (
        *("setup-*", "settings-*", "field-*", "value-*", "sample-*", "check-*", "right-*", "heard-*", "history-*"),
        *("mode-*", "undo-*", "dry-*", "go-live*", "went-live*", "policy-*", "change", "setting", "preview", "from-*"),
        *("pause-*", "paused", "resume-*", "resumed", "leave", "left", "panic", "panicked", "here-sure"),
        *("told-*", "undone-*"),
    ),
    "a question, of which nothing has followed yet": (
        *("age", "choice", "choice-all-off", "ask-*", "erase", "language", "cancelled", "verify"),
        *("proof-choose", "proof-open-*"),
    ),
    "about the platform, which kept the bot from answering": (
        "try-later",
        "given-up",
        "needs-private",
        "admin-unknown",
    ),
    "the reader's own choice of words to read, which a press changes back": ("language-kept", "language-forgotten"),
    "the word that goes with a file: the screen that offered it has the way": (
        *("receipt", "receipt-withdrawal", "mydata-empty", "proof-file", "proof-receipt-file", "proof-code"),
    ),
    "an appeal itself; who reads how it ended is told whom outside they can turn to": (
        *("appeal", "appeal-*", "appeals-*", "news-not-lifted"),
    ),
    "what becomes of the reader's own report, or for admins who read it": ("report", "report-*", "reports-*"),
    "how a proof that the reader asked for stands, under what says that something is recorded": (
        *("proof-limits", "proof-line", "proof-entry", "proof-entry-on", "proof-receipt", "proof-of-receipt"),
        *("proof-receipt-shows", "proof-waits", "proof-tomorrow", "proof-asked", "proof-left", "proof-ready"),
        *("proof-cancelled", "proof-gone", "proof-damaged"),
    ),
    "what stands beneath the word on how somebody's account meets the bar of a group, or what that group asks of all": (
        *("gate-bar-*", "gate-way-*", "gate-ways-*"),
    ),
    "about an entry that somebody else has shown, and not about its reader": ("verify-*",),
}


def texts() -> list[str]:
    """Return the keys of all texts."""
    return [key for key in json.loads((FOLDER / "en.json").read_text(encoding="utf-8")) if not key.startswith("@")]


def decided(key: str) -> Iterator[str]:
    """Yield each decision that there is on a text; a whole key goes before the beginning of one."""
    if key in CONCERNING:
        yield "concerning"
        return
    ways = [(way, reason) for reason, ways in OTHERS.items() for way in ways]
    whole = [reason for way, reason in ways if way == key]
    yield from whole or [reason for way, reason in ways if way.endswith("*") and key.startswith(way[:-1])]


def test_of_each_text_it_is_decided() -> None:
    """REQUIRES one decision on every text there is: it concerns its reader, or it does not for a reason given here."""
    assert {key: found for key in texts() if len(found := list(decided(key))) != 1} == {}


def test_no_decision_is_about_nothing() -> None:
    """REQUIRES that each key and each beginning of keys in the lists is one of a text that there is."""
    known = texts()
    assert CONCERNING - set(known) == set()
    ways = [way for of_one in OTHERS.values() for way in of_one]
    stale = [
        way for way in ways if not any(key == way or (way[-1] == "*" and key.startswith(way[:-1])) for key in known)
    ]
    assert stale == []
    assert len(ways) == len(set(ways))


def ways(decision: Decision) -> list[Choice]:
    """Return the buttons of a screen that lead to an appeal."""
    shown = decision.show
    return [one for row in shown.rows for one in row if one.action == Action.APPEAL_ABOUT] if shown else []


@pytest.mark.parametrize(("key", "within"), list(product(sorted(CONCERNING), ("text", "lines"))))
def test_what_concerns_its_reader_can_be_disagreed_with(key: str, within: str) -> None:
    """REQUIRES the button under each such word, whether it stands alone or heads a list, and beneath all others."""
    part = Text(key) if within == "text" else Lines((Text(key), Text("listed", (Text("purpose-events"),))))
    other = (Choice(Text("button-receipt"), Action.RECEIPT),)
    made = disputable(Decision(show=Screen((Text("notice-title"), part), (other,))))
    (way,) = ways(made)
    assert made.show is not None
    assert made.show.rows == (other, (way,))
    assert way.label == Text("button-disagree")


def test_where_nothing_is_said_of_its_reader_nothing_is_added() -> None:
    """REQUIRES that other screens, files, questions, and screens with a way to disagree stay as they are."""
    concerning = Screen((Text("saved"),))
    once = disputable(Decision(show=concerning))
    correct = Choice(Text("button-correct"), Action.APPEAL)
    for made in (
        Decision(),
        Decision(show=Screen((Text("start"),))),
        Decision(show=concerning, file=File("a.json", b"{}")),
        Decision(show=concerning, ask=Choice(Text("button-cancel"), Action.POLICY_TEXT)),
        Decision(show=Screen((Text("mydata"),), ((correct,),))),
        once,
    ):
        assert disputable(made) == made
