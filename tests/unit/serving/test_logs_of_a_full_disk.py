"""A log that cannot be written."""

import contextlib
import logging
import sys
from pathlib import Path

import pytest
import structlog

from groupbot.process.logs import configure

pytestmark = pytest.mark.usefixtures("logging_restored")


def test_a_log_on_a_full_disk_stops_nothing(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """REQUIRES that a line which the disk does not take is lost, without an error and without a word elsewhere."""
    full = Path("/dev/full").open("w", buffering=1)  # noqa: SIM115  (closing it fails, as everything written to it)
    monkeypatch.setattr(sys, "stderr", full)
    configure("INFO")
    structlog.get_logger().warning("lease not renewed")
    logging.getLogger("adapters.telegram.poll").warning("no answer to %s", "what somebody wrote")
    with contextlib.suppress(OSError):
        full.close()
    assert capfd.readouterr() == ("", "")
