"""What stands in the log: one JSON object a line, and nobody's words."""

import asyncio
import json
import logging
from typing import Any

import pytest
import structlog

from groupbot.process.logs import configure

HOSTILE = "two\nlines\r\x1b[31m\x7f\u2028\u202eevil\x00"

pytestmark = pytest.mark.usefixtures("logging_restored")


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Read what was logged: every line must be a JSON object."""
    return [json.loads(line) for line in capsys.readouterr().err.split("\n")[:-1]]


def test_each_record_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """REQUIRES one line of printable ASCII per record, from structlog and from the standard library alike."""
    configure("INFO")
    structlog.get_logger().info("serving", place=HOSTILE)
    logging.getLogger("adapters.telegram.poll").warning("no answer: %s", HOSTILE)
    written = capsys.readouterr().err
    assert written.count("\n") == 2
    assert all(" " <= character <= "~" for character in written.replace("\n", ""))
    first, second = (json.loads(line) for line in written.splitlines())
    assert (first["event"], first["place"], first["level"]) == ("serving", HOSTILE, "info")
    assert (second["event"], second["level"]) == (f"no answer: {HOSTILE}", "warning")
    assert first["timestamp"].endswith("Z")


def test_other_libraries_are_heard_from_warning_on(capsys: pytest.CaptureFixture[str]) -> None:
    """REQUIRES that at DEBUG our own lines are there, and other libraries' only from WARNING on."""
    configure("DEBUG")
    logging.getLogger("library.of.others").info("chatter")
    logging.getLogger("library.of.others").warning("a warning")
    logging.getLogger("adapters.telegram").debug("ours")
    structlog.get_logger().debug("ours too")
    assert [line["event"] for line in lines(capsys)] == ["a warning", "ours", "ours too"]


@pytest.mark.parametrize(("level", "heard"), [("WARNING", ["warned", "failed"]), ("ERROR", ["failed"])])
def test_the_level_holds(capsys: pytest.CaptureFixture[str], level: str, heard: list[str]) -> None:
    """REQUIRES that nothing below the chosen level is written, whoever says it."""
    configure(level)
    for log in (structlog.get_logger(), logging.getLogger("adapters.telegram"), logging.getLogger("other")):
        log.info("told")
        log.warning("warned")
        log.error("failed")
    assert [line["event"] for line in lines(capsys)] == heard * 3


def test_errors_are_named_without_their_words(capsys: pytest.CaptureFixture[str]) -> None:
    """REQUIRES that an error with a member's words in it is logged by its class and place alone."""
    configure("INFO")
    try:
        int("what noa wrote")
    except ValueError:
        structlog.get_logger().exception("failed")
        logging.getLogger("some.library").exception("job failed")
    ours, theirs = lines(capsys)
    assert ours["error"].startswith("ValueError at ")
    assert theirs["error"] == ours["error"]
    assert "noa" not in repr((ours, theirs))


def test_a_forgotten_task_tells_no_words(capsys: pytest.CaptureFixture[str]) -> None:
    """REQUIRES that asyncio's report of a task which nobody waited for, with the error's words in it, does not pass."""
    configure("INFO")

    async def fails() -> None:
        raise ValueError("what noa wrote")

    async def forget() -> None:
        task = asyncio.ensure_future(fails())
        await asyncio.sleep(0)
        del task

    asyncio.run(forget())
    (line,) = lines(capsys)
    assert (line["event"], line["logger"]) == ("Task exception was never retrieved", "asyncio")
    assert "noa" not in repr(line)
