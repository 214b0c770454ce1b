"""Runs one benchmark: `python -m bench pipeline|start|consent|ports|ending|ledger [--json]`."""

import argparse
import asyncio
import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bench import consent, ending, ledger, pipeline, ports, start
from bench.tables import table

BENCHMARKS: Mapping[str, Callable[[], Coroutine[None, None, Sequence[Any]]]] = {
    "pipeline": pipeline.measure,
    "start": start.measure,
    "consent": consent.measure,
    "ports": ports.measure,
    "ending": ending.measure,
    "ledger": ledger.measure,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures as JSON on the last line, and before it, without --json, as a table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("benchmark", choices=BENCHMARKS)
    parser.add_argument("--json", action="store_true", help="print the JSON alone, without the table before it")
    options = parser.parse_args(arguments)
    entries = [asdict(entry) for entry in asyncio.run(BENCHMARKS[options.benchmark]())]
    if not options.json:
        print(table(entries))
    print(json.dumps(entries))


if __name__ == "__main__":
    main()
