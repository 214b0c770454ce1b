"""The last step of the set-up: two taps, and the bot acts."""

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Lines, Screen, Text
from groupbot.decision import Decision
from groupbot.groups.model import Mode
from groupbot.policy.difference import item, values_at
from groupbot.setup import change, checking, screens
from groupbot.setup.origin import answered, state
from groupbot.setup.paging import paged
from groupbot.setup.questions import QUESTIONS
from groupbot.setup.refusing import stale, tells_mistakes
from groupbot.setup.where import which_group
from groupbot.store.unit import Unit


@tells_mistakes
def ask(unit: Unit, case: Case) -> Decision:
    """Say what happens, what may not work, and ask once more."""
    if case.group is None:
        return which_group()
    if case.group.card.mode is not Mode.DRY:
        return screens.overview(unit, case)
    compiled = change.compiled(unit, case)
    # It may be the operator's, and nobody has been asked: an admin sees it before members do.
    said = Text("go-live-controller", (item("controller", values_at(compiled.policy, "controller")),))
    still = tuple(state(compiled, question) for question in QUESTIONS if not answered(compiled, question))
    asked = (Text("go-live-open"), Lines(still)) if still else ()
    page = paged(case, (*screens.unserved(case), Text("go-live"), said, *asked, *checking.told(case)), Action.SETUP_GO)
    yes = Choice(Text("button-go-live-now"), Action.SETUP_LIVE, shown=change.now_set(unit, case).version)
    back = Choice(Text("button-back"), Action.SETUP_OVERVIEW)
    ways = (yes, back) if page.last else (back,)
    return Decision(
        show=Screen((page.text,), tuple(row for row in (page.turns, ways) if row)), why=(Text("why-asked"),)
    )


def live(unit: Unit, case: Case) -> Decision:
    """Go live: the notice's line takes the friendly one's place, and the other admins hear of it."""
    if case.group is None:
        return which_group()
    if case.group.card.mode is not Mode.DRY:
        return screens.overview(unit, case)
    if case.press is None or case.press.shown != change.now_set(unit, case).version:
        return stale()
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
