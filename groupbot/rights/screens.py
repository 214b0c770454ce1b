"""The screens of a member's rights: who is responsible, what is kept, where to begin."""

from groupbot.actions import Action
from groupbot.content import Choice, Country, Name, Screen, Text
from groupbot.policy.models import Party


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


def mydata(*, empty: bool) -> Screen:
    """Return the word that goes with the file of everything kept about its owner."""
    return Screen((Text("mydata-empty" if empty else "mydata"),))


def _party(party: Party) -> Text:
    return Text("party", (Name(party.name, 120), Name(party.contact, 200)))


def _ways() -> tuple[Choice, ...]:
    return (Choice(Text("button-mydata"), Action.MYDATA), Choice(Text("button-privacy"), Action.PRIVACY))
