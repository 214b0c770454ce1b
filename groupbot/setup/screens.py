"""The screens of /setup: where it stands, one question at a time."""

from dataclasses import replace

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Lines, Name, Screen, Text
from groupbot.decision import Decision, Settled
from groupbot.groups.model import Mode
from groupbot.policy.compile import Compiled
from groupbot.policy.difference import item, label
from groupbot.policy.errors import PolicyError
from groupbot.setup import change, checking
from groupbot.setup.origin import answered, origin, state
from groupbot.setup.paging import fitting, paged
from groupbot.setup.questions import PER_PAGE, QUESTIONS, Question
from groupbot.setup.refusing import tells_mistakes
from groupbot.setup.where import which_group
from groupbot.store.unit import Unit

# By the name of the question: what else can be pressed there, because it is answered in words.
IN_WORDS = {
    "wikis": (("button-other-wiki", Action.ASK_WIKI),),
    "zone": (("button-other-zone", Action.ASK_ZONE),),
    "controller": (
        ("button-controller-name", Action.ASK_CONTROLLER),
        ("button-controller-contact", Action.ASK_CONTACT),
    ),
}


@tells_mistakes
def overview(unit: Unit, case: Case, compiled: Compiled | None = None) -> Decision:
    """Show where the set-up stands, and lead on to the next question; `compiled` is what is in force, if known."""
    if case.group is None:
        return which_group()
    compiled = compiled or change.compiled(unit, case)
    parts = (
        Text("setup-title", (Name(case.group.card.title),)),
        *unserved(case),
        Text(f"setup-{case.group.card.mode}"),
        Lines(tuple(state(compiled, question) for question in QUESTIONS)),
        *checking.warned(case),
    )
    # Turned by the action that looks the bot's rights up, of which the last page may warn.
    page = paged(case, parts, Action.SETUP, base=_onward(case) << 8)
    ways = _ways(compiled, _onward(case), case.group.card.mode, page.turns)
    return Decision(show=Screen((page.text,), ways), why=(Text("why-asked-by-admin"),))


def unserved(case: Case) -> tuple[Text, ...]:
    """Say how the operator lets the bot act in the group, where that is still to come."""
    if case.group is None or case.group.served:
        return ()
    return (Text("not-served", (Name(str(case.group.number)),)),)


@tells_mistakes
def following(unit: Unit, case: Case) -> Decision:
    """Show the next question that nobody has answered yet, after those that were passed over."""
    if case.group is None:
        return which_group()
    compiled = change.compiled(unit, case)
    number = _following(compiled, _onward(case))
    return overview(unit, case, compiled) if number is None else asked(unit, case, number, compiled=compiled)


def ask(unit: Unit, case: Case) -> Decision:
    """Show one question, or another page of its answers."""
    value = case.press.value if case.press else 0
    return asked(unit, case, value >> 8, page=value & 0xFF)


@tells_mistakes
def asked(  # noqa: PLR0913  (a question is all of these)
    unit: Unit,
    case: Case,
    number: int,
    *,
    page: int = 0,
    wrong: tuple[PolicyError, ...] = (),
    wanted: str = "",
    compiled: Compiled | None = None,
) -> Decision:
    """Show a question with the present answer, and above it what was wrong with the one just given.

    `wanted` is the key of the text that says what is asked for: the errors themselves are in English alone. Nothing is
    kept of what was wrong, so there are no pages of it: it is as many errors as fit.
    """
    if case.group is None or number >= len(QUESTIONS):
        return which_group()
    compiled, version = compiled or change.compiled(unit, case), change.now_set(unit, case).version
    lead = (Text("setup-wrong", (Text(wanted),)),) if wrong and wanted else ()
    screen = _question(compiled, number, page, version)
    errors = tuple(Text("policy-error", (Name(_plainly(error), 300),)) for error in wrong[:3])
    errors = errors[: fitting(case, lead, errors, screen.parts)]
    why_not = (Text("why-not-sound"),) if wrong else ()
    return Decision(
        show=replace(screen, parts=(*lead, *errors, *screen.parts)), why=(Text("why-asked"),), why_not=why_not
    )


