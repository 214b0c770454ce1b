"""The command that tells an operator what anybody could get out of this deployment."""

from __future__ import annotations

import json
import sys
from pathlib import Path  # noqa: TC003  (typer reads the annotations)
from typing import TYPE_CHECKING, Annotated, Any

import typer

from groupbot.cli.failing import USED_WRONGLY, remedied, settings, stop

if TYPE_CHECKING:
    from groupbot.people import Actor
    from groupbot.process.settings import Settings
    from groupbot.vault.root import RootKey

_SQLITE = b"SQLite format 3\x00"


def disclose(
    without_key: Annotated[
        bool, typer.Option("--without-key", help="Only what the files tell to somebody who has not got the root key.")
    ] = False,
    key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Another root key's file, such as one that was seized.")
    ] = None,
    accounts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Accounts to try, a line each: telegram 123456789.")
    ] = None,
    backup: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Also look into this copy of a SQLite database.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write all that is recoverable, value by value.")] = False,
) -> None:
    """Print what anybody could get out of this deployment: without the root key, with it, and with a list of accounts.

    The table is that of docs/SUBPOENA.md, filled from what is there: files, database, settings, environment. Changes
    nothing. With --json it prints what the members' notice keeps to be sealed: mind who looks on.
    """
    chosen = settings()
    from groupbot.cli.files import exist  # noqa: PLC0415  (slow to import, --help is not)
    from groupbot.disclosure import page, taking  # noqa: PLC0415  (as above)

    if not exist(chosen):
        stop(f"There is no deployment in {chosen.data.absolute()}.", "Set GROUPBOT_DATA to the folder where it lies.")
    listed = _accounts(accounts) if accounts else []
    with remedied(chosen):
        root = None if without_key else _root(chosen, key)
        taken = taking.taken(chosen, root, listed)
        copies = {str(file): taking.backup(file, chosen, root) for file in _files(backup or [])}
    lines = page.looked_up(taken)
    if as_json:
        values = {"now": page.in_clear(taken.found)} | {name: page.in_clear(copy) for name, copy in copies.items()}
        told = {"lines": lines, "settings": _set(chosen), "values": values, "members": taken.found.members}
        json.dump(told, sys.stdout, ensure_ascii=False, indent=2, default=_hexadecimal)
        print()
        return
    print(page.written(lines))
    for name, copy in copies.items():
        sealed = len(copy.opened) + copy.shut
        print(f"\nBackup {name}: of {sealed} sealed values that the key was tried on, {len(copy.opened)} open.")
    _notes(chosen, root, tried=bool(listed))


def _root(chosen: Settings, key: Path | None) -> RootKey:
    from groupbot.bootstrap import root_key  # noqa: PLC0415  (as above)

    if key is None:
        return root_key(chosen)
    return root_key(chosen.model_copy(update={"root_key_file": key, "root_key_credential": None}))


def _notes(chosen: Settings, root: RootKey | None, *, tried: bool) -> None:
    """Say what the table supposes and this machine may not keep to."""
    print()
    if root is None:
        print("The root key was not used: the second and the third column tell what is certain without it.")
    elif not tried:
        print("No accounts were tried: give them with --accounts, or read the third column in docs/SUBPOENA.md.")
    if chosen.root_key_file is not None:
        shut = " and the passphrase is set beside it" if chosen.root_key_passphrase else ""
        print(f"The root key is in {chosen.root_key_file}{shut}: who takes that along has the second column.")


def _set(chosen: Settings) -> list[str]:
    """Name the settings that are set, secrets without their values."""
    shown = {name: getattr(chosen, name) for name in sorted(chosen.model_fields_set)}
    # A database's address may hold a password.
    return [f"GROUPBOT_{name.upper()}={'***' if name == 'database_url' else value}" for name, value in shown.items()]


def _accounts(file: Path) -> list[Actor]:
    from groupbot.people import Actor  # noqa: PLC0415  (as above)

    try:
        written = [line.split() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError):
        stop(f"The list of accounts {file} cannot be read, or is no text.", "Check the path.", USED_WRONGLY)
    wrong = [number for number, words in enumerate(written, 1) if len(words) != 2]  # noqa: PLR2004  (platform and id)
    if wrong:
        stop(f"{file} has other lines than a platform and an id, the first at {wrong[0]}.", "Mend it.", USED_WRONGLY)
    return [Actor(platform, account) for platform, account in written]


def _files(named: list[Path]) -> list[Path]:
    for file in named:
        try:
            with file.open("rb") as opened:
                is_database = opened.read(len(_SQLITE)) == _SQLITE
        except OSError as error:
            stop(f"The backup {file} cannot be read: {error.strerror}.", "Check the path.", USED_WRONGLY)
        if not is_database:
            stop(
                f"The backup {file} is no SQLite database.", "Unpack it first, or load it into a server.", USED_WRONGLY
            )
    return named


def _hexadecimal(value: Any) -> str:
    return bytes(value).hex()
