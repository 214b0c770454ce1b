"""The command that destroys a whole deployment, at the machine and without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from groupbot.cli.failing import USED_WRONGLY, settings, stop

if TYPE_CHECKING:
    from groupbot.process.destruction import Outcome, Part
    from groupbot.process.settings import Settings

WORD = "destroy"
_NOT_PROMISED = """\
What nobody can promise:
- Disks, flash above all, snapshots of the volume and copies that somebody made may still hold the vault of some day:
  with it, the root key and a database of that day, that day opens. Backups without the vault open nothing.
- What members and the platforms keep is theirs.
What is left for you:
- Revoke the bot's tokens at the platforms: they let their holder read and speak as the bot.
- Stop the service that starts the bot, or it begins anew, with nothing and with nobody's consent."""
_SERVER = """\
- The database server's own files, its log, replicas and backups may hold the rows until they are written over: sealed
  bytes that nothing opens, and in clear random handles, numbers of groups, and days."""


def panic(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    root_key: Annotated[bool, typer.Option("--root-key", help="Destroy the root key's file as well.")] = False,
) -> None:
    """Destroy the deployment on this machine for good: its processes, its keys, its database, its groups' policies.

    Needs no network and no root key, and does not wait for the bot. What was interrupted, a second run finishes. One
    group alone is destroyed by its admins, with /panic.
    """
    chosen = settings()
    listed = _parts(chosen, root_key=root_key)
    if not yes:
        _ask(listed)
    from groupbot.process.destruction import clear, destroy, end_processes  # noqa: PLC0415  (slow to import, --help is not)

    outcomes = [_told(ended) for ended in end_processes(chosen.processes)]
    # Looked at anew: a process that was killed may have left a file behind.
    outcomes += [_told(destroy(part)) for part in listed if part.is_there]
    clear(chosen)
    _close(chosen, listed, root_key=root_key)
    if any(outcome.why_not for outcome in outcomes):
        stop("Not all of it is destroyed.", "Mend what the lines above say, and give the command again.")


def _parts(chosen: Settings, *, root_key: bool) -> list[Part]:
    """Return what may be there to be destroyed; ends the program where nothing is."""
    from groupbot.process.destruction import parts  # noqa: PLC0415  (as above)
    from groupbot.store.migrate import SchemaError  # noqa: PLC0415  (as above)

    try:
        listed = parts(chosen, root_key=root_key)
    except SchemaError as error:
        stop(f"Nothing was destroyed: {error}.", "", USED_WRONGLY)
    if not any(part.is_there for part in listed):
        stop(
            f"There is nothing of a deployment in {chosen.data.absolute()}.",
            "If it was destroyed before, that was all; if not, set GROUPBOT_DATA to the folder where the bot keeps it.",
        )
    if not chosen.vault.exists():
        print(
            f"There is no vault at {chosen.vault.absolute()}. If the bot keeps it elsewhere, set GROUPBOT_DATA to that"
        )
        print("folder: until the vault is destroyed, its keys open every copy of the rows.")
    return listed


def _ask(listed: list[Part]) -> None:
    print("This destroys for good, and the bot's processes before it:")
    for part in [part for part in listed if part.is_there]:
        print(f"  {part.name}")
    if typer.prompt(f"Type {WORD} to do it", default="", show_default=False) != WORD:
        stop("Nothing was destroyed.", f"It takes the word {WORD}, or --yes.", USED_WRONGLY)


def _told(outcome: Outcome) -> Outcome:
    print(f"NOT destroyed: {outcome.name}: {outcome.why_not}" if outcome.why_not else f"destroyed: {outcome.name}")
    return outcome


def _close(chosen: Settings, listed: list[Part], *, root_key: bool) -> None:
    """Say what is not promised, and what is left."""
    print(_NOT_PROMISED)
    if chosen.root_key_credential:
        print(f"- The root key is systemd's credential {chosen.root_key_credential}: destroy it where it is kept.")
    elif chosen.root_key_file is not None and not root_key:
        print(f"- The root key is still in {chosen.root_key_file}. --root-key destroys that file too.")
    if any(part.file is None for part in listed):
        print(_SERVER)
