"""What the inspector tells: rows compared past the bot, bytes searched on disk, reasons in sentences."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.sandbox.changes import Change, Column, Kind, difference, show
from adapters.sandbox.clock import MovableClock, months_after, standing_still
from adapters.sandbox.product import About
from adapters.sandbox.rows import Table, read_tables
from adapters.sandbox.search import found_on_disk, worth_seeking
from adapters.sandbox.step import Written
from adapters.sandbox.telling import decided, done, quoted
from adapters.sandbox.view import pieces
from adapters.sandbox.world import World
from groupbot.content import Content, Rich, Screen, Span, SpanKind, Text
from groupbot.decision import NOTHING, Decision, File
from groupbot.effects import Acknowledge, Hand, Say, TellAdmins, Whisper
from groupbot.people import Chat, MessageRef, Origin


def script(path: Path, *statements: str) -> None:
    """Run statements against a database file."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_every_table_of_every_file_is_read(tmp_path: Path) -> None:
    """Rows of the database and of the vault are found, other files are left alone, and keys are known."""
    script(tmp_path / "groupbot.db", 'CREATE TABLE "a ""b" (id INTEGER PRIMARY KEY)', 'INSERT INTO "a ""b" VALUES (7)')
    script(tmp_path / "vault.db", "CREATE TABLE keys (k BLOB)", "INSERT INTO keys VALUES (x'00')")
    script(tmp_path / "vault.db", "CREATE TABLE counted (n INTEGER PRIMARY KEY AUTOINCREMENT)")
    (tmp_path / "notes.txt").write_text("no database")
    assert read_tables(tmp_path) == {
        'a "b': Table(("id",), ({"id": 7},)),
        "vault.counted": Table(("n",), ()),
        "vault.keys": Table((), ({"k": b"\0"},)),
    }


def test_the_difference_names_each_row(tmp_path: Path) -> None:
    """Inserted, changed and deleted rows are told apart by their primary key, with what stood there before."""
    before = {"t": Table(("id",), ({"id": 1, "v": "a"}, {"id": 2, "v": "b"}))}
    after = {"t": Table(("id",), ({"id": 2, "v": "c"}, {"id": 3, "v": None}))}
    assert difference(before, after) == (
        Change("t", Kind.DELETED, (Column("id", "1"), Column("v", "a"))),
        Change("t", Kind.CHANGED, (Column("id", "2"), Column("v", "c", "b"))),
        Change("t", Kind.INSERTED, (Column("id", "3"), Column("v", "empty"))),
    )
    assert difference(after, after) == ()


def test_equal_rows_without_a_key_are_counted() -> None:
    """A table without primary key shows a second equal row as inserted."""
    once, twice = Table((), ({"v": 1},)), Table((), ({"v": 1}, {"v": 1}))
    assert [change.kind for change in difference({"t": once}, {"t": twice})] == [Kind.INSERTED]
    assert [change.kind for change in difference({"t": twice}, {})] == [Kind.DELETED, Kind.DELETED]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "empty"), (b"x" * 128, "sealed, 128 bytes"), (b"\xab" * 16, "abababab… (16 bytes)"), (5, "5")],
)
def test_values_are_shown_as_people_read_them(value: object, shown: str) -> None:
    """Sealed values show their length only, handles their beginning, and long texts are cut."""
    assert show(value) == shown
    assert show("y" * 500) == "y" * 160 + "…"


def test_bytes_on_disk_are_searched(tmp_path: Path) -> None:
    """Words are found in any file in UTF-8 and UTF-16, and what is too short to mean anything is not sought."""
    words = worth_seeking({"the name": "נועה", "the id": "7000002", "what was said": "hi"})
    assert list(words) == ["the name", "the id"]
    assert found_on_disk(tmp_path, words) == ()
    (tmp_path / "folder").mkdir()
    (tmp_path / "log").write_bytes(b"..." + "נועה".encode())
    assert found_on_disk(tmp_path, words) == ("the name",)
    (tmp_path / "wal").write_bytes("7000002".encode("utf-16-le"))
    assert set(found_on_disk(tmp_path, words)) == {"the name", "the id"}


