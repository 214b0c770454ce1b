"""The command that says beforehand what is missing."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from groupbot.cli.failing import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groupbot.process.checks import Check
    from groupbot.process.settings import Settings

_SIGNS = {True: "[green]ok  [/]", False: "[red]MEND[/]", None: "[yellow]note[/]"}


def doctor(
    group: Annotated[
        list[str] | None, typer.Option("--group", help="Also look at this Telegram group (its id, such as -100...).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for a program to read.")] = False,
) -> None:
    """Check root key, vault, database, policy and Telegram, each with its remedy; changes nothing."""
    chosen = settings()
    from groupbot.process.examine import TOKEN, examine  # noqa: PLC0415  (slow to import, --help is not)

    found = list(examine(chosen))
    if not any(check.name == TOKEN for check in found):
        from adapters.telegram.doctor import checks  # noqa: PLC0415  (as above)

        polling = not chosen.telegram_webhook_url
        looking = checks(chosen.token(), chosen.telegram_api, polling=polling, chats=tuple(group or ()))
        found += asyncio.run(looking)
    found += _webhook(chosen)
    _show(found, as_json=as_json)
    raise typer.Exit(1 if any(check.ok is False for check in found) else 0)


def _webhook(chosen: Settings) -> list[Check]:
    """Look at the secret alone; how Telegram gets on with the address is among Telegram's own checks."""
    if not chosen.telegram_webhook_url:
        return []
    from adapters.telegram.webhook import SECRET  # noqa: PLC0415  (as above)
    from groupbot.process.checks import Check  # noqa: PLC0415  (as above)

    secret = chosen.telegram_webhook_secret
    good = secret is not None and bool(SECRET.fullmatch(secret.get_secret_value()))
    found = "set" if good else "not set" if secret is None else "not of the form that Telegram takes, or too short"
    remedy = "Set GROUPBOT_TELEGRAM_WEBHOOK_SECRET to 16 to 256 characters out of A-Z, a-z, 0-9, _ and -."
    return [Check("Telegram: webhook secret", ok=good, found=found, remedy="" if good else remedy)]


def _show(found: Sequence[Check], *, as_json: bool) -> None:
    if as_json:
        rows = [{"name": c.name, "ok": c.ok, "found": c.found, "remedy": c.remedy} for c in found]
        json.dump({"ok": all(c.ok is not False for c in found), "checks": rows}, sys.stdout, indent=2)
        print()
        return
    from rich.console import Console  # noqa: PLC0415  (as above)
    from rich.markup import escape  # noqa: PLC0415  (as above)

    console = Console(highlight=False, soft_wrap=True)
    for check in found:
        console.print(f"{_SIGNS[check.ok]} {escape(check.name)}: {escape(check.found)}")
        if check.remedy:
            console.print(f"     {escape(check.remedy)}", style="bold" if check.ok is False else "dim")
