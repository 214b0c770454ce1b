"""A member's rights at work: they answer everywhere, before any consent, and only to the person themself."""

from dataclasses import replace

import msgspec

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Screen, Text
from groupbot.decision import Decision, File
from groupbot.rights import screens
from groupbot.rights.mydata import gather
from groupbot.rights.sheets import Sheet, sheets
from groupbot.setup.paging import asked_page, leaves, turning
from groupbot.store.unit import Unit

# What a page leaves for a word that joins it: that a consent has ended, and where.
ROOM = 400
_WHY = (Text("why-asked-for-data"),)


def start(_unit: Unit, _case: Case) -> Decision:
    """Answer /start and /help."""
    return Decision(show=screens.start(), why=(Text("why-started"),), why_not=(Text("why-not-written"),))


def privacy(_unit: Unit, case: Case) -> Decision:
    """Answer /privacy: who is responsible and what is kept, for this group where there is one."""
    controller = case.policy.controller if case.group is not None else None
    return Decision(
        show=screens.privacy(controller, case.policy.host, case.policy.jurisdiction),
        why=(Text("why-asked-for-privacy"),),
    )


def mydata(unit: Unit, case: Case) -> Decision:
    """Answer /mydata: everything kept about the person who asks, in every group, in plain words, page by page."""
    told = sheets(gather(unit, case.event.actor, case.today))
    narrower = replace(case, page_limit=case.page_limit - ROOM)
    first, *others = told or (Sheet((), ()),)
    pages = [(page, first.ways) for page in leaves(narrower, screens.mydata_parts(first.lines))]
    pages += [(page, sheet.ways) for sheet in others for page in leaves(narrower, sheet.lines)]
    at = min(asked_page(case, Action.MYDATA), len(pages) - 1)
    turns = turning(Action.MYDATA, at - 1 if at else None, at + 1 if at + 1 < len(pages) else None)
    text, ways = pages[at]
    rows = (*((way,) for way in ways), *((turns,) if turns else ()), *screens.mydata_ways(empty=not told))
    return Decision(show=Screen((text,), rows), why=_WHY)


def mydata_file(unit: Unit, case: Case) -> Decision:
    """Hand out the same, complete, as JSON."""
    found = gather(unit, case.event.actor, case.today)
    body = msgspec.json.format(msgspec.json.encode(found), indent=2)
    empty = not any(entry["tables"] for entry in found["places"])
    return Decision(show=screens.mydata_file(empty=empty), file=File("groupbot-mydata.json", body), why=_WHY)
