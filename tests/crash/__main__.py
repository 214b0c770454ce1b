"""`python -m tests.crash --kills N`: kills the bot N times under load; the last line that it prints is JSON."""

import argparse
import asyncio
import json
import sys
import time
from dataclasses import replace

from tests.crash.bugs import BUGS
from tests.crash.report import TOLD_AT_MOST
from tests.crash.running import Plan, in_memory, run


def main() -> int:
    """Run, print, and return 1 when anything was breached."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument(
        "--seed", type=int, default=int(time.time()), help="who presses and dies when; default: the time"
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--bug", choices=sorted(BUGS), help="a defect to be caught")
    parser.add_argument("--between", type=int, default=20, help="kills between two quiet points")
    asked = parser.parse_args()
    plan = Plan(asked.kills, asked.seed, "", asked.bug, asked.between)
    with in_memory():
        if asked.database == "postgresql":
            from tests.postgres import fresh_database  # noqa: PLC0415  (it starts a server)

            plan = replace(plan, url=fresh_database())
        report = asyncio.run(run(plan))
    lines = [*report.told[:TOLD_AT_MOST], report.statistics]
    again = f"python -m tests.crash --kills {plan.kills} --seed {plan.seed} --database {asked.database}"
    again += f" --between {plan.between}" + (f" --bug {plan.bug}" if plan.bug else "")
    if report.breaches:
        lines.append(f"Again: {again}")
    told = {
        "database": asked.database,
        "seed": plan.seed,
        "bug": plan.bug,
    } | report.figures()
    sys.stdout.write("\n".join([*lines, json.dumps(told)]) + "\n")
    return int(bool(report.breaches))


if __name__ == "__main__":
    sys.exit(main())
