"""The lists that the mutation lane goes by: what they name is there."""

from pathlib import Path

import pytest

from tests.mutation.equivalents import EQUIVALENT
from tests.mutation.mutants import mutants
from tests.mutation.targets import TARGETS

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("path", EQUIVALENT)
def test_every_equivalent_is_a_defect_of_today(path: str) -> None:
    """REQUIRES that a line which changes takes with it what was said of its defects."""
    made = {mutant.name for mutant in mutants((ROOT / path).read_text(encoding="utf-8"), path)}
    assert [name for name in EQUIVALENT[path] if name not in made] == []
    assert all(EQUIVALENT[path].values())


def test_every_target_is_there_with_its_tests() -> None:
    """REQUIRES that each file which is tried exists with its tests, and that no other is excused."""
    named = [path for path, tests in TARGETS.items() for path in (path, tests[0])]
    assert [path for path in named if not (ROOT / path).is_file()] == []
    assert EQUIVALENT.keys() <= TARGETS.keys()
