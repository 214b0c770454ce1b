"""`python -m tests.mutation [FILE ...]`: how many small defects the tests see; the last line that it prints is JSON.

All of it happens in a copy of the tree as it lies there. It ends with 1 when a file's score is below the bar, when a
file's tests fail as it is, or when a mutant that is listed as equivalent is none, or is there no more.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.mutation.equivalents import EQUIVALENT
from tests.mutation.mutants import mutants
from tests.mutation.targets import TARGETS
from tests.mutation.trial import End, load_heavy, tried

BAR = 90.0
# A defect that makes the tests three times as slow is taken for a loop without an end.
SLOWER, LEAST_SECONDS, FIRST_SECONDS = 3, 3, 300
_IN_COPY = "GROUPBOT_MUTATION_IN_COPY"
_NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info")


def measured(path: str) -> dict[str, float]:
    """Return a file's figures, and tell on standard error of each survivor."""
    source, tests = Path(path).read_text(encoding="utf-8"), TARGETS[path]
    end, took = tried(Path(path), compile(source, path, "exec"), tests, FIRST_SECONDS)
    if end is not End.PASSED:
        raise SystemExit(f"{path}: its tests do not pass as it is: {' '.join(tests)}")
    limit = max(LEAST_SECONDS, math.ceil(SLOWER * took))
    ends, listed = dict.fromkeys(End, 0), EQUIVALENT.get(path, {})
    found, equivalent = set[str](), 0
    for mutant in mutants(source, path):
        end, _took = tried(Path(path), mutant.code, tests, limit)
        ends[end] += 1
        if mutant.name in listed:
            found.add(mutant.name)
            equivalent += 1
            if end is not End.PASSED:
                raise SystemExit(f"{path}: not equivalent, a test sees it: {mutant.name}")
        elif end is End.PASSED:
            sys.stderr.write(f"{path}:{mutant.line}: survived: {mutant.name}\n")
    if lost := listed.keys() - found:
        raise SystemExit(f"{path}: listed as equivalent, and not there: {' ;; '.join(lost)}")
    killed, made = ends[End.FAILED] + ends[End.TIMED_OUT], sum(ends.values())
    return {
        "mutants": made,
        "killed": killed,
        "of them by time": ends[End.TIMED_OUT],
        "equivalent": equivalent,
        "survived": made - killed - equivalent,
        "score": round(100 * killed / (made - equivalent), 1),
        "score with equivalents": round(100 * killed / made, 1),
    }


def in_copy(arguments: list[str]) -> int:
    """Do the same in a copy, which is gone afterwards: nobody's edits get in the way, and nothing here is touched."""
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        copy = Path(folder, "tree")
        shutil.copytree(Path(__file__).parents[2], copy, ignore=_NOT_COPIED)
        command = [sys.executable, "-m", "tests.mutation", *arguments]
        return subprocess.run(command, cwd=copy, env={**os.environ, _IN_COPY: "1"}, check=False).returncode  # noqa: S603  (ourselves)


def main() -> int:
    """Measure, print, and return 1 when a file is below the bar."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("files", nargs="*", choices=[*TARGETS, []], metavar="FILE", help="default: all that are listed")
    asked = parser.parse_args()
    if _IN_COPY not in os.environ:
        return in_copy(sys.argv[1:])
    os.nice(5)
    began, files = time.monotonic(), {}
    for path in (path for path in TARGETS if path in asked.files or not asked.files):
        load_heavy(path)
        files[path] = measured(path)
        sys.stderr.write(f"{path}: {files[path]}\n")
    sys.stdout.write(json.dumps({"files": files, "seconds": round(time.monotonic() - began)}) + "\n")
    return int(any(one["score"] < BAR for one in files.values()))


if __name__ == "__main__":
    sys.exit(main())
