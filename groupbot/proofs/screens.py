"""The screens of /proof: what can be proved, what of it shall be open, what waits, and the file with its code."""

from collections.abc import Sequence
from dataclasses import dataclass

from groupbot.actions import Action
from groupbot.content import Choice, Count, Day, Lines, Name, Screen, Text
from groupbot.ledger.views import Kept
from groupbot.proofs.model import WHERE, WHO, Filed, Sort
from groupbot.proofs.waiting import AT_ONCE

SHOWN = 8
OPENINGS = {0: "none", WHO: "who", WHERE: "where", WHO | WHERE: "both"}
_LONGEST_CODE = 2000


@dataclass(frozen=True, slots=True)
class Item:
    """What can be asked for in a group: the proof of an entry, or, where there is none, an opened receipt."""

    group: int
    title: str
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request, what it is about, and how many hours are left to wait, 0 for none."""

    group: int
    filed: Filed
    item: Item
    hours: int


def overview(items: Sequence[Item], waiting: Sequence[Waiting], page: int) -> Screen:
    """Return what can be proved, some at a time and group by group, and before it what has been asked for."""
    start = min(page, max(len(items) - 1, 0) // SHOWN) * SHOWN
    shown = items[start : start + SHOWN]
    rows: list[tuple[Choice, ...]] = [(_state(each),) for each in waiting]
    rows += [(_pick(item, number),) for number, item in enumerate(shown, start + 1)]
    turns = [
        Choice(Text(key), Action.PROOF, (start + step) // SHOWN)
        for key, step in (("button-previous-page", -SHOWN), ("button-next-page", SHOWN))
        if 0 <= start + step < len(items)
    ]
    rows += [tuple(turns)] if turns else []
    if not items:
        return Screen((Text("proof-nothing"), _limits()), tuple(rows))
    return Screen((Text("proof"), *_listed(shown, start + 1), _limits()), tuple(rows))


def choose(item: Item) -> Screen:
    """Return what a proof of an entry can show, a sentence each, before anything is asked for."""
    kept = item.kept
    named = int.from_bytes(kept.id[:4], "big") if kept else 0
    lines = Lines((Text("proof-choose"), *(Text(f"proof-open-{name}") for name in OPENINGS.values())))
    later = (Text("proof-tomorrow"),) if kept is not None and kept.leaf is None else ()
    pair = [
        Choice(Text(f"button-proof-{name}"), Action.PROOF_ASK, opens, named, item.group)
        for opens, name in OPENINGS.items()
    ]
    return Screen((_said(item), lines, Text("proof-waits"), *later, _limits()), (tuple(pair[:2]), tuple(pair[2:])))


def receipt(item: Item) -> Screen:
    """Return what an opened receipt shows, before it is asked for."""
    ask = Choice(Text("button-proof-receipt"), Action.PROOF_RECEIPT_ASK, group=item.group)
    return Screen((_said(item), Text("proof-receipt-shows"), Text("proof-waits"), _limits()), ((ask, _back()),))


def standing(each: Waiting, *, fresh: bool = False) -> Screen:
    """Return how a request stands: it can be cancelled at any time, and fetched once it has waited."""
    number = each.filed.number
    cancel = Choice(Text("button-proof-cancel"), Action.PROOF_CANCEL, shown=number, group=each.group)
    fetch = Choice(Text("button-proof-fetch"), Action.PROOF_FILE, shown=number, group=each.group)
    told = Text("proof-left", (Count(each.hours),)) if each.hours else Text("proof-ready")
    asked = (Text("proof-asked"),) if fresh else ()
    shows = () if each.filed.request.sort is Sort.RECEIPT else (_opens(each.filed),)
    return Screen((*asked, _said(each.item), *shows, told), ((cancel, _back()) if each.hours else (fetch, cancel),))


def proof(code: str) -> Screen:
    """Return the word that goes with a proof: the same in one line, and what it is worth."""
    return Screen((Text("proof-file"), Text("proof-code", (Name(code, _LONGEST_CODE),)), _limits()))


def opened_receipt() -> Screen:
    """Return the word that goes with an opened receipt."""
    return Screen((Text("proof-receipt-file"),))


def too_many(waiting: Sequence[Waiting]) -> Screen:
    """Return why nothing more can be asked for now, with what can be cancelled."""
    return Screen((Text("proof-too-many", (Count(AT_ONCE),)),), tuple((_state(each),) for each in waiting))


def said(key: str) -> Screen:
    """Return one sentence, and the way back to what there is."""
    return Screen((Text(key),), ((_back(),),))


def _listed(shown: Sequence[Item], first: int) -> list[Lines]:
    parts: list[Lines] = []
    for group in dict.fromkeys(item.group for item in shown):
        lines = [
            Text("proof-line", (Count(number), _said(item)))
            for number, item in enumerate(shown, first)
            if item.group == group
        ]
        title = next(item.title for item in shown if item.group == group)
        parts.append(Lines((Text("mydata-in", (Name(title),)), *lines)))
    return parts


def _pick(item: Item, number: int) -> Choice:
    if item.kept is None:
        label = Text("proof-line", (Count(number), Text("proof-receipt")))
        return Choice(label, Action.PROOF_RECEIPT, group=item.group)
    named = int.from_bytes(item.kept.id[:4], "big")
    label = Text("proof-line", (Count(number), Text(f"happened-{item.kept.opening.entry.happened.kind}")))
    return Choice(label, Action.PROOF_ENTRY, shown=named, group=item.group)


def _state(each: Waiting) -> Choice:
    kept = each.item.kept
    what = Text(f"happened-{kept.opening.entry.happened.kind}") if kept else Text("proof-receipt")
    key = "button-proof-waits" if each.hours else "button-proof-ready"
    return Choice(Text(key, (what,)), Action.PROOF_SEE, shown=each.filed.number, group=each.group)


def _said(item: Item) -> Text:
    """Return an entry in one line: day, what happened, why, and on which wiki."""
    if item.kept is None:
        return Text("proof-of-receipt", (Name(item.title),))
    what = item.kept.opening.entry.happened
    args = (Day(what.day), Text(f"happened-{what.kind}"), Text(f"reason-{what.reason}"))
    return Text("proof-entry-on", (*args, what.wiki)) if what.wiki else Text("proof-entry", args)


def _opens(filed: Filed) -> Text:
    return Text(f"proof-open-{OPENINGS[filed.request.opens]}")


def _limits() -> Text:
    return Text("proof-limits")


def _back() -> Choice:
    return Choice(Text("button-proof-all"), Action.PROOF)
