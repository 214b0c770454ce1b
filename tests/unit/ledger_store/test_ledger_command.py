"""`groupbot ledger` and what `groupbot doctor` says of the log, beside a running bot and away from it."""

import base64
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from groupbot.cli.failing import remedied
from groupbot.cli.main import app
from groupbot.ledger import checkpoint, continuing, origin, views
from groupbot.ledger.checkpoint import Checkpoint
from groupbot.ledger.errors import LedgerError
from groupbot.vault.keyfile import KIND
from tests.unit.ledger.book import Book
from tests.unit.ledger_store.desk import NOA, Desk

pytestmark = pytest.mark.anyio
Run = Callable[..., Result]
Put = Callable[[str, bytes], Path]


def command(*words: object, given: str | None = None) -> Result:
    """Give a command on a thread of its own: it begins a loop of its own, beside the test's."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(CliRunner().invoke, app, [str(word) for word in words], given).result()


@pytest.fixture
def run(filed: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to give a command over the files of the desk, whose days end with today."""
    filed.day = datetime.now(UTC).date() - timedelta(days=3)
    key = tmp_path / "root.key"
    key.touch(mode=0o600)
    key.write_text(json.dumps({"kind": KIND, "version": 1, "key": base64.b64encode(b"r" * 32).decode()}))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GROUPBOT_DATA", str(filed.shelf.folder))
    monkeypatch.setenv("GROUPBOT_ROOT_KEY_FILE", str(key))
    return lambda *words: command("ledger", *words)


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Return what writes a file."""

    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


async def lives(desk: Desk) -> views.Kept:
    """Let an entry be logged and two more days go by; return it."""
    await desk.opens()
    await desk.agrees()
    await desk.happens()
    await desk.days(3)
    (kept,) = await desk.entries()
    return kept


async def notes(desk: Desk) -> list[bytes]:
    """Return the checkpoints, oldest first."""
    return [bytes(row[0]) for row in desk.shelf.rows("SELECT note FROM ledger_checkpoint ORDER BY origin, size")]


async def test_anybody_checks_a_proof_with_the_key_alone(
    filed: Desk, run: Run, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES that a proof is read out where there is no bot, with its limits, and without names unasked."""
    kept = await lives(filed)
    key = run("key").stdout.strip()
    shut, opened = put("shut", await filed.proof(kept)), put("open", await filed.proof(kept, NOA, filed.here))
    monkeypatch.setenv("GROUPBOT_DATA", str(put("x", b"").parent / "nowhere"))
    told = run("verify", shut, "--key", key)
    assert told.exit_code == 0, told.output
    assert "recorded of a member that it does not name in a group that it does not name: warned" in told.stdout
    assert "audience, hewiki, deletion" in told.stdout
    assert "does not prove that nothing else happened" in told.stdout
    told = run("verify", opened, "--key", put("keys", f"{key}\n\n".encode()))
    assert f"telegram account {NOA.id} in telegram group -1001234567890" in told.stdout
    stated = json.loads(run("verify", opened, "--key", key, "--json").stdout)
    assert (stated["valid"], stated["index"], stated["who"]["id"]) == (True, kept.leaf, NOA.id)


async def test_what_is_not_valid_is_told(filed: Desk, run: Run, put: Put) -> None:
    """REQUIRES one line and exit code 1 for a file that was changed or is none, 2 for a key or file that is none."""
    kept = await lives(filed)
    file = await filed.proof(kept)
    for name, content in (
        ("changed", file.replace(b"index ", b"index 1")),
        ("none", b"hello"),
        ("old", b"old x\n\ny"),
        ("big", b"old " + b"\n" * 200_000),
        ("many", b"old 1" + b"\nAA==" * 65 + b"\n\n"),
    ):
        told = run("verify", put(name, content))
        assert told.exit_code == 1
        assert told.stderr.startswith("Not valid. ")
        assert told.stderr.count("\n") == 1
    assert json.loads(run("verify", put("none", b""), "--json").stdout)["valid"] is False
    good = put("good", file)
    assert run("verify", good, "--key", "nonsense").exit_code == 2
    assert run("verify", good, "--key", good.parent / "shut").exit_code == 2
    assert run("verify", good, "--key", put("binary", b"\xff\xfe")).exit_code == 2
    assert run("verify", good.parent / "missing").exit_code == 2


