"""The commands that work on policy files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from groupbot.policy.errors import PolicyError
    from groupbot.policy.explain import InForce
    from groupbot.policy.models import Policy

_EXITS = "Exit codes: 0 fine, 1 problems found, 2 used wrongly."

app = typer.Typer(help=f"Check and explain the files that say what a group wants. {_EXITS}", no_args_is_help=True)

_Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        exists=True,
        file_okay=False,
        help="Files may be extended from this directory and below it; else from here, or from the file's directory.",
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="Write JSON for a program to read.")]


@app.command(epilog=_EXITS)
def check(
    paths: Annotated[list[Path], typer.Argument(exists=True, help="Policy files, or directories of them.")],
    root: _Root = None,
    as_json: _Json = False,
) -> None:
    """Tell everything that is wrong with policy files: file:line:column, what it is, what to do."""
    from groupbot.policy.compile import check_policy  # noqa: PLC0415  (pydantic is slow to import, --help is not)
    from groupbot.policy.idle import idle  # noqa: PLC0415  (as above)

    files = _files(paths)
    errors = list(dict.fromkeys(error for path in files for error in check_policy(path, [_root(path, root)])))
    notes = list(dict.fromkeys(note for path in files if not errors for note in idle(path, [_root(path, root)])))
    if as_json:
        found = [_fields(error) for error in errors]
        _print_json(
            {"ok": not errors, "files": len(files), "errors": found, "notes": [_fields(note) for note in notes]}
        )
    else:
        for line in (*errors, *notes):
            print(line)
        if not errors:
            print(f"{len(files)} {'file is' if len(files) == 1 else 'files are'} fine.")
    raise typer.Exit(1 if errors else 0)


@app.command(epilog=_EXITS)
def explain(
    file: Annotated[
        Path, typer.Argument(metavar="GROUP-OR-FILE", help="A policy file, or the number of a group of this bot.")
    ],
    root: _Root = None,
    as_json: _Json = False,
) -> None:
    """Show every value in force and the file and line that it comes from."""
    kept = None
    if not file.exists():
        file, kept = _of_group(file)
    from groupbot.policy.compile import compile_policy  # noqa: PLC0415  (as in check)
    from groupbot.policy.errors import PolicyErrors  # noqa: PLC0415  (as in check)
    from groupbot.policy.explain import explain as in_force  # noqa: PLC0415  (as in check)
    from groupbot.policy.explain import explain_kept  # noqa: PLC0415  (as in check)

    try:
        rows = explain_kept(kept) if kept else in_force(compile_policy(file, [_root(file, root)]))
    except PolicyErrors as found:
        if as_json:
            _print_json({"ok": False, "errors": [_fields(error) for error in found.errors]})
        else:
            for error in found.errors:
                print(error, file=sys.stderr)
        raise typer.Exit(1) from None
    if as_json:
        _print_json({"ok": True, "values": [_row(row) for row in rows]})
    elif _on_terminal():
        _print_table(rows)
    else:
        for row in rows:
            print(f"{row.path} = {row.shown}  ({row.origin})")


@app.command(epilog=_EXITS)
def schema() -> None:
    """Write the JSON Schema of a policy file, for an editor that completes and checks while you type."""
    from groupbot.policy.schema import schema as json_schema  # noqa: PLC0415  (as in check)

    _print_json(json_schema())


def _of_group(named: Path) -> tuple[Path, Policy | None]:
    """Return the file that a group lives under, and the policy that it was kept under where that is another."""
    from groupbot.cli.failing import USED_WRONGLY, remedied, settings, stop  # noqa: PLC0415  (as in check)

    chosen = settings()
    if not str(named).isdecimal():
        stop(f"There is no policy file {named}.", "Name a file, or the number of a group of this bot.", USED_WRONGLY)
    from groupbot.cli.files import exist, of_group  # noqa: PLC0415  (as in check)

    with remedied():
        found = of_group(chosen, int(str(named))) if exist(chosen) else None
    if found is None:
        stop(f"There is no group {named}, and no file of that name.", "`groupbot groups` lists them.", USED_WRONGLY)
    file, kept = found
    if kept is not None:
        why = "its terms have to wait, or it is bad"
        print(f"In force is what group {named} had before, not {file}: {why}.", file=sys.stderr)
    return file, kept


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _files(paths: list[Path]) -> list[Path]:
    found = [file for path in paths for file in (_below(path) if path.is_dir() else [path])]
    if not found:
        raise typer.BadParameter("no file that ends in .yaml or .yml is here: name a policy file", param_hint="PATHS")
    return list(dict.fromkeys(found))


def _below(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.suffix in {".yaml", ".yml"} and path.is_file())


def _root(file: Path, chosen: Path | None) -> Path:
    # From where the command is given, so that the places it prints can be clicked on or pasted.
    here = Path.cwd()
    return chosen or (here if file.resolve().is_relative_to(here.resolve()) else file.parent)


def _fields(error: PolicyError) -> dict[str, str | int]:
    return {
        "file": error.file,
        "line": error.line,
        "column": error.column,
        "message": error.message,
        "suggestion": error.suggestion,
    }


def _row(row: InForce) -> dict[str, object]:
    return {"path": row.path, "value": row.value, "file": row.source.file, "line": row.source.line}


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _print_table(rows: tuple[InForce, ...]) -> None:
    from rich.console import Console  # noqa: PLC0415  (as in check)
    from rich.table import Table  # noqa: PLC0415  (as in check)
    from rich.text import Text  # noqa: PLC0415  (as in check)

    table = Table("what", "value", "from")
    for row in rows:
        # Text, because a value in square brackets would be read as markup.
        table.add_row(Text(row.path), Text(row.shown), Text(row.origin))
    Console().print(table)
