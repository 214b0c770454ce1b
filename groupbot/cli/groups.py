"""The commands by which the operator says which groups are served."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from groupbot.cli.failing import USED_WRONGLY, remedied, settings, stop

if TYPE_CHECKING:
    from groupbot.groups.roll import Entry
    from groupbot.process.settings import Settings

_EXITS = "Exit codes: 0 done, 1 not possible, 2 used wrongly."
_NUMBER = typer.Argument(min=1, metavar="NUMBER", help="The group's number, as `groupbot groups` lists it.")
_COLUMNS = ("number", "title", "platform", "state", "policy", "records")
_LONGEST = 200
_SOON = "A running bot takes it up within half a minute."
_RETURN = "Where somebody adds the bot to it again, within thirty days of its leaving,"

app = typer.Typer(help=f"List the groups that the bot is in, and say which are served. {_EXITS}")


@app.callback(invoke_without_command=True, epilog=_EXITS)
def listed(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for a program to read.")] = False,
) -> None:
    """List the groups: number, title, platform, state, policy file, and whether members have agreed to anything.

    States are served, waiting (for `groupbot groups accept NUMBER`) and left. The bot may be running meanwhile.
    """
    if context.invoked_subcommand is not None:
        return
    chosen = settings()
    rows = [asdict(entry) | {"policy": _policy(chosen, entry)} for entry in _entries(chosen)]
    if as_json:
        json.dump({"groups": rows}, sys.stdout, ensure_ascii=False, indent=2)
        print()
        return
    _show(rows)


@app.command(epilog=_EXITS)
def accept(number: Annotated[int, _NUMBER]) -> None:
    """Let a group in: its members get the notice of its policy, and may choose."""
    if _decide(number, accepted=True):
        print(f"Group {number} is served from now on. {_SOON}")
    else:
        print(f"The bot has left group {number}. {_RETURN} it is served.")


@app.command(epilog=_EXITS)
def refuse(number: Annotated[int, _NUMBER]) -> None:
    """Serve a group no longer: nobody is asked there. What members agreed to they can still withdraw in private."""
    if _decide(number, accepted=False):
        print(f"Group {number} is not served. {_SOON}")
    else:
        print(f"The bot has left group {number}. {_RETURN} it is not served.")


def _entries(chosen: Settings) -> list[Entry]:
    from groupbot.cli.files import opened  # noqa: PLC0415  (slow to import, --help is not)
    from groupbot.consent import views as consent  # noqa: PLC0415  (as above)
    from groupbot.groups import roll  # noqa: PLC0415  (as above)

    with remedied(chosen), opened(chosen) as files:
        return files.read(lambda unit: roll.entries(unit, consent.records_in))


def _decide(number: int, *, accepted: bool) -> bool:
    """Enter the decision, and return whether the bot is in the group."""
    from groupbot.cli.files import opened  # noqa: PLC0415  (as above)
    from groupbot.groups import roll  # noqa: PLC0415  (as above)

    chosen = settings()
    with remedied(chosen), opened(chosen) as files:
        state = files.write(lambda unit: roll.decide(unit, number, accepted=accepted))
    if state is None:
        stop(f"There is no group {number}.", "`groupbot groups` lists them.", USED_WRONGLY)
    return state is not roll.State.LEFT


def _policy(chosen: Settings, entry: Entry) -> str:
    own = chosen.group_policies / f"{entry.number}.yaml"
    return str(own if own.exists() else chosen.policy)


def _show(rows: list[dict[str, object]]) -> None:
    if not rows:
        print("The bot is in no group yet. Add it to one, and it is listed here.")
        return
    from groupbot.text.clean import clean_name  # noqa: PLC0415  (as above)

    # A title is a stranger's text: neither markup nor an escape sequence of it may reach a terminal.
    cells = [[clean_name(str(row[name]), _LONGEST) for name in _COLUMNS] for row in rows]
    if not sys.stdout.isatty():
        for line in cells:
            print("\t".join(line))
        return
    from rich.console import Console  # noqa: PLC0415  (as above)
    from rich.table import Table  # noqa: PLC0415  (as above)
    from rich.text import Text  # noqa: PLC0415  (as above)

    table = Table(*_COLUMNS)
    for line in cells:
        table.add_row(*map(Text, line))
    Console().print(table)
