"""The consent screens: from a state to text keys and buttons, for chat and for pages alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from groupbot.actions import Action
from groupbot.consent.model import Purpose, mask_of
from groupbot.consent.notice import Notice
from groupbot.content import Choice, Count, Day, Lines, Name, Screen, Text

GROUPS_PER_PAGE = 20
RECEIPTS_PER_SCREEN = 8


@dataclass(frozen=True, slots=True)
class Held:
    """A group in which a person has agreed to some purposes, by its number and its title as last seen."""

    number: int
    title: str
    purposes: frozenset[Purpose]


def line() -> Screen:
    """Return the one short line that stands in the group; its button opens the presser's own private screen."""
    return Screen((Text("line"),), ((Choice(Text("button-open"), Action.NOTICE, public=True),),))


def welcome() -> Screen:
    """Return the short private word to a newcomer."""
    return Screen((Text("welcome"),), ((Choice(Text("button-open"), Action.NOTICE, public=True),),))


def notice_page(notice: Notice, page: int, keep_way: str = "") -> Screen:
    """Return one page of the notice, with *I have read it* at its end, and before it how to keep a way to the bot."""
    page = min(page, len(notice.pages) - 1)
    if page + 1 < len(notice.pages):
        following = Choice(Text("button-next-page"), Action.PAGE, page + 1, notice.fingerprint)
        return Screen((notice.pages[page],), ((following,),))
    read = Choice(Text("button-read"), Action.READ, 0, notice.fingerprint)
    if not keep_way:
        return Screen((notice.pages[page],), ((read,),))
    # Before anything is agreed to: afterwards it may be too late to learn that there is no way back.
    link = Choice(Text("button-keep-way"), 0, url=keep_way)
    return Screen((notice.pages[page], Text("keep-way")), ((link,), (read,)))


def notice_changed(notice: Notice) -> Screen:
    """Return the first page of a notice that is not the one the person had before them."""
    page = notice_page(notice, 0)
    return Screen((Text("notice-changed"), *page.parts), page.rows)


def age(years: int, shown: int) -> Screen:
    """Return the age question; both answers stand side by side."""
    yes = Choice(Text("button-age-yes"), Action.AGE_YES, 0, shown)
    no = Choice(Text("button-age-no"), Action.AGE_NO, 0, shown)
    return Screen((Text("age", (Count(years),)),), ((yes, no),))


def too_young(years: int, erased: Collection[Purpose], today: int) -> Screen:
    """Return the answer to a person below the age: nothing is kept, and what was kept is erased."""
    screen = Screen((Text("too-young", (Count(years),)),))
    return _with_erased(screen, erased, today)


def choice(offered: Collection[Purpose], chosen: frozenset[Purpose], shown: int) -> Screen:
    """Return one toggle per purpose; the button of each carries the choice as it would be after pressing it."""
    toggles = tuple(
        (
            Choice(
                Text("toggle-on" if purpose in chosen else "toggle-off", (Text(f"purpose-{purpose}"),)),
                Action.TOGGLE,
                mask_of(chosen ^ {purpose}),
                shown,
            ),
        )
        for purpose in offered
    )
    save = Choice(Text("button-save"), Action.SAVE, mask_of(chosen), shown)
    none = Choice(Text("button-none"), Action.NONE, 0, shown)
    title = Text("choice") if chosen else Text("choice-all-off")
    return Screen((title, *(Text(f"purpose-{purpose}-long") for purpose in offered)), (*toggles, (save, none)))


def nothing_to_choose() -> Screen:
    """Return the thanks to a reader in a group that asks for no consent at all."""
    return Screen((Text("nothing-to-choose"),))


def refused() -> Screen:
    """Return the answer to *None of these*."""
    return Screen((Text("refused"),))


def saved(agreed: Collection[Purpose], until: int, erased: Collection[Purpose], today: int) -> Screen:
    """Return what was agreed to and until when, with the way back as near as the receipt, and what was dropped."""
    screen = Screen(
        (_listed("saved", agreed), Text("saved-until", (_day(until),))),
        ((_withdraw(), Choice(Text("button-receipt"), Action.RECEIPT)),),
    )
    return _with_erased(screen, erased, today)


def standing(agreed: Collection[Purpose], until: int) -> Screen:
    """Return what is in force, for somebody who asks for it."""
    return Screen(
        (_listed("standing", agreed), Text("saved-until", (_day(until),))),
        (
            (Choice(Text("button-change"), Action.CHANGE), _withdraw()),
            (Choice(Text("button-receipt"), Action.RECEIPT), Choice(Text("button-notice"), Action.NOTICE)),
        ),
    )


