"""What `groupbot ledger verify` says of two checkpoints, and where it asks the log of this deployment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groupbot.cli.failing import remedied, settings

if TYPE_CHECKING:
    from groupbot.ledger.comparing import Compared
    from groupbot.ledger.continuing import Shown

_PROOF = "together they prove that the log was not kept as it should."


def of_two(one: Shown, other: Shown) -> dict[str, object]:
    """Return what two checkpoints, and the proofs that came along, say of each other.

    `valid` is true only where one continues the other, and `verdict` tells the other cases apart. The log at hand is
    asked where nothing came along that shows it; it may be another's, and then it has nothing to say.
    """
    from groupbot.ledger.comparing import Verdict, compared  # noqa: PLC0415  (cryptography is slow to import)

    found, at_hand = compared(one, other), False
    if found.verdict is Verdict.NOT_SHOWN:
        asked = _in_log(one, other)
        found, at_hand = asked or found, asked is not None
    told: dict[str, object] = {"valid": found.verdict is Verdict.GROWN, "verdict": found.verdict.value}
    if found.verdict is Verdict.GROWN:
        return {**told, **_grown(found)}
    why, remedy = {
        Verdict.SPLIT: lambda: _split(found, at_hand=at_hand),
        Verdict.REPLACED: lambda: _replaced(found),
        Verdict.OTHER_LOGS: lambda: _other_logs(found),
        Verdict.NOT_SHOWN: lambda: _not_shown(found, tried=bool(one.path or other.path)),
    }[found.verdict]()
    return {**told, "why": why, "remedy": remedy}


def _grown(found: Compared) -> dict[str, object]:
    older, newer = found.older, found.newer
    told = f"Consistent. The log of {newer.size:,} leaves is that of {older.size:,}, grown and otherwise unchanged."
    if older.origin != newer.origin:
        before, after = found.names
        told += f" It was begun anew meanwhile: {before} became {after}. Ask the operator why."
    return {"told": told, "sizes": [older.size, newer.size], "origins": [older.origin, newer.origin]}


def _split(found: Compared, *, at_hand: bool) -> tuple[str, str]:
    older, newer = found.older, found.newer
    if at_hand:
        why = f"The log of {newer.size:,} leaves is not that of {older.size:,} grown: these are two histories."
        return why, f"Keep both files, and the log of this deployment, which has the longer one's leaves: {_PROOF}"
    why = f"The log {newer.origin} was signed with two roots at {newer.size:,} leaves: these are two histories."
    return why, f"Keep both files: {_PROOF}"


def _replaced(found: Compared) -> tuple[str, str]:
    before, after = found.names
    why = (
        f"The log was begun anew: {before} became {after}, and one has not the leaves that the other signed. So it is "
        "after a loss, such as an old backup put back."
    )
    return why, "Ask the operator what was lost, and keep both files."


def _other_logs(found: Compared) -> tuple[str, str]:
    why = f"These are of two logs, {found.older.origin} and {found.newer.origin}: neither says anything of the other."
    return why, "Compare two of one log."


def _not_shown(found: Compared, *, tried: bool) -> tuple[str, str]:
    older, newer = found.older, found.newer
    why = f"Nothing here shows whether the log of {newer.size:,} leaves is that of {older.size:,} grown"
    why += ": the proof that came along does not fit. Nobody signs such proofs; it" if tried else ". That"
    remedy = f"Ask the log's operator for what this writes: groupbot ledger prove --from {older.size}"
    return f"{why} says nothing against the log.", remedy


def _in_log(one: Shown, other: Shown) -> Compared | None:
    from groupbot.cli.files import exist, opened  # noqa: PLC0415  (as above)
    from groupbot.ledger.comparing import compared  # noqa: PLC0415  (as above)
    from groupbot.ledger.stored import StoredTiles  # noqa: PLC0415  (as above)
    from groupbot.ledger.tiles import Nodes  # noqa: PLC0415  (as above)

    chosen = settings()
    if not exist(chosen):
        return None
    with remedied(chosen), opened(chosen) as files:
        return files.read(lambda unit: compared(one, other, Nodes(StoredTiles(unit))))
