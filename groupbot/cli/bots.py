"""The commands by which the operator sees which bots serve here, and lets another one take over."""

from __future__ import annotations

from enum import StrEnum

import typer

from groupbot.cli.failing import remedied, settings

_EXITS = "Exit codes: 0 done, 1 not possible, 2 used wrongly."

app = typer.Typer(help=f"Say by which account the bot is known on each platform, and let another take over. {_EXITS}")


class Served(StrEnum):
    """The platforms that a bot can serve."""

    TELEGRAM = "telegram"
    DISCORD = "discord"


@app.callback(invoke_without_command=True, epilog=_EXITS)
def listed(context: typer.Context) -> None:
    """List the platforms that the bot has served, each with the number of its account there."""
    if context.invoked_subcommand is not None:
        return
    from groupbot.cli.files import opened  # noqa: PLC0415  (slow to import, --help is not)
    from groupbot.store import bond  # noqa: PLC0415  (as above)

    chosen = settings()
    with remedied(chosen), opened(chosen) as files:
        known = files.read(bond.accounts)
    for platform, account in sorted(known.items()):
        print(f"{platform}\t{account}")
    if not known:
        print("The bot has served no platform yet.")


@app.command(epilog=_EXITS)
def adopt(platform: Served) -> None:
    """Let the next bot that starts on a platform be the one of its groups. Stop `groupbot run` first.

    Add the new bot to each group before: a group that it is not in ends, and is erased thirty days later.
    """
    from groupbot.cli.files import opened  # noqa: PLC0415  (as above)
    from groupbot.store import bond  # noqa: PLC0415  (as above)

    chosen = settings()
    with remedied(chosen), opened(chosen) as files:
        former = files.write(lambda unit: bond.forget(unit, platform))
    was = f"The bot {former} is not expected on {platform} any more" if former else f"No bot was known on {platform}"
    print(f"{was}: whichever the token names at the next start is the bot there from then on.")