def ended(held: Collection[Purpose]) -> Screen:
    """Return the question asked anew after a consent ended by time or by a change of the group's terms."""
    again = Choice(Text("button-notice"), Action.NOTICE)
    return Screen((_listed("ended", held), Text("ended-next")), ((again, _withdraw()),))


def withdrawn(purposes: Collection[Purpose], today: int) -> Screen:
    """Return the answer to a withdrawal; its button carries all that a receipt will say, since nothing else is left."""
    return _with_erased(Screen(()), purposes, today)


def everywhere(groups: Sequence[Held], page: int) -> Screen:
    """Return where a person has agreed to something, each group with its way out, all of them with one button.

    Twenty groups stand on a page; a page that is not there any more is the last one.
    """
    start = min(page, (len(groups) - 1) // GROUPS_PER_PAGE) * GROUPS_PER_PAGE
    rows = [
        (Choice(Text("button-withdraw-in", (Name(held.title),)), Action.WITHDRAW, group=held.number),)
        for held in groups[start : start + GROUPS_PER_PAGE]
    ]
    if len(groups) > 1:
        rows.insert(0, (Choice(Text("button-withdraw-everywhere"), Action.WITHDRAW_EVERYWHERE),))
    if start + GROUPS_PER_PAGE < len(groups):
        rows.append((Choice(Text("button-next-page"), Action.WITHDRAW_PAGE, start // GROUPS_PER_PAGE + 1),))
    return Screen((Text("held-in", (Count(len(groups)),)),), tuple(rows))


def withdrawn_everywhere(groups: Sequence[Held], today: int) -> tuple[Screen, ...]:
    """Return the answer to a withdrawal from all groups: screens of receipts, for there is no asking for them later."""
    receipts = [
        (_receipt(Text("button-receipt-in", (Name(held.title),)), held.purposes, today, held.number),)
        for held in groups
    ]
    parts = (Text("withdrawn-everywhere", (Count(len(groups)),)), Text("withdrawn-next"))
    return tuple(
        Screen(parts if start == 0 else parts[1:], tuple(receipts[start : start + RECEIPTS_PER_SCREEN]))
        for start in range(0, len(receipts), RECEIPTS_PER_SCREEN)
    )


def which_group() -> Screen:
    """Return the way to a group's notice, for somebody who asks in private: the bot knows no list of members."""
    return Screen((Text("which-group"),))


def group_left() -> Screen:
    """Return the answer about a group that the bot has left, or of which nothing is left."""
    return Screen((Text("group-left"),))


def asked_anew(title: str, number: int) -> Screen:
    """Return the note that a consent has ended and is asked for anew, added to the answer of any command."""
    again = Choice(Text("button-notice"), Action.NOTICE, group=number)
    return Screen((Text("asked-anew", (Name(title),)),), ((again,),))


def not_a_member() -> Screen:
    """Return the answer to a choice for a group that the person is not in."""
    return Screen((Text("not-a-member"),))


def receipt() -> Screen:
    """Return the word that goes with the receipt of a consent, which names no group."""
    return Screen((Text("receipt"),))


def withdrawal_receipt() -> Screen:
    """Return the word that goes with the receipt of a withdrawal, which never will name one."""
    return Screen((Text("receipt-withdrawal"),))


def nothing_held() -> Screen:
    """Return the answer where there is nothing to withdraw."""
    return Screen((Text("nothing-held"),))


def _listed(heading: str, purposes: Collection[Purpose]) -> Lines:
    items = (Text("listed", (Text(f"purpose-{purpose}"),)) for purpose in Purpose if purpose in purposes)
    return Lines((Text(heading), *items))


def _with_erased(screen: Screen, erased: Collection[Purpose], today: int) -> Screen:
    """Add what was erased, if anything, and the button to its receipt."""
    if not erased:
        return screen
    receipt = _receipt(Text("button-receipt-withdrawn"), erased, today, None)
    parts = (*screen.parts, _listed("withdrawn", erased), Text("withdrawn-next"))
    return Screen(parts, (*screen.rows, (receipt,)))


def _receipt(label: Text, erased: Collection[Purpose], today: int, group: int | None) -> Choice:
    return Choice(label, Action.WITHDRAWAL_RECEIPT, mask_of(frozenset(erased)), today, group)


def _withdraw() -> Choice:
    return Choice(Text("button-withdraw"), Action.WITHDRAW)


def _day(ordinal: int) -> Day:
    return Day(date.fromordinal(ordinal).isoformat())
