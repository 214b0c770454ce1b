"""The screens of /verify: what was asked for, what an entry says as far as it was shown, and what neither tells."""

from collections.abc import Iterator

from groupbot.actions import Action
from groupbot.content import Choice, Count, Day, Lines, Name, Screen, Text
from groupbot.ledger.opening import Identity
from groupbot.ledger.views import Match
from groupbot.store.outbox import EVERY_GROUP

# An id as long as an entry may open to.
_LONGEST_ID = 255


def offer() -> Screen:
    """Return what can be checked, and the button that asks for it."""
    return _screen(Text("verify"))


def of(match: Match | None) -> Screen:
    """Return the answer: what matches as its reader may know it, or the one word for everything that does not."""
    if match is None:
        return _screen(Text("verify-not"), Text("verify-limits"))
    undone = (Text("verify-overturned"),) if match.overturned else ()
    said = Lines((Text("verify-matches"), *_said(match)))
    return _screen(said, *undone, Text("verify-limits"))


def unchecked(key: str) -> Screen:
    """Return why nothing was checked, and the way to try again."""
    return _screen(Text(key))


def _screen(*parts: Text | Lines) -> Screen:
    # Of no group: whoever asks need be in none, and a group that ends takes no answer away.
    return Screen(parts, ((Choice(Text("button-verify"), Action.VERIFY_ASK, group=EVERY_GROUP),),))


def _said(match: Match) -> Iterator[Text]:
    what = match.opening.entry.happened
    yield Text("verify-day", (Day(what.day),))
    yield Text("verify-what", (Text(f"recorded-{what.kind}"),))
    yield Text("verify-why", (Text(f"reason-{what.reason}"),))
    if what.by:
        yield Text("verify-by", (Text(f"role-{what.by}"),))
    if what.wiki:
        yield Text("verify-wiki", (what.wiki,))
    if what.page:
        yield Text("verify-page", (Text(f"page-kind-{what.page}"),))
    yield _opened("verify-who", match.opening.who)
    yield _opened("verify-where", match.opening.where)
    yield Text("verify-place-later") if match.index is None else Text("verify-place", (Count(match.index),))


def _opened(key: str, identity: Identity | None) -> Text:
    if identity is None:
        return Text(f"{key}-shut")
    return Text(key, (Name(identity.platform), Name(identity.id, _LONGEST_ID)))
