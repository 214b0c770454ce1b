"""The screens of appeals: what somebody disagrees with, how it stands, and what admins decide on."""

from collections.abc import Iterable, Sequence
from datetime import date

from groupbot.actions import Action
from groupbot.appeals.model import ABOUTS, PENDING, RULINGS, About, Appeal, Filed, Ruling
from groupbot.content import Choice, Count, Day, Lines, Name, Screen, Text
from groupbot.ledger.entry import Happened
from groupbot.policy.models import Body

SHOWN = 20
DISAGREE = Text("button-disagree")
_WORDS = 1000


def disagree(about: About = About.WORD, entry: bytes = b"", group: int | None = None, label: Text = DISAGREE) -> Choice:
    """Return the button that every word concerning a person carries; `entry` is the id of an entry of the log."""
    return Choice(label, Action.APPEAL_ABOUT, ABOUTS.index(about), int.from_bytes(entry[:4], "big"), group)


def which_group(groups: Sequence[tuple[int, str]]) -> Screen:
    """Return the choice of a group by number and title, or how to name one otherwise."""
    rows = tuple(
        (Choice(Text("appeal-in", (Name(title),)), Action.APPEAL, group=number),) for number, title in groups[:SHOWN]
    )
    return Screen((Text("appeal-which-group" if groups else "appeal-no-group"),), rows)


def overview(mine: Sequence[Filed]) -> Screen:
    """Return what can be disagreed with, and somebody's own appeals."""
    kinds = [
        (Choice(Text(f"appeal-about-{about}"), Action.APPEAL_ABOUT, at),)
        for at, about in enumerate(ABOUTS)
        if about is not About.ENTRY
    ]
    own = [(Choice(_headline(filed.appeal), Action.APPEAL_SEE, shown=filed.number),) for filed in mine[:SHOWN]]
    return Screen((Text("appeal"),), (*own, *kinds))


def explain(about: About, due: int, named: int, what: Happened | None = None) -> Screen:
    """Return what an appeal is before it is written; `what` is the entry of the log that it is about."""
    write = Choice(Text("button-appeal-write"), Action.APPEAL_WRITE, ABOUTS.index(about), named)
    explained = Text("appeal-explain", (Text(f"appeal-about-{about}"), _day(due)))
    shown = () if what is None else (Text("appeal-entry", (Day(what.day), Text(f"happened-{what.kind}"))),)
    return Screen((*shown, explained), ((write,),))


def stands(filed: Filed, bodies: Sequence[Body], left: str | None = None) -> Screen:
    """Return how somebody's own appeal stands; while it waits, it can be withdrawn.

    `left` is the title of a group that the bot is in no more: there nobody is about to answer.
    """
    what = filed.appeal
    if what.state in PENDING:
        looked = Text("appeal-looked", (Count(len(what.readers)),))
        take_back = Choice(Text("button-appeal-withdraw"), Action.APPEAL_WITHDRAW, shown=filed.number)
        due = (Text("appeal-due", (_day(what.due),)), looked) if left is None else group_left(left, bodies).parts
        return Screen((_headline(what), *due), ((take_back,),))
    return Screen((_headline(what), *ended(what, bodies)))


def ended(what: Appeal, bodies: Sequence[Body]) -> tuple[Text | Lines, ...]:
    """Return with which reason an appeal was decided, and who else can be asked."""
    parts = [] if what.ruling is None else [Text(f"appeal-ruling-{what.ruling}")]
    if what.alone:
        parts.append(Text("appeal-alone-unseen" if what.unseen else "appeal-alone"))
    return (*parts, *_outside(bodies))


def refused(what: Text, bodies: Sequence[Body]) -> Screen:
    """Return why no appeal is opened now, and who outside of the group can be asked."""
    return Screen((what, *_outside(bodies)))


def group_left(title: str, bodies: Sequence[Body]) -> Screen:
    """Return that an appeal would reach nobody in a group which the bot has left, and whom somebody can turn to."""
    return Screen((Text("appeal-group-left", (Name(title),)), Text("appeal-turn-to-admins"), *_outside(bodies)))


def unanswered(title: str, bodies: Sequence[Body]) -> Screen:
    """Return the word to a member whose appeal ended undecided, and whom they can turn to."""
    return Screen((Text("appeal-unanswered", (Name(title),)), Text("appeal-turn-to-admins"), *_outside(bodies)))


