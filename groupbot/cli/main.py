"""groupbot: the command line, one page of a good manual."""

import typer

from groupbot.cli import key, policy, receipt
from groupbot.cli.doctor import doctor
from groupbot.cli.notice import notice
from groupbot.cli.run import run
from groupbot.cli.sandbox import sandbox

_HELP = """A doorman and a fair witness for the chat groups of Wikimedia communities.

Try it without any account:  groupbot sandbox

Run it on Telegram:  groupbot key new FILE, then groupbot doctor, then groupbot run
"""
_EXITS = "Exit codes: 0 done or fine, 1 not possible or problems found, 2 used wrongly. Settings: docs/settings.md."

app = typer.Typer(
    name="groupbot", help=_HELP, epilog=_EXITS, no_args_is_help=True, add_completion=False, rich_markup_mode="rich"
)
app.command(epilog=_EXITS)(sandbox)
app.command(epilog=_EXITS)(run)
app.command(epilog=_EXITS)(doctor)
app.command(epilog=_EXITS)(notice)
app.add_typer(policy.app, name="policy")
app.add_typer(key.app, name="key")
app.add_typer(receipt.app, name="receipt")


def main() -> None:
    """Run the command line."""
    app()
