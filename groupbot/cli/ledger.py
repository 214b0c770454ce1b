"""The commands of the log: what anybody checks offline, and what its operator answers for."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from groupbot.cli.failing import USED_WRONGLY, remedied, settings, stop

if TYPE_CHECKING:
    from groupbot.ledger.continuing import Shown
    from groupbot.ledger.proof import Proven
    from groupbot.ledger.signed_note import Key

_EXITS = "Exit codes: 0 done or valid, 1 not possible or not valid, 2 used wrongly."
_LIMITS = (
    "It does not prove that nothing else happened or came after, and who shows it need not be whom it is about, "
    "unless it says who that is."
)
# What two checkpoints do not tell is nothing against them.
_HEADS = {"not-shown": "Not shown.", "two-logs": "Not comparable."}

app = typer.Typer(help=f"Check and prove what the log of moderation events says. {_EXITS}", no_args_is_help=True)


@app.command(epilog=_EXITS)
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A proof, or a checkpoint.")],
    other: Annotated[
        Path | None, typer.Argument(metavar="FILE2", help="Another one: is the longer log the shorter one grown?")
    ] = None,
    key: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE|VKEY", help="A public key of the log; else those in this deployment's vault."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for a program to read.")] = False,
) -> None:
    """Tell what a proof or a checkpoint shows, offline; of two, whether they are of one history.

    Two of different sizes need the log's own tree, unless one is a proof from `groupbot ledger prove --from SIZE`.
    """
    from groupbot.cli.comparing import of_two  # noqa: PLC0415  (needed for two files alone)
    from groupbot.ledger.errors import LedgerError  # noqa: PLC0415  (cryptography is slow to import, --help is not)

    keys = _given(key) if key else _in_vault()
    try:
        shown = _shown(file, keys)
        told = of_two(shown, _shown(other, keys)) if other else _of_one(shown)
    except LedgerError as error:
        told = {"valid": False, "why": error.why, "remedy": error.remedy}
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    elif told["valid"]:
        print(told["told"])
    else:
        head = _HEADS.get(str(told.get("verdict")), "Not valid.")
        print(f"{head} {told['why']} {told['remedy']}", file=sys.stderr)
    raise typer.Exit(0 if told["valid"] else 1)


@app.command(epilog=_EXITS)
def prove(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="The code of an entry, a file that holds it, or - for the input.")
    ] = "",
    since: Annotated[
        int | None,
        typer.Option("--from", min=0, metavar="SIZE", help="Prove that the log continues that of this size."),
    ] = None,
) -> None:
    """Write a proof: of the entry whose code a member gives, or that the newest checkpoint continues an older one.

    Without its code no entry is found, by nobody: the log knows no names.
    """
    from groupbot.cli.files import opened  # noqa: PLC0415  (as above)
    from groupbot.ledger import proving  # noqa: PLC0415  (as above)
    from groupbot.ledger.errors import LedgerError  # noqa: PLC0415  (as above)

    if bool(code) == (since is not None):
        stop("Nothing to prove is named, or two things.", "Give a CODE, or --from SIZE.", USED_WRONGLY)
    chosen = settings()
    written = _code(code)
    try:
        with remedied(chosen), opened(chosen) as files:
            proof = files.read(
                lambda unit: proving.of_code(unit, written) if since is None else proving.since(unit, since)
            )
    except LedgerError as error:
        stop(error.why, error.remedy)
    sys.stdout.buffer.write(proof)


@app.command("key", epilog=_EXITS)
def public(
    every: Annotated[bool, typer.Option("--all", help="Also those of former origins, oldest first.")] = False,
) -> None:
    """Print the public key of the log. Publish it where members can find it, and keep former ones there."""
    keys = _in_vault()
    for key in keys if every else keys[-1:]:
        print(key)


@app.command(epilog=_EXITS)
def origin(
    new: Annotated[
        bool, typer.Option("--new", help="Begin a new origin, after a restore that lost what had been signed.")
    ] = False,
) -> None:
    """Tell the log's name, how far it is signed, and whether it goes on.

    A new origin goes on from the database as it is, under another name, which every later checkpoint and proof shows.
    What was signed under the former name stays valid. Nobody needs one while the log goes on.
    """
    from groupbot.cli.files import opened  # noqa: PLC0415  (as above)
    from groupbot.ledger import appending  # noqa: PLC0415  (as above)

    chosen, today = settings(), datetime.now(UTC).date().toordinal()
    with remedied(chosen), opened(chosen) as files:
        if new:
            name = files.write(lambda unit: appending.begin_anew(unit, today))
            if name is None:
                stop("The log goes on as it is, and keeps its name.", "Nothing has to be done.")
            files.write(lambda unit: appending.sign(unit, today))
            print(f"The log goes on as {name}. Publish its new key: groupbot ledger key")
            return
        mark = files.read(lambda unit: unit.vault.ledger.mark())
        refusal = files.read(lambda unit: appending.refusal(unit, today) or appending.damage(unit))
    when = f"signed up to {mark.size:,} leaves, on {date.fromordinal(mark.day)}" if mark.day else "nothing signed yet"
    print(f"{_in_vault()[-1].name}: {when}")
    if refusal is not None:
        stop(refusal.found, refusal.remedy)


def _shown(file: Path, keys: tuple[Key, ...]) -> Shown:
    from groupbot.ledger import continuing  # noqa: PLC0415  (as above)

    try:
        with file.open("rb") as opened:
            return continuing.read(opened.read(continuing.LARGEST + 1), keys)
    except OSError as error:
        stop(f"{file} cannot be read: {error.strerror}.", "Name a file that the bot gave.", USED_WRONGLY)


def _of_one(shown: Shown) -> dict[str, object]:
    signed = shown.checkpoint
    if shown.entry is None:
        told = f"Valid. The log {signed.origin} had {signed.size:,} leaves with this root, and signed that."
        return {"valid": True, "told": told, "origin": signed.origin, "size": signed.size}
    return {"valid": True, "told": f"{_sentence(shown.entry)}\n{_LIMITS}", **_fields(shown.entry)}


def _sentence(proven: Proven) -> str:
    what = proven.opening.entry.happened
    by = f" by {what.by.value}" if what.by else ""
    wiki = f", {what.wiki}" if what.wiki else ""
    page = f", {what.page.value}" if what.page else ""
    who = proven.opening.who
    where = proven.opening.where
    person = f"{who.platform} account {who.id}" if who else "a member that it does not name"
    group = f"{where.platform} group {where.id}" if where else "a group that it does not name"
    return (
        f"Valid. On {what.day} the bot recorded of {person} in {group}: {what.kind.value}{by} ({what.reason.value}"
        f"{wiki}{page}). It stands at index {proven.index:,} of {proven.checkpoint.origin}."
    )


def _fields(proven: Proven) -> dict[str, object]:
    what, who, where = proven.opening.entry.happened, proven.opening.who, proven.opening.where
    return {
        "kind": what.kind.value,
        "day": what.day,
        "reason": what.reason.value,
        "by": what.by.value or None,
        "wiki": what.wiki or None,
        "page": what.page.value or None,
        "who": {"platform": who.platform, "id": who.id} if who else None,
        "where": {"platform": where.platform, "id": where.id} if where else None,
        "index": proven.index,
        "origin": proven.checkpoint.origin,
        "size": proven.checkpoint.size,
    }


def _given(written: list[str]) -> tuple[Key, ...]:
    from groupbot.ledger.errors import LedgerError  # noqa: PLC0415  (as above)
    from groupbot.ledger.signed_note import read_key  # noqa: PLC0415  (as above)

    try:
        lines = [line for one in written for line in _lines(one) if line.strip()]
        return tuple(read_key(line) for line in lines)
    except LedgerError as error:
        stop(error.why, error.remedy, USED_WRONGLY)


def _lines(written: str) -> list[str]:
    try:
        return Path(written).read_text(encoding="utf-8").splitlines() if Path(written).is_file() else [written]
    except (OSError, UnicodeDecodeError):
        stop(f"The key file {written} cannot be read, or is no text.", "Give its path, or the key.", USED_WRONGLY)


def _in_vault() -> tuple[Key, ...]:
    from groupbot.cli.files import opened  # noqa: PLC0415  (as above)
    from groupbot.ledger import views  # noqa: PLC0415  (as above)

    chosen = settings()
    with remedied(chosen), opened(chosen) as files:
        return files.read(views.keys)


def _code(given: str) -> str:
    if given == "-":
        return sys.stdin.read(16_384)
    try:
        return Path(given).read_text(encoding="ascii") if given and Path(given).is_file() else given
    except (OSError, UnicodeDecodeError):
        # A code may be too long for a file's name.
        return given
