"""groupbot: the command line, one page of a good manual."""

import os
import sys
from typing import Annotated

import typer

from groupbot import __version__
from groupbot.cli import bots, groups, key, ledger, policy, receipt
from groupbot.cli.disclose import disclose
from groupbot.cli.doctor import doctor
from groupbot.cli.failing import NOT_POSSIBLE
from groupbot.cli.notice import notice
from groupbot.cli.panic import panic
from groupbot.cli.run import run
from groupbot.cli.sandbox import sandbox

_HELP = """A doorman and a fair witness for the chat groups of Wikimedia communities.

Try it without any account:  groupbot sandbox

Run it on Telegram:  groupbot key new FILE, then groupbot doctor, then groupbot run
"""
_EXITS = "Exit codes: 0 done or fine, 1 not possible or problems found, 2 used wrongly. Settings: docs/settings.md."

app = typer.Typer(
    name="groupbot",
    help=_HELP,
    epilog=_EXITS,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)


def _tell(asked: bool) -> None:
    if asked:
        print(f"groupbot {__version__}")
        raise typer.Exit


app.command(epilog=_EXITS)(sandbox)
app.command(epilog=_EXITS)(run)
app.command(epilog=_EXITS)(doctor)
app.command(epilog=_EXITS)(notice)
app.command(epilog=_EXITS)(disclose)
app.command(epilog=_EXITS)(panic)
app.add_typer(groups.app, name="groups")
app.add_typer(bots.app, name="bots")
app.add_typer(policy.app, name="policy")
app.add_typer(key.app, name="key")
app.add_typer(receipt.app, name="receipt")
app.add_typer(ledger.app, name="ledger")


def main() -> None:
    """Run the command line; an output that takes no more ends it in one line."""
    try:
        app()
        sys.stdout.flush()
    except OSError as error:
        # What is left in the buffer must not be tried again at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"The output could not be written: {error.strerror}. Check where it goes.", file=sys.stderr)
        sys.exit(NOT_POSSIBLE)


@app.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", is_eager=True, callback=_tell)
    ] = False,
) -> None:
    """Take the options that stand before a command."""