async def test_two_checkpoints_of_one_history(filed: Desk, run: Run, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that two checkpoints, or one and a proof, are compared with the log, or offline with its proof."""
    kept = await lives(filed)
    first, second, third = await notes(filed)
    key = run("key").stdout.strip()
    assert "had 256 leaves" in run("verify", put("first", first)).stdout
    for pair in (("first", "third"), ("third", "first"), ("third", "third")):
        put("third", third)
        told = run("verify", *pair)
        assert (told.exit_code, told.stdout[:11]) == (0, "Consistent."), told.output
    assert run("verify", put("proof", await filed.proof(kept)), "first").exit_code == 0
    written = run("prove", "--from", 256)
    monkeypatch.setenv("GROUPBOT_DATA", "nowhere")
    offline = run("verify", "first", put("grown", written.stdout.encode()), "--key", key, "--json")
    assert json.loads(offline.stdout)["sizes"] == [256, 768]
    told = run("verify", put("second", second), "grown", "--key", key)
    assert (told.exit_code, told.stderr[:10]) == (1, "Not shown.")
    assert "nothing against the log. Ask the log's operator" in told.stderr
    assert "groupbot ledger prove --from 512" in told.stderr


async def test_two_histories_are_told(filed: Desk, run: Run, put: Put) -> None:
    """REQUIRES that a checkpoint which the log never had, though its key signed it, is told with what to keep."""
    await lives(filed)
    first, _, third = await notes(filed)
    signer = origin.signer(filed.shelf.vault, 1)
    other = put("other", checkpoint.sign(Checkpoint(signer.key.name, 256, b"x" * 32), signer))
    told = run("verify", put("first", first), other)
    assert told.exit_code == 1
    assert told.stderr.startswith("Not valid. ")
    assert "two roots at 256 leaves: these are two histories. Keep both files: together they prove" in told.stderr
    told = run("verify", other, put("third", third), "--json")
    stated = json.loads(told.stdout)
    assert (told.exit_code, stated["verdict"]) == (1, "two-histories")
    assert "Keep both files, and the log of this deployment" in stated["remedy"]


@pytest.mark.parametrize("beside", ["a bot of its own", "no bot"])
async def test_an_honest_log_is_not_accused(
    filed: Desk, run: Run, put: Put, monkeypatch: pytest.MonkeyPatch, beside: str
) -> None:
    """REQUIRES that another bot's log at hand, a path that anybody wrote, and two bots are no two histories."""
    await lives(filed)
    if beside == "no bot":
        monkeypatch.setenv("GROUPBOT_DATA", "nowhere")
    one, two = Book(700), Book(700, origin="groupbot.invalid/ffffffffffffffff/1", seed=b"t" * 32)
    small, large = (checkpoint.sign(one.checkpoint(size), one.signer) for size in (256, 512))
    forged = continuing.file_of(256, [bytes(32)], large)
    foreign = checkpoint.sign(two.checkpoint(512), two.signer)
    put("small", small)
    keys = ("--key", one.signer.key, "--key", two.signer.key)
    for name, content, head, verdict in (
        ("large", large, "Not shown.", "not-shown"),
        ("forged", forged, "Not shown.", "not-shown"),
        ("foreign", foreign, "Not comparable.", "two-logs"),
    ):
        told = run("verify", "small", put(name, content), *keys)
        assert (told.exit_code, told.stderr.count("\n")) == (1, 1), told.output
        assert told.stderr.startswith(head)
        assert "two histories" not in told.stderr
        assert json.loads(run("verify", name, "small", *keys, "--json").stdout)["verdict"] == verdict
    assert "the proof that came along does not fit" in run("verify", "small", "forged", *keys).stderr


async def test_an_operator_proves_what_a_member_shows(filed: Desk, run: Run, put: Put) -> None:
    """REQUIRES that a proof is written for who gives the code, by line, file or input, and for nobody else."""
    kept = await lives(filed)
    code = kept.opened(NOA, None).code
    for words, given in ((code, None), (put("code", code.encode()), None), ("-", code)):
        told = command("ledger", "prove", words, given=given)
        assert told.exit_code == 0, told.output
        assert put("proof", told.stdout_bytes)
        assert NOA.id in run("verify", "proof").stdout
    assert "base32" in run("prove", "no code at all!").stderr
    await filed.withdraws()
    assert "No entry that lives has this code" in run("prove", code).stderr
    assert run("prove").exit_code == 2
    assert run("prove", code, "--from", 3).exit_code == 2
    assert run("prove", "--from", 4096).exit_code == 1


async def test_the_operator_sees_how_the_log_stands(filed: Desk, run: Run) -> None:
    """REQUIRES name, size and day of the log, no new origin without need, and one with its key where it is due."""
    await filed.opens()
    assert "nothing signed yet" in run("origin").stdout
    assert "Nothing of the log is signed yet" in run("prove", "--from", 0).stderr
    await filed.days(3)
    told = run("origin")
    assert (told.exit_code, "signed up to 768 leaves" in told.stdout) == (0, True)
    assert "ok   log: goes on" in command("doctor").stdout
    refused = run("origin", "--new")
    assert (refused.exit_code, "keeps its name" in refused.stderr) == (1, True)
    with filed.shelf.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM ledger_checkpoint WHERE size > 256")
    told = run("origin")
    assert (told.exit_code, "it is an old copy" in told.stderr) == (1, True)
    assert "MEND log: The log was signed up to 768" in command("doctor").stdout
    told = run("origin", "--new")
    assert told.exit_code == 0, told.output
    names = [line.split("+")[0][-2:] for line in run("key", "--all").stdout.splitlines()]
    assert names == ["/1", "/2"]
    assert run("origin").exit_code == 0
    assert run("key").stdout.split("+")[0] in told.stdout


@pytest.mark.parametrize(
    ("lost", "told_as"),
    [("level = 1", "the log's first 768 leaves are not"), ("level = 0 AND number = 1", "tile 1 of level 0")],
    ids=["upper tiles", "leaves"],
)
async def test_a_damaged_log_is_told_and_goes_on(filed: Desk, run: Run, lost: str, told_as: str) -> None:
    """REQUIRES that lost tiles are told by `origin` and `doctor`, and that the remedy which both name works."""
    await lives(filed)
    with filed.shelf.engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM ledger_tile WHERE {lost}")  # noqa: S608  (a case of ours)
    told = run("origin")
    assert (told.exit_code, told_as in told.stderr.lower()) == (1, True), told.output
    assert "groupbot ledger origin --new" in told.stderr
    assert f"mend log: {told_as}" in command("doctor").stdout.lower()
    told = run("origin", "--new")
    assert (told.exit_code, told.stdout[:16]) == (0, "The log goes on "), told.output
    assert run("origin").exit_code == 0
    assert "ok   log: goes on" in command("doctor").stdout


def test_what_the_log_does_not_have_ends_a_command_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """REQUIRES that whatever is wrong with the log ends a command with why and what to do, and no traceback."""
    with pytest.raises(typer.Exit), remedied():
        raise LedgerError("Why.", "What to do.")
    assert capsys.readouterr().err == "Why. What to do.\n"


async def test_a_log_begun_anew_is_told(filed: Desk, run: Run, put: Put) -> None:
    """REQUIRES that a checkpoint from before a new origin is compared with one after it, and the change is named."""
    await filed.opens()
    await filed.days(2)
    with filed.shelf.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM ledger_checkpoint WHERE size > 256")
    assert run("origin", "--new").exit_code == 0
    former, begun = await notes(filed)
    told = run("verify", put("former", former), put("begun", begun))
    assert told.exit_code == 0, told.output
    assert "It was begun anew meanwhile" in told.stdout
    assert run("verify", "begun", "former").stdout == told.stdout


async def test_what_a_restore_lost_is_told_as_that(filed: Desk, run: Run, put: Put) -> None:
    """REQUIRES that a log which began anew without what it had signed is told from one with two histories."""
    await filed.opens()
    await filed.days(2)
    *_, lost = await notes(filed)
    with filed.shelf.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM ledger_checkpoint WHERE size > 256")
    assert run("origin", "--new").exit_code == 0
    await filed.days(3)
    *_, same, longer = await notes(filed)
    put("lost", lost)
    for name, content in (("same", same), ("longer", longer)):
        told = run("verify", "lost", put(name, content))
        assert told.exit_code == 1
        assert "begun anew" in told.stderr
        assert "Ask the operator what was lost" in told.stderr
        assert "two histories" not in told.stderr