def overtaken(unit: Unit, case: Case, number: int) -> Decision:
    """Show a question as it stands by now, because another admin has answered something meanwhile."""
    shown = asked(unit, case, number)
    if shown.show is None:
        return shown
    screen = replace(shown.show, parts=(Text("settings-stale"), *shown.show.parts))
    return replace(shown, show=screen, why=(), why_not=(Text("why-not-stale"),))


def after(unit: Unit, case: Case, number: int, compiled: Compiled, settled: Settled | None = None) -> Decision:
    """Show what an answer led to: the same question where several can be chosen, else the next one."""
    question = QUESTIONS[number]
    if not question.several and question.name != "controller":
        return replace(overview(unit, case, compiled), settled=settled)
    page = _page(case, question, compiled)
    return replace(asked(unit, case, number, page=page, compiled=compiled), settled=settled)


def _page(case: Case, question: Question, compiled: Compiled) -> int:
    """Return the page on which the answer stands that was just pressed."""
    if case.press is None or case.press.action != Action.SETUP_SET:
        return 0
    positions = [position for position, _ in question.options(compiled.policy)]
    pressed = case.press.value & 0xFF
    return positions.index(pressed) // PER_PAGE if pressed in positions else 0


def _onward(case: Case) -> int:
    """Return the question from which *Next* looks on: who comes back from one unanswered wants another."""
    match case.press:
        case None:
            return 0
        case press if press.action == Action.SETUP_SET:
            return (press.value >> 8) + 1
        case press if press.action in (Action.SETUP, Action.SETUP_OVERVIEW):
            return press.value >> 8
        case press if press.action == Action.SETUP_NEXT:
            return press.value
        case _:
            return 0


def _ways(compiled: Compiled, onward: int, mode: Mode, turns: tuple[Choice, ...]) -> tuple[tuple[Choice, ...], ...]:
    rows: list[tuple[Choice, ...]] = []
    following = _following(compiled, onward)
    if following is not None:
        # An action of its own: Discord takes no two buttons of one screen that carry the same.
        named = Text("button-next-question", (label(QUESTIONS[following].path),))
        rows.append((Choice(named, Action.SETUP_NEXT, onward),))
    each = [
        Choice(Text(f"setup-name-{question.name}"), Action.SETUP_ASK, number << 8)
        for number, question in enumerate(QUESTIONS)
    ]
    rows += [tuple(each[at : at + 4]) for at in range(0, len(each), 4)]
    last = [Choice(Text("button-preview"), Action.SETUP_PREVIEW)]
    if mode is Mode.DRY:
        last.append(Choice(Text("button-go-live"), Action.SETUP_GO))
    return (*rows[:4], (*turns, *last))


def _question(compiled: Compiled, number: int, page: int, version: int) -> Screen:
    question, policy = QUESTIONS[number], compiled.policy
    options = question.options(policy)
    here = options[page * PER_PAGE : (page + 1) * PER_PAGE]
    choices = [
        Choice(
            Text("toggle-on" if question.chosen(policy, option) else "toggle-off", (item(question.path, option),)),
            Action.SETUP_SET,
            number << 8 | at,
            version,
        )
        for at, option in here
    ]
    wide = 2 if question.several or question.name in ("zone", "retention") else 1
    rows = [tuple(choices[at : at + wide]) for at in range(0, len(choices), wide)]
    beside = [Choice(Text(key), action, shown=version) for key, action in IN_WORDS.get(question.name, ())]
    if (page + 1) * PER_PAGE < len(options):
        beside.append(Choice(Text("button-next-page"), Action.SETUP_ASK, number << 8 | page + 1))
    rows = [*rows[:4], tuple(beside[:4])] if beside else rows[:4]
    back = Choice(Text("button-back"), Action.SETUP_OVERVIEW, (number + 1) << 8)
    rows = [*rows[:-1], (*rows[-1], back)] if len(rows) > 4 else [*rows, (back,)]  # noqa: PLR2004  (five rows is all that fits)
    now = Lines(tuple(origin(compiled, path) for path in question.fields))
    return Screen((Text(f"setup-ask-{question.name}"), now), tuple(rows))


def _following(compiled: Compiled, onward: int) -> int | None:
    still = [number for number, question in enumerate(QUESTIONS) if not answered(compiled, question)]
    return next((number for number in still if number >= onward), still[0] if still else None)


def _plainly(error: PolicyError) -> str:
    return f"{error.message}: {error.suggestion}"
