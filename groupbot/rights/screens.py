"""The screens of a member's rights: who is responsible, what is kept, where to begin, and how all of it ends."""

from collections.abc import Sequence

from groupbot.actions import Action
from groupbot.appeals.screens import disagree
from groupbot.content import Choice, Country, Lines, Name, Screen, Text
from groupbot.policy.models import Party

GROUPS_PER_PAGE = 20
EVERY_GROUP = 0


def start() -> Screen:
    """Return the first private word of the bot: what it is for, and the ways on."""
    return Screen((Text("start"), Text("start-commands")), (_ways(),))


def privacy(controller: Party | None, host: Party, jurisdiction: str) -> Screen:
    """Return the answer of /privacy: complete before any consent, in a group and out of it."""
    parts = [Text("privacy-title"), Text("notice-never")]
    if controller is not None:
        parts.append(Text("privacy-controller", (_party(controller),)))
    parts += [
        Text("privacy-host", (_party(host),)),
        Text("notice-without"),
        Text("notice-rights"),
        Text("notice-compelled", (Country(jurisdiction),)),
    ]
    return Screen(tuple(parts), (_ways(),))


def mydata_parts(told: Sequence[Lines]) -> tuple[Text | Lines, ...]:
    """Return what /mydata says, before it is cut into pages."""
    return (Text("mydata"), *told) if told else (Text("kept-nothing"),)


def mydata_ways(*, empty: bool) -> tuple[tuple[Choice, ...], ...]:
    """Return what can be done with it: take it along, look at what was agreed to, have it corrected, erase it."""
    file = Choice(Text("button-mydata-file"), Action.MYDATA_FILE)
    if empty:
        return ((file, Choice(Text("button-privacy"), Action.PRIVACY)),)
    consents = Choice(Text("button-consents"), Action.WITHDRAW_PAGE)
    correct = Choice(Text("button-correct"), Action.APPEAL)
    return ((file, consents), (correct, Choice(Text("button-erase"), Action.ERASE)))


def mydata_file(*, empty: bool) -> Screen:
    """Return the word that goes with the file of everything kept about its owner."""
    return Screen((Text("mydata-empty" if empty else "mydata"),))


def what_to_erase(groups: Sequence[tuple[int, str]], page: int) -> Screen:
    """Return the choice of what to erase: everything first, then each group by number and title."""
    start_at = min(page, max(len(groups) - 1, 0) // GROUPS_PER_PAGE) * GROUPS_PER_PAGE
    rows = [(Choice(Text("button-erase-everywhere"), Action.ERASE_ASK, group=EVERY_GROUP),)]
    rows += [
        (Choice(Text("button-erase-in", (Name(title),)), Action.ERASE_ASK, group=number),)
        for number, title in groups[start_at : start_at + GROUPS_PER_PAGE]
    ]
    if start_at + GROUPS_PER_PAGE < len(groups):
        rows.append((Choice(Text("button-next-page"), Action.ERASE, start_at // GROUPS_PER_PAGE + 1),))
    return Screen((Text("erase"),), tuple(rows))


def confirm(number: int, title: str, keeps: Sequence[str]) -> Screen:
    """Return the one question before an erasure, in one group or in all (`number` EVERY_GROUP); both answers stand."""
    asked = Text("erase-ask-in", (Name(title),)) if number else Text("erase-ask-everywhere")
    yes = Choice(Text("button-erase-now"), Action.ERASE_NOW, group=number)
    no = Choice(Text("button-erase-not"), Action.MYDATA)
    return Screen((asked, *_staying(keeps)), ((yes, no),))


def erased(
    number: int, title: str, keeps: Sequence[str], receipts: Sequence[Screen], only: int | None = None
) -> tuple[Screen, ...]:
    """Return the answer to an erasure: what is gone, what stays and why, and the receipts, to be had only now.

    `only` is the one group that an erasure in all groups came to: nothing else would name it to whoever disagrees.
    """
    gone = Text("erased-in", (Name(title),)) if number else Text("erased-everywhere")
    way = () if only is None else ((disagree(group=only),),)
    if not receipts:
        return (Screen((gone, *_staying(keeps)), way),)
    first, *more = receipts
    return Screen((gone, *_staying(keeps), *first.parts[1:]), (*first.rows, *way)), *more


def nothing_to_erase() -> Screen:
    """Return the answer where nothing is kept that could be erased."""
    return Screen((Text("kept-nothing"),))


def _staying(keeps: Sequence[str]) -> tuple[Lines, ...]:
    if not keeps:
        return ()
    return (Lines((Text("erase-keeps"), *(Text(f"erase-keeps-{table}") for table in keeps))),)


def _party(party: Party) -> Text:
    return Text("party", (Name(party.name, 120), Name(party.contact, 200)))


def _ways() -> tuple[Choice, ...]:
    return (Choice(Text("button-mydata"), Action.MYDATA), Choice(Text("button-privacy"), Action.PRIVACY))
