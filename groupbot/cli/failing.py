"""How a command ends that cannot go on: a line that says why and what to do."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groupbot.process.settings import Settings

NOT_POSSIBLE = 1
USED_WRONGLY = 2
# EX_TEMPFAIL of sysexits.h: nothing is broken, and a service manager that starts the process again does right.
TRY_AGAIN = 75


def stop(why: str, remedy: str, code: int = NOT_POSSIBLE) -> NoReturn:
    """Print one line and end with an exit code."""
    print(f"{why} {remedy}".strip(), file=sys.stderr)
    raise typer.Exit(code)


def settings() -> Settings:
    """Read the settings, or end with one line for each variable that is wrong."""
    from pydantic import ValidationError  # noqa: PLC0415  (slow to import, --help is not)

    from groupbot.cli import mistakes  # noqa: PLC0415  (as above)
    from groupbot.process.settings import FILE, read_settings  # noqa: PLC0415  (as above)

    wrong = mistakes.in_names(os.environ)
    try:
        found = read_settings()
    except ValidationError as error:
        wrong += mistakes.in_values(error)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        wrong.append(f"The settings file cannot be read: {why}. Check {FILE}, the path to it.")
    if wrong:
        stop("\n".join(wrong), "", USED_WRONGLY)
    return found


@contextmanager
def remedied(chosen: Settings | None = None) -> Iterator[None]:
    """End with one line where the vault, the database, the log, the policy or a file does not let us go on.

    With the settings that were `chosen` the line names the one that leads there.
    """
    from groupbot.ledger.errors import LedgerError  # noqa: PLC0415  (slow to import, --help is not)
    from groupbot.policy.errors import PolicyErrors  # noqa: PLC0415  (as above)
    from groupbot.ports import Unavailable  # noqa: PLC0415  (as above)
    from groupbot.store.bond import BondError  # noqa: PLC0415  (as above)
    from groupbot.store.migrate import SchemaError  # noqa: PLC0415  (as above)
    from groupbot.vault.errors import VaultError  # noqa: PLC0415  (as above)

    try:
        yield
    except (VaultError, LedgerError) as error:
        stop(error.why, error.remedy)
    except PolicyErrors as found:
        for mistake in found.errors:
            print(mistake, file=sys.stderr)
        other = ", or set GROUPBOT_POLICY to another file" if chosen else ""
        stop("The policy cannot be used.", f"Mend the lines above{other}; `groupbot policy check FILE` looks again.")
    except (BondError, SchemaError) as error:
        stop(f"The database cannot be used: {error}.", "")
    except Unavailable as error:
        stop(f"Not possible just now: {error}.", "Then try again.")
    except OSError as error:
        from groupbot.cli.mistakes import leading_to  # noqa: PLC0415  (as above)

        setting = leading_to(str(error.filename), chosen) if chosen and error.filename else ""
        check = f"{setting}, the path to it," if setting else "the path"
        stop(f"{error.filename or 'A file'} cannot be used: {error.strerror}.", f"Check {check} and who owns it.")
