"""The screens of a member's rights by themselves: what each says, names and offers."""

from collections.abc import Mapping
from datetime import date

import pytest

from groupbot.actions import Action
from groupbot.content import Choice, Count, Country, Day, Lines, Name, Screen, Text
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.policy.models import Party
from groupbot.rights import screens
from groupbot.rights.telling import told
from tests.spoken import keys

RENDERER = Renderer(Messages.load())
HOST = Party(name="Host of the bot", kind="organisation", contact="host@example.org")
CONTROLLER = Party(name="Group's admins", kind="role", contact="admins@example.org")
GROUPS = [(7, "x"), (9, "y")]
RECEIPTS = (
    Screen((Text("withdrawn-everywhere", (Count(2),)), Text("withdrawn-next")), ((Choice(Text("receipt"), 13),),)),
    Screen((Text("withdrawn-next"),), ((Choice(Text("receipt"), 13, group=9),),)),
)
SCREENS = [
    screens.start(),
    screens.privacy(CONTROLLER, HOST, "DE"),
    screens.privacy(None, HOST, "DE"),
    Screen(screens.mydata_parts(()), screens.mydata_ways(empty=True)),
    Screen(screens.mydata_parts([Lines((Text("mydata"),))]), screens.mydata_ways(empty=False)),
    screens.mydata_file(empty=True),
    screens.mydata_file(empty=False),
    screens.what_to_erase([(number, "x") for number in range(1, 30)], 0),
    screens.confirm(9, "x", ("restriction",)),
    screens.confirm(0, "", ()),
    *screens.erased(9, "x", ("restriction",), RECEIPTS),
    *screens.erased(0, "", (), ()),
    screens.nothing_to_erase(),
]
DAY = "2026-12-01"


@pytest.mark.parametrize("screen", SCREENS)
def test_every_word_is_there(screen: Screen) -> None:
    """REQUIRES that whatever these screens say has a text."""
    assert [key for key in keys(screen) if not RENDERER.speaks("en", key)] == []


def actions(screen: Screen) -> list[list[int]]:
    """Return what the buttons do, row by row."""
    return [[choice.action for choice in row] for row in screen.rows]


@pytest.mark.parametrize("screen", SCREENS[:3])
def test_the_ways_on_stand_beneath_what_greets(screen: Screen) -> None:
    """REQUIRES that the first word and /privacy lead to what is kept and to who is responsible."""
    assert actions(screen) == [[Action.MYDATA, Action.PRIVACY]]
    assert [choice.label.key for choice in screen.rows[0]] == ["button-mydata", "button-privacy"]


def test_who_is_responsible_is_named_with_contact() -> None:
    """REQUIRES of /privacy the group's and the host's name and contact in full, and the country; outside the host's."""
    inside, outside = screens.privacy(CONTROLLER, HOST, "DE"), screens.privacy(None, HOST, "DE")
    host = Text("privacy-host", (Text("party", (Name(HOST.name, 120), Name(HOST.contact, 200))),))
    group = Text("privacy-controller", (Text("party", (Name(CONTROLLER.name, 120), Name(CONTROLLER.contact, 200))),))
    ends = (host, Text("notice-without"), Text("notice-rights"), Text("notice-compelled", (Country("DE"),)))
    assert outside.parts == (Text("privacy-title"), Text("notice-never"), *ends)
    assert inside.parts == (Text("privacy-title"), Text("notice-never"), group, *ends)


def test_what_can_be_done_with_it_stands_beneath() -> None:
    """REQUIRES the file, consents, correcting and erasing beneath what is kept; without anything who is responsible."""
    file = Choice(Text("button-mydata-file"), Action.MYDATA_FILE)
    consents = Choice(Text("button-consents"), Action.WITHDRAW_PAGE)
    correct, erase = Choice(Text("button-correct"), Action.APPEAL), Choice(Text("button-erase"), Action.ERASE)
    assert screens.mydata_ways(empty=False) == ((file, consents), (correct, erase))
    assert screens.mydata_ways(empty=True) == ((file, Choice(Text("button-privacy"), Action.PRIVACY)),)


def test_what_is_kept_stands_beneath_its_headline() -> None:
    """REQUIRES that /mydata begins with what it is, or says that nothing is kept, and its file with the same."""
    line = Lines((Text("mydata-of-no-group"),))
    assert screens.mydata_parts([line]) == (Text("mydata"), line)
    assert screens.mydata_parts([]) == (Text("kept-nothing"),)
    assert screens.mydata_file(empty=False).parts == (Text("mydata"),)
    assert screens.mydata_file(empty=True).parts == (Text("mydata-empty"),)


