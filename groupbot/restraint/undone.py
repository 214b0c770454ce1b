"""What is said when a restriction was to be lifted and may still stand: to the admins, and to the member (law L14)."""

from dataclasses import dataclass

from groupbot import dispatch
from groupbot.case import Desk
from groupbot.content import Name, Screen, Text
from groupbot.deeds import Deed
from groupbot.effects import Release, TellAdmins, Whisper
from groupbot.i18n.language import negotiate

EXPIRED = "undone-expired"
# What a release can end with; each has a sentence of its own.
WORDS = {
    deed: f"undone-{deed}"
    for deed in (
        Deed.NO_RIGHT,
        Deed.ABOVE,
        Deed.ADMIN,
        Deed.UNKNOWN,
        Deed.NOT_OURS,
        Deed.GONE,
        Deed.CANNOT,
        Deed.REFUSED,
    )
}


@dataclass(frozen=True, slots=True)
class Undone:
    """The word to the admins of the group of that number, which names nobody, and the one to the member."""

    group: int
    admins: TellAdmins
    member: Whisper


def told(desk: Desk, effect: Release, deed: Deed | None) -> Undone | None:
    """Return what is said of a release that was left undone, None where its group is no more.

    Without a `deed` the platform did not even answer for as long as a release waits. An appeal is answered without a
    name, so that admins read none here either: the member is asked to turn to them.
    """
    group = desk.directory.find(effect.chat)
    if group is None:
        return None
    why = Text(EXPIRED if deed is None else WORDS.get(deed, WORDS[Deed.REFUSED]))
    common = desk.directory.law(group.number).policy.languages[0]
    own = negotiate(effect.who.language, desk.renderer.languages) if effect.who.language else ""
    to_admins = Screen((Text("told-not-lifted", (why,)),))
    to_member = Screen((Text("news-not-lifted", (Name(group.card.title), why)),))
    return Undone(
        group.number,
        TellAdmins(group.card.chat, desk.renderer.screen(common, to_admins, dispatch.no_buttons)),
        Whisper(effect.who, desk.renderer.screen(own or common, to_member, dispatch.no_buttons), group.card.chat),
    )
