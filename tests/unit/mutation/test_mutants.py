"""The defects by which tests are tried: which are made, one at a time, and how a trial of one ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.mutants import mutants

SCRIPT = """
from pathlib import Path
from tests.mutation.trial import tried
sound = "def half(number):\\n    return number // 2\\n"
endless = "def half(number):\\n    while True:\\n        pass\\n"
for source in (sound, sound.replace("//", "*"), endless):
    print(tried(Path("halved.py"), compile(source, "halved.py", "exec"), ["test_halved.py"], 6)[0].value)
"""


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("z = a < b", ["a <= b", "a >= b"]),
        ("z = a >= b", ["a > b", "a < b"]),
        ("z = a == b", ["a != b"]),
        ("z = a is b", ["a is not b"]),
        ("z = a not in b", ["a in b"]),
        ("z = 0 <= a < b", ["0 < a < b", "0 > a < b", "0 <= a <= b", "0 <= a >= b", "1"]),
        ("z = a and b", ["a or b"]),
        ("z = not a", ["a"]),
        ("z = a + b", ["a - b"]),
        ("z = a << b", ["a >> b"]),
        ("z = 1", ["2"]),
        ("z = any(a)", ["all(a)"]),
        ("z = min(a, b)", ["max(a, b)"]),
        ("z = True", ["False"]),
        ("z = 'key'", ["'keyx'"]),
        ("z = 'a sentence'", []),
        ("z = b''", ["b'x'"]),
        ("z = None", []),
        ("z = b if a else c", ["b if not a else c"]),
        ("z = [a for b in c if d]", ["for b in c"]),
        ("z = z + y", ["pass", "z - y"]),
        ("z += y", ["z -= y", "pass"]),
        ("a.b = c", ["pass"]),
        ("a(b)", ["pass"]),
        ("raise a", ["pass"]),
        ("__slots__ = ('a',)", []),
    ],
)
def test_what_is_made(source: str, made: list[str]) -> None:
    """REQUIRES of each form the defects that a reader might have typed, and those of what is in it."""
    assert [mutant.now for mutant in mutants(source, "x.py")] == made


def test_what_is_made_of_a_function() -> None:
    """REQUIRES that conditions are turned and results and guards left out, and that each says where it is."""
    source = (
        'def f(a: "A") -> "B":\n    """Say: 1 < 2."""\n    if a:\n        raise Lost("Nobody is here.")\n    return a\n'
    )
    found = [(mutant.line, mutant.now.partition("\n")[0]) for mutant in mutants(source, "x.py")]
    assert found == [(3, "if not a:"), (4, "pass"), (5, "return None")]


def test_one_at_a_time() -> None:
    """REQUIRES that each defect is the only one in its module, and is known by its line's text."""
    results = []
    for mutant in mutants("x = 1\ny = 2\n", "x.py"):
        space: dict[str, int] = {}
        exec(mutant.code, space)  # noqa: S102  (the two lines above)
        results.append((mutant.name, space["x"], space["y"]))
    assert results == [("x = 1 | 1 -> 2", 2, 2), ("y = 2 | 2 -> 3", 1, 3)]


def test_how_trials_end(tmp_path: Path) -> None:
    """REQUIRES that sound code passes, a defect is seen, and a loop without an end is ended, in files left alone."""
    (tmp_path / "halved.py").write_text("raise SystemExit('the file itself was loaded')\n")
    (tmp_path / "test_halved.py").write_text("import halved\n\n\ndef test_half():\n    assert halved.half(4) == 2\n")
    root = Path(__file__).parents[3]
    ran = subprocess.run(  # noqa: S603  (a script of our own)
        [sys.executable, "-c", SCRIPT],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{root}:{tmp_path}"},
        capture_output=True,
        check=True,
    )
    assert ran.stdout.decode().split("\n") == ["passed", "failed", "timed out", ""]
