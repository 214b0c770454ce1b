"""How a command ends that cannot go on: one line that says why and what to do."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groupbot.settings import Settings

NOT_POSSIBLE = 1
USED_WRONGLY = 2
# EX_TEMPFAIL of sysexits.h: nothing is broken, and a service manager that starts the process again does right.
TRY_AGAIN = 75


def stop(why: str, remedy: str, code: int = NOT_POSSIBLE) -> NoReturn:
    """Print one line and end with an exit code."""
    print(f"{why} {remedy}".strip(), file=sys.stderr)
    raise typer.Exit(code)


def settings() -> Settings:
    """Read the settings, or end with the variable that is wrong."""
    from pydantic import ValidationError  # noqa: PLC0415  (slow to import, --help is not)

    from groupbot.settings import read_settings  # noqa: PLC0415  (as above)

    try:
        return read_settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(map(str, first["loc"])).upper()
        if first["type"] == "extra_forbidden":
            stop(f"There is no setting {name}.", "docs/settings.md lists all: correct the line.", USED_WRONGLY)
        stop(f"The setting GROUPBOT_{name} is wrong: {first['msg']}.", "docs/settings.md says what fits.", USED_WRONGLY)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        stop(f"The settings file cannot be read: {why}.", "Check GROUPBOT_SETTINGS, the path to it.", USED_WRONGLY)


@contextmanager
def remedied() -> Iterator[None]:
    """End with one line where the vault, the database, the policy or a file does not let us go on."""
    from groupbot.policy.errors import PolicyErrors  # noqa: PLC0415  (slow to import, --help is not)
    from groupbot.ports import Unavailable  # noqa: PLC0415  (as above)
    from groupbot.store.bond import BondError  # noqa: PLC0415  (as above)
    from groupbot.store.migrate import SchemaError  # noqa: PLC0415  (as above)
    from groupbot.vault.errors import VaultError  # noqa: PLC0415  (as above)

    try:
        yield
    except VaultError as error:
        stop(error.why, error.remedy)
    except PolicyErrors as found:
        for mistake in found.errors:
            print(mistake, file=sys.stderr)
        stop("The policy cannot be used.", "Mend the lines above; `groupbot policy check FILE` looks again.")
    except (BondError, SchemaError) as error:
        stop(f"The database cannot be used: {error}.", "")
    except Unavailable as error:
        stop(f"Not possible just now: {error}.", "Another process may hold the data folder; try again.")
    except OSError as error:
        stop(f"{error.filename or 'A file'} cannot be used: {error.strerror}.", "Check the path and who owns it.")
