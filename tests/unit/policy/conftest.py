"""What every test of policies starts from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.policy.desk import COMPLETE, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def complete() -> str:
    return COMPLETE


@pytest.fixture
def with_line(complete: str) -> Callable[[str], str]:
    """Return a way to replace the line of a complete policy that has the same key, or to add one."""

    def replaced(line: str) -> str:
        key = line.split(":", maxsplit=1)[0]
        kept = [old for old in complete.splitlines() if old.split(":")[0] != key]
        return "\n".join([*kept, line, ""])

    return replaced
