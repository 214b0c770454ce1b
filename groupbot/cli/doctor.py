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
        list[str] | None, typer.Option("--group", help="Also look at this group: its id, such as -100... on Telegram.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for a program to read.")] = False,
) -> None:
    """Check root key, vault, database, policy Telegram and Discord, each with its remedy; changes nothing."""
    chosen = settings()
    from groupbot.process.examine import TOKENS, examine  # noqa: PLC0415  (slow to import, --help is not)

    found = list(examine(chosen))
    unread = {check.name for check in found}
    for platform, look in (("telegram", _telegram), ("discord", _discord)):
        if TOKENS[platform] not in unread and chosen.token(platform):
            found += asyncio.run(look(chosen, tuple(group or ())))
    found += _webhook(chosen)
    _show(found, as_json=as_json)
    raise typer.Exit(1 if any(check.ok is False for check in found) else 0)


async def _telegram(chosen: Settings, groups: tuple[str, ...]) -> Sequence[Check]:
    from adapters.telegram.doctor import checks  # noqa: PLC0415  (as above)

    polling = not chosen.telegram_webhook_url
    mine = tuple(group for group in groups if group.startswith("-"))
    return await checks(chosen.token("telegram"), chosen.telegram_api, polling=polling, chats=mine)


async def _discord(chosen: Settings, groups: tuple[str, ...]) -> Sequence[Check]:
    from adapters.discord.doctor import checks  # noqa: PLC0415  (as above)

    mine = tuple(group for group in groups if not group.startswith("-"))
    return await checks(chosen.token("discord"), chosen.discord_api, guilds=mine, members=chosen.discord_members)


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