def enough(day: int, bodies: Sequence[Body]) -> Screen:
    """Return from when on somebody may appeal again who has done so often."""
    return refused(Text("appeal-enough", (_day(day),)), bodies)


def own(bodies: Sequence[Body]) -> Screen:
    """Return what an admin reads who would decide their own appeal."""
    return refused(Text("appeal-own"), bodies)


def news(title: str, what: Appeal, words: Iterable[str], bodies: Sequence[Body]) -> Screen:
    """Return the word to a member whose appeal was decided, with the words of each admin who wrote some."""
    said = (Text("appeal-news-words", (Name(each, _WORDS),)) for each in words)
    return Screen((Text("appeal-news", (Name(title),)), *ended(what, bodies), *said))


def waiting(found: Sequence[Filed]) -> Screen:
    """Return the admins' list of what waits, the oldest first."""
    rows = tuple((Choice(_headline(filed.appeal), Action.APPEAL_READ, shown=filed.number),) for filed in found[:SHOWN])
    return Screen((Text("appeals-wait", (Count(len(found)),)) if found else Text("appeals-none"),), rows)


def to_decide(filed: Filed, *, own: bool = False) -> Screen:
    """Return an appeal as admins read it: what it is about and the member's words, without a name.

    `own` is the act of an admin who has said so: they are not asked again.
    """
    what = filed.appeal
    entry = (Text("appeal-record", (Day(what.day), Text(f"recorded-{what.kind}"))),) if what.kind else ()
    words = (Text("appeal-words", (Name(what.words, _WORDS),)),) if what.words else ()
    mine = () if own else ((Choice(Text("button-appeal-mine"), Action.APPEAL_MINE, shown=filed.number),),)
    return Screen((_headline(what), *entry, Text("appeal-due", (_day(what.due),)), *words), (*_rulings(filed), *mine))


def mine(filed: Filed) -> Screen:
    """Return what an admin reads whose own act it is: they answer all the same, and who else has to agree."""
    return Screen((Text("appeal-mine"),), _rulings(filed))


def confirm(filed: Filed, ruling: Ruling) -> Screen:
    """Return a ruling before it counts; words can be added."""
    buttons = (
        _ruled(filed, ruling, "button-appeal-decide", Action.APPEAL_DECIDE),
        _ruled(filed, ruling, "button-appeal-words", Action.APPEAL_ADD),
    )
    return Screen((Text(f"appeal-ruling-{ruling}"), Text("appeal-confirm")), (buttons,))


def needs_second(filed: Filed, ruling: Ruling) -> Screen:
    """Return what an admin reads whose word alone does not decide, with the way out of a group that has one admin."""
    sole = _ruled(filed, ruling, "button-appeal-sole", Action.APPEAL_SOLE)
    return Screen((Text("appeal-needs-second"),), ((sole,),))


def said(key: str, *args: int) -> Screen:
    """Return one sentence, whose arguments are days."""
    return Screen((Text(key, tuple(_day(day) for day in args)),))


def told(keys: Iterable[str]) -> Screen:
    """Return what admins are told in private; no button of it could be anybody's."""
    return Screen(tuple(Text(key) for key in keys))


def _rulings(filed: Filed) -> tuple[tuple[Choice, ...], ...]:
    return tuple((_ruled(filed, ruling, f"appeal-ruling-{ruling}", Action.APPEAL_RULING),) for ruling in RULINGS)


def _ruled(filed: Filed, ruling: Ruling, key: str, action: Action) -> Choice:
    return Choice(Text(key), action, RULINGS.index(ruling), filed.number)


def _headline(what: Appeal) -> Text:
    args = (Text(f"appeal-state-{what.state}"), Text(f"appeal-about-{what.about}"), _day(what.opened))
    return Text("appeal-headline", args)


def _outside(bodies: Sequence[Body]) -> tuple[Lines, ...]:
    if not bodies:
        return ()
    listed = (Text("party", (Name(body.name, 120), Name(body.contact, 200))) for body in bodies)
    return (Lines((Text("appeal-bodies"), *(Text("listed", (body,)) for body in listed))),)


def _day(ordinal: int) -> Day:
    return Day(date.fromordinal(ordinal).isoformat())