def test_a_summary_says_when_nothing_was_written() -> None:
    """The one-line summary counts rows by kind and says plainly when there are none."""
    assert Written(tables=1, rows=1).summary == "nothing was written"
    assert Written(tables=1, rows=1).compared == "1 row in 1 table"
    assert Written((Change("t", Kind.INSERTED, ()), Change("t", Kind.DELETED, ()))).summary == "1 inserted, 1 deleted"


def test_decisions_are_told_in_sentences() -> None:
    """Each part of a decision has its sentence, and an empty one says that nothing was called for."""
    screen = Screen((Text("hello"),))
    full = Decision(
        screen,
        File("a.json", b""),
        note=Text("ok"),
        line=Screen((Rich("line"),)),
        records=(1,),
    )
    assert [line.split(":")[0] for line in decided(full, lambda text: text.key)] == [
        "Show the person alone",
        "Hand the person the file “\u2068a.json\u2069”.",
        "Answer on the button",
        "Let the group's standing line read",
        "Write down",
    ]
    assert list(decided(Decision(Screen(())), lambda text: text.key)) == ["Show the person alone: a screen of buttons"]
    assert list(decided(NOTHING, lambda text: text.key)) == ["Nothing: this calls for no answer."]


def test_effects_are_told_in_sentences() -> None:
    """Each effect says who saw what, with names and words set apart."""
    world = World(MovableClock(standing_still(datetime(2026, 1, 1, tzinfo=UTC))))
    noa = world.add_person("noa", "נועה") if world.groups else None
    world.add_group("group", "Editors")
    noa = noa or world.add_person("noa", "נועה", started=True)
    lin = world.add_person("lin", "Lin")
    chat, content = Chat("sandbox", "group"), Content(Rich("hello\nthere"))
    told = [
        done(Say(chat, content, replaces=MessageRef("group", "1")), world),
        done(Whisper(noa.actor, content), world),
        done(Hand(noa.actor, "f", b"12", content), world),
        done(Hand(lin.actor, "f", b"12", content), world),
        done(Acknowledge(Origin(), "ok"), world),
        done(Acknowledge(Origin()), world),
        done(TellAdmins(chat, content), world),
    ]
    assert [line.replace("\u2068", "").replace("\u2069", "") for line in told] == [
        "Posted in the group for everybody, in place of the last one: “hello there”",
        "Shown to נועה alone: “hello there”",
        "Handed to נועה alone: “f”, 2 bytes",
        "Not handed to Lin: a file goes into an open private chat and nowhere else",
        "Answered the pressed button, saying “ok”",
        "Answered the pressed button",
        "Told the admins in private: “hello there”",
    ]


def test_long_words_are_cut() -> None:
    """A quotation stays on one line and short."""
    assert len(quoted("word " * 100)) < 80


def test_spans_cut_a_text_into_pieces() -> None:
    """Spans, overlapping ones and ones beyond the text included, lose no letter."""
    rich = Rich("abcdef", (Span(SpanKind.BOLD, 1, 3), Span(SpanKind.CODE, 2, 2), Span(SpanKind.CODE, 5, 9)))
    cut = [(piece.text, piece.bold, piece.code) for piece in pieces(rich)]
    assert "".join(text for text, _, _ in cut) == "abcdef"
    assert ("b", True, False) in cut
    assert ("cd", True, True) in cut


@pytest.mark.parametrize(
    ("months", "day"), [(0, (2026, 1, 31)), (1, (2026, 2, 28)), (11, (2026, 12, 31)), (25, (2028, 2, 29))]
)
def test_months_keep_the_day_or_end_with_the_month(months: int, day: tuple[int, int, int]) -> None:
    """A month later is the same day, or the last of a shorter month."""
    later = months_after(datetime(2026, 1, 31, 12, tzinfo=UTC), months)
    assert (later.year, later.month, later.day) == day


def test_ends_are_shown_as_days() -> None:
    """The declared column of a row's end is told as a calendar day, from days or hours; other values are left alone."""
    days, hours = About("p", "r", "ends_on"), About("p", "r", "ends_at", "hours")
    assert days.ending("ends_on", "740156") == "24 June 2027"
    assert hours.ending("ends_at", str(20783 * 24 + 5)) == "26 November 2026"
    assert [days.ending("other", "1"), days.ending("ends_on", "empty"), days.ending("ends_on", "9" * 30)] == [
        "",
        "",
        "",
    ]
