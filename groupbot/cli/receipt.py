"""The command that checks a receipt offline."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from groupbot.cli.failing import USED_WRONGLY, stop

if TYPE_CHECKING:
    from groupbot.receipts.anchor import Anchor
    from groupbot.receipts.claim import Verified

_EXITS = "Exit codes: 0 valid, 1 not valid, 2 used wrongly."
_LIMITS = (
    "It does not prove that nothing came after it or beside it, nor whose it is: "
    "it names nobody, and whoever has the file can show it."
)

_ROOT_SHOWN = 16

app = typer.Typer(help=f"Check receipts of consent and withdrawal, offline. {_EXITS}", no_args_is_help=True)


@app.callback()
def receipts() -> None:
    """Check receipts of consent and withdrawal, offline."""


@app.command(epilog=_EXITS)
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The receipt, as the bot gave it.")],
    key: Annotated[
        str,
        typer.Option(
            metavar="FILE|BASE64", help="The public key; else receipt-key.pub in GROUPBOT_DATA (./data) is taken."
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for a program to read.")] = False,
    checkpoint: Annotated[
        bool, typer.Option("--checkpoint", help="Write the log's checkpoint in it, for `groupbot ledger verify`.")
    ] = False,
) -> None:
    """Tell what a receipt proves, and what it does not."""
    from groupbot.receipts import ReceiptError  # noqa: PLC0415  (cryptography is slow to import, --help is not)
    from groupbot.receipts import verify as verified  # noqa: PLC0415  (as above)
    from groupbot.receipts.reading import LARGEST  # noqa: PLC0415  (as above)

    public_key = _public_key(key)
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        stop(f"{file} cannot be read: {error.strerror}.", "Name the receipt's file.", USED_WRONGLY)
    try:
        stated = verified(data, public_key)
    except ReceiptError as error:
        if as_json:
            print(json.dumps({"valid": False, "why": error.why, "remedy": error.remedy}, indent=2))
        else:
            print(f"Not valid. {error.why} {error.remedy}", file=sys.stderr)
        raise typer.Exit(1) from None
    if checkpoint:
        if stated.anchor is None:
            stop("The receipt is valid, but the log had no checkpoint when it was given.", "Take a later receipt.")
        # Its bytes are what is signed, whatever the terminal speaks.
        sys.stdout.buffer.write(stated.anchor.note.encode())
        return
    print(_as_json(stated) if as_json else f"{_sentence(stated)}{_of_log(stated.anchor)}\n{_LIMITS}")


def _public_key(given: str) -> bytes:
    from groupbot.receipts import ReceiptError  # noqa: PLC0415  (as above)
    from groupbot.receipts.publickey import FILE_NAME, from_text  # noqa: PLC0415  (as above)

    path = Path(given) if given else Path(os.environ.get("GROUPBOT_DATA", "data")) / FILE_NAME
    try:
        if given and not path.exists():
            return from_text(given)
        with path.open("rb") as opened:
            return from_text(opened.read(1024).decode("ascii", "replace"))
    except FileNotFoundError:
        stop(
            f"There is no public key at {path}.",
            "Give it with --key FILE or --key BASE64; whoever runs the bot publishes it.",
            USED_WRONGLY,
        )
    except OSError as error:
        stop(
            f"The public key {path} cannot be read: {error.strerror}.",
            "Give it with --key FILE or --key BASE64.",
            USED_WRONGLY,
        )
    except ReceiptError as error:
        stop(error.why, error.remedy, USED_WRONGLY)


def _sentence(stated: Verified) -> str:
    where = "a group that it does not name"
    if stated.group:
        # Isolated (FSI, PDI), or a title written from right to left would turn the sentence round.
        where = f'the group "\u2068{stated.group.title}\u2069" ({stated.group.platform} {stated.group.id})'
    purposes = ", ".join(stated.purposes)
    if stated.valid_until:
        until = f"unless withdrawn, the first of these ends on {stated.valid_until}"
        return f"Valid. On {stated.day} consent was given in {where} to: {purposes}; {until}."
    return f"Valid. On {stated.day} consent was withdrawn in {where} for: {purposes}."


def _of_log(anchor: Anchor | None) -> str:
    if anchor is None:
        return ""
    log = anchor.stated
    return f"\nThe log {log.origin} had {log.size:,} leaves then, under the root {log.root.hex()[:_ROOT_SHOWN]}."


def _as_json(stated: Verified) -> str:
    group, anchor = stated.group, stated.anchor
    value = {
        "valid": True,
        "kind": stated.kind.value,
        "day": stated.day,
        "purposes": list(stated.purposes),
        "valid_until": stated.valid_until or None,
        "language": stated.language or None,
        "key": stated.key_id,
        "group": {"platform": group.platform, "id": group.id, "title": group.title} if group else None,
        "notice_sha256": stated.notice or None,
        "log": {
            "origin": anchor.stated.origin,
            "size": anchor.stated.size,
            "root": anchor.stated.root.hex(),
            "checkpoint": anchor.note,
        }
        if anchor
        else None,
        "limits": _LIMITS,
    }
    return json.dumps(value, ensure_ascii=False, indent=2)
