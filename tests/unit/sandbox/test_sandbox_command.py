"""The command: one line with the address, nothing of the operator's own, and nothing left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from adapters.sandbox.serve import listen

PROGRAM = "import typer; from groupbot.cli.sandbox import sandbox; typer.run(sandbox)"


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command with `folder` for temporary files; yields the process and the address it printed."""
    process = subprocess.Popen(  # noqa: S603  (our own command)
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(folder)} | environment,
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_and_leaves_nothing_behind(tmp_path: Path, name: signal.Signals) -> None:
    """The printed address answers; when told to stop it ends well, and its folder on disk is gone."""
    with running(tmp_path) as (process, line):
        address = line.split()[-1]
        assert address.startswith("http://127.0.0.1:")
        assert httpx2.get(address).status_code == httpx2.codes.OK
        assert list(tmp_path.iterdir())
        process.send_signal(name)
        assert process.wait(10) == 0
        assert list(tmp_path.iterdir()) == []


def test_it_touches_no_deployment(tmp_path: Path) -> None:
    """Settings of a real deployment in the environment lead the sandbox nowhere near its data."""
    real, temporary = tmp_path / "real", tmp_path / "temporary"
    temporary.mkdir()
    settings = {"GROUPBOT_DATA": str(real), "GROUPBOT_DATABASE_URL": f"sqlite:///{real}.db", "GROUPBOT_POLICY": "none"}
    with running(temporary, **settings) as (_, line):
        assert httpx2.get(line.split()[-1]).status_code == httpx2.codes.OK
        assert [path.name for path in tmp_path.iterdir()] == ["temporary"]


def test_a_taken_port_is_no_obstacle() -> None:
    """When the wanted port is taken, another one is listened on, on this machine only."""
    with listen(0) as first:
        taken = first.getsockname()[1]
        with listen(taken) as second:
            assert second.getsockname()[0] == "127.0.0.1"
            assert second.getsockname()[1] != taken
