"""The commands that make the root key and show the key that receipts are checked with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from groupbot.cli.failing import USED_WRONGLY, settings, stop

if TYPE_CHECKING:
    from groupbot.process.settings import Settings

_EXITS = "Exit codes: 0 done, 1 not possible, 2 used wrongly."
_PASSPHRASE = "GROUPBOT_ROOT_KEY_PASSPHRASE"  # noqa: S105  (the name of a variable, not what is in it)

app = typer.Typer(help=f"Make the root key, and show the key of the receipts. {_EXITS}", no_args_is_help=True)


@app.command(epilog=_EXITS)
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, outside the data folder.")],
    passphrase: Annotated[
        bool,
        typer.Option("--passphrase", help=f"Protect the key by a passphrase: {_PASSPHRASE}, else asked for twice."),
    ] = False,
) -> None:
    """Make a root key in a file that only you can read. Who loses it loses all that the bot keeps."""
    from groupbot.vault.entropy import SystemRandom  # noqa: PLC0415  (cryptography is slow to import, --help is not)
    from groupbot.vault.errors import VaultError  # noqa: PLC0415  (as above)
    from groupbot.vault.keyfile import new_key_file  # noqa: PLC0415  (as above)
    from groupbot.vault.permissions import create_private  # noqa: PLC0415  (as above)

    data = Path(os.environ.get("GROUPBOT_DATA", "data"))
    if file.resolve().is_relative_to(data.resolve()):
        stop(
            f"{file} lies in the data folder {data}.",
            "Keep the key apart from what it opens: name another folder.",
            USED_WRONGLY,
        )
    if file.exists():
        stop(f"{file} exists and stays as it is.", "Name a new file: what an overwritten key sealed is lost.")
    try:
        create_private(file, new_key_file(SystemRandom(), _words() if passphrase else ""))
    except VaultError as error:
        stop(error.why, error.remedy)
    except OSError as error:
        stop(f"{file} cannot be written: {error.strerror}.", "Name a file in a folder that you may write to.")
    print(f"The root key is in {file}. Keep a copy in a safe place, apart from the backups of the data folder.")
    print(f"Next: set GROUPBOT_ROOT_KEY_FILE={file.absolute()}" + (f", and {_PASSPHRASE}." if passphrase else "."))


@app.command(epilog=_EXITS)
def public(
    save: Annotated[bool, typer.Option("--save", help="Also write it to receipt-key.pub in the data folder.")] = False,
) -> None:
    """Print the public key of this deployment's receipts in base64. Publish it where members can find it.

    The vault and the root key are those of the settings: GROUPBOT_DATA, GROUPBOT_ROOT_KEY_FILE and the like.
    """
    from groupbot.receipts.publickey import as_text, publish  # noqa: PLC0415  (slow to import, --help is not)
    from groupbot.vault.errors import VaultError  # noqa: PLC0415  (as above)

    chosen = settings()
    try:
        key = _public_key(chosen)
        if save:
            publish(key, chosen.data)
    except VaultError as error:
        stop(error.why, error.remedy)
    except OSError as error:
        stop(f"{error.filename} cannot be written: {error.strerror}.", "Leave out --save, or mend the folder.")
    print(as_text(key))


def _public_key(chosen: Settings) -> bytes:
    from groupbot.bootstrap import root_key  # noqa: PLC0415  (as above)
    from groupbot.vault.entropy import SystemRandom  # noqa: PLC0415  (as above)
    from groupbot.vault.vault import Vault  # noqa: PLC0415  (as above)

    if not chosen.vault.exists():
        stop(f"There is no vault at {chosen.vault}.", "Set GROUPBOT_DATA to the data folder, or start the bot once.")
    vault = Vault.open(chosen.vault, root_key(chosen), SystemRandom())
    try:
        return vault.signer().public_key
    finally:
        vault.close()


def _words() -> str:
    words = os.environ.get(_PASSPHRASE)
    return words or str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True))
