"""The last step of the set-up: two taps, and the bot acts."""

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Screen, Text
from groupbot.decision import Decision
from groupbot.groups.model import Mode
from groupbot.policy.difference import item, values_at
from groupbot.setup import change, checking, confirming, screens
from groupbot.setup.where import which_group
from groupbot.store.unit import Unit


def ask(unit: Unit, case: Case) -> Decision:
    """Say what happens, what may not work, and ask once more."""
    if case.group is None:
        return which_group()
    if case.group.card.mode is not Mode.DRY:
        return screens.overview(unit, case)
    version = change.now_set(unit, case).version
    yes = Choice(Text("button-go-live-now"), Action.SETUP_LIVE, shown=version)
    back = Choice(Text("button-back"), Action.SETUP_OVERVIEW)
    # It may be the operator's, and nobody has been asked: an admin sees it before members do.
    runs = item("controller", values_at(change.in_force(unit, case), "controller"))
    said = Text("go-live-controller", (runs,))
    parts = (*screens.unserved(case), Text("go-live"), said, *checking.told(case))
    return Decision(show=Screen(parts, ((yes, back),)), why=(Text("why-asked"),))


def live(unit: Unit, case: Case) -> Decision:
    """Go live: the notice's line takes the friendly one's place, and the other admins hear of it."""
    if case.group is None:
        return which_group()
    if case.group.card.mode is not Mode.DRY:
        return screens.overview(unit, case)
    if case.press is None or case.press.shown != change.now_set(unit, case).version:
        return confirming.stale(unit, case)
    settled = change.switch(unit, case, Mode.LIVE)
    waiting = screens.unserved(case)
    begins, heard = ("went-live-waiting", "went-live-waiting") if waiting else ("went-live", "told-live")
    shown = Screen((Text(begins), *waiting), ((Choice(Text("button-pause"), Action.PAUSE),),))
    return Decision(
        show=shown,
        line=Screen((Text("line"),)),
        admins=Screen((Text(heard), *waiting)),
        settled=settled,
        why=(Text("why-asked-by-admin"),),
    )