@pytest.mark.parametrize(
    ("count", "page", "listed", "following"),
    [
        (0, 0, [], []),
        (1, 0, [1], []),
        (20, 0, range(1, 21), []),
        (21, 0, range(1, 21), [1]),
        (20, 1, range(1, 21), []),
        (21, 1, [21], []),
        (41, 1, range(21, 41), [2]),
        (40, 9, range(21, 41), []),
    ],
)
def test_every_group_can_be_erased(count: int, page: int, listed: list[int], following: list[int]) -> None:
    """REQUIRES twenty groups on each page, none left out or twice, everything first, and the last page past the end."""
    shown = screens.what_to_erase([(number, f"Group {number}") for number in range(1, count + 1)], page)
    first, *rows = [choice for row in shown.rows for choice in row]
    assert (first.action, first.group) == (Action.ERASE_ASK, 0)
    groups = [choice for choice in rows if choice.action == Action.ERASE_ASK]
    assert [choice.group for choice in groups] == list(listed)
    assert [choice.label for choice in groups] == [
        Text("button-erase-in", (Name(f"Group {number}"),)) for number in listed
    ]
    assert [choice.value for choice in rows if choice.action == Action.ERASE] == following
    assert len(rows) == len(listed) + len(following)


@pytest.mark.parametrize(
    ("number", "asked", "gone"),
    [
        (9, Text("erase-ask-in", (Name("x"),)), Text("erased-in", (Name("x"),))),
        (0, Text("erase-ask-everywhere"), Text("erased-everywhere")),
    ],
)
def test_the_question_and_the_answer_name_the_place(number: int, asked: Text, gone: Text) -> None:
    """REQUIRES that both say which group it is, or that it is all of them, and the question offers both answers."""
    question, (answer,) = screens.confirm(number, "x", ()), screens.erased(number, "x", (), ())
    assert question.parts == (asked,)
    ((yes, no),) = question.rows
    assert (yes.label.key, yes.action, yes.group) == ("button-erase-now", Action.ERASE_NOW, number)
    assert (no.label.key, no.action) == ("button-erase-not", Action.MYDATA)
    assert answer == Screen((gone,))


def test_receipts_come_with_the_answer() -> None:
    """REQUIRES that the first receipts stand beneath what is gone and what stays, and the others on screens after."""
    stays = Lines((Text("erase-keeps"), Text("erase-keeps-restriction")))
    first, second = screens.erased(9, "x", ("restriction",), RECEIPTS)
    assert first.parts == (Text("erased-in", (Name("x"),)), stays, Text("withdrawn-next"))
    assert first.rows == RECEIPTS[0].rows
    assert second == RECEIPTS[1]


def place(table: str, *rows: Mapping[str, object], group: str = "") -> dict[str, object]:
    """Return a place as /mydata finds it, with one table."""
    return {"group": {"title": group} if group else None, "tables": [{"table": table, "until": DAY, "rows": rows}]}


def test_each_place_is_told_by_name_and_line_by_line() -> None:
    """REQUIRES of consents and entries a line with its own end, of all else how many there are, under their group."""
    grants = [{"purpose": "events", "until": "2027-01-02"}, {"purpose": "digest", "until": "2027-01-03"}]
    entry = {"day": "2026-11-25", "kind": "warned", "until": "2027-05-25", "overturned": False}
    places = [
        place("consent_grant", *grants, group="Editors"),
        place("ledger_entry", entry, {**entry, "overturned": True}, group="Editors"),
        place("outbox", {}, {}),
    ]

    def line(what: Text, until: str) -> Text:
        return Text("mydata-line", (what, Day(until)))

    assert told({"places": places}) == (
        Lines(
            (
                Text("mydata-in", (Name("Editors"),)),
                line(Text("kept-consent_grant", (Text("purpose-events"),)), "2027-01-02"),
                line(Text("kept-consent_grant", (Text("purpose-digest"),)), "2027-01-03"),
            )
        ),
        Lines(
            (
                Text("mydata-in", (Name("Editors"),)),
                line(Text("kept-ledger_entry", (Day("2026-11-25"), Text("happened-warned"))), "2027-05-25"),
                line(Text("kept-ledger_entry-overturned", (Day("2026-11-25"), Text("happened-warned"))), "2027-05-25"),
            )
        ),
        Lines((Text("mydata-of-no-group"), line(Text("kept-outbox", (Count(2),)), DAY))),
    )


def test_what_admins_read_is_told_with_its_newest_day() -> None:
    """REQUIRES a line of its own with the newest day on which admins read something, and none where they did not."""
    days = [date(2026, 11, day).isoformat() for day in (20, 22, 21)]
    (lines,) = told({"places": [place("appeal", {"read_by_admins": days}, {"read_by_admins": ()}, {})]})
    assert lines.items[2:] == (Text("mydata-line", (Text("kept-read-by-admins", (Day(days[1]),)), Day(DAY))),)
    empty = {"group": {"title": "Editors"}, "tables": []}
    (lines,) = told({"places": [empty, place("appeal", {"read_by_admins": ()})]})
    assert len(lines.items) == 2
