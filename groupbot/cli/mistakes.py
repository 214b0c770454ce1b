"""Settings that are wrong, each said in one line: which variable, what is wrong with it, and what to set instead."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from groupbot.process.settings import FILE, PREFIX, Settings
from groupbot.text.clean import clean_name

# What fits, by field. A field that is not here takes any text, and what it names is looked at where it is used.
FITS = {
    "groups": "`accepted` or `any`",
    "root_key_credential": "the credential's name alone, NAME in `LoadCredential=NAME:PATH`",
    "telegram_api": "an address such as https://api.telegram.org, or leave it out",
    "telegram_webhook_url": "an address such as https://bot.example.org/updates, or leave it out for long polling",
    "telegram_webhook_port": "a number from 1 to 65535",
    "telegram_webhook_listen": "an IP address of this machine, such as 127.0.0.1",
    "telegram_webhook_ip_address": "the public IP address of your web server, such as 203.0.113.7, or leave it out",
    "discord_api": "an address such as https://discord.com/api/v10, or leave it out",
    "discord_shards": "`true` or `false`",
    "discord_members": "`true` or `false`",
    "log_level": "`DEBUG`, `INFO`, `WARNING` or `ERROR`",
}
# An address may hold a password.
_NOT_REPEATED = frozenset({"telegram_api", "telegram_webhook_url", "discord_api"})
_SHOWN = 40
_NEAR = 0.6
_MISSPELT = 0.85


def in_values(error: ValidationError) -> list[str]:
    """Return what is wrong with the settings that were read."""
    return [_unknown(_name(one)) if one["type"] == "extra_forbidden" else _wrong(one) for one in error.errors()]


def in_names(environment: Mapping[str, str]) -> list[str]:
    """Return the variables that look like a setting with a slip in its name.

    Others are none of our business: container platforms put variables there for each service that they run, such as
    GROUPBOT_PORT for one that is called groupbot.
    """
    mine = (name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in {*_known(), FILE})
    return [_unknown(name) for name in mine if _nearest(name.upper(), [*_known(), FILE], _MISSPELT)]


def leading_to(file: str, chosen: Settings) -> str:
    """Return the variable that names a file or the folder that it is in, "" where none does."""
    set_to = {field: value for field, value in chosen if isinstance(value, Path)}
    # The data folder last: what lies in it may be named by a variable of its own.
    for field in sorted(set_to, key=lambda name: name == "data"):
        if set_to[field].absolute() in (Path(file).absolute(), *Path(file).absolute().parents):
            return PREFIX + field.upper()
    return ""


def _wrong(one: Mapping[str, Any]) -> str:
    field, given = str(one["loc"][0]), clean_name(str(one["input"]), _SHOWN)
    is_wrong = "it is no address" if field in _NOT_REPEATED else f"it says {given}"
    return f"The setting {PREFIX}{field.upper()} is wrong: {is_wrong}. Set it to {FITS[field]}."


def _unknown(name: str) -> str:
    near = _nearest(name.upper(), _known() if name.upper() == FILE else [*_known(), FILE], _NEAR)
    remedy = f"Did you mean {near}?" if near else "docs/settings.md lists all: correct the line."
    return f"There is no setting {clean_name(name, _SHOWN)}. {remedy}"


def _nearest(name: str, known: list[str], cutoff: float) -> str:
    """Return the known name that is most like this one; what all of them begin with does not count."""
    short = [one.removeprefix(PREFIX) for one in known]
    found = get_close_matches(name.removeprefix(PREFIX), short, 1, cutoff)
    return PREFIX + found[0] if found else ""


def _known() -> list[str]:
    return [PREFIX + field.upper() for field in Settings.model_fields]


def _name(one: Mapping[str, Any]) -> str:
    return "_".join(map(str, one["loc"])).upper()
