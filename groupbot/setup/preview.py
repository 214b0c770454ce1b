"""What members will meet: the notice word for word, sample situations with their outcome, and the dry run so far."""

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.consent import views as consent
from groupbot.content import Choice, Count, Day, Lines, Screen, Text
from groupbot.decision import Decision
from groupbot.groups.model import Mode
from groupbot.i18n.language import autonym
from groupbot.policy.samples import replay
from groupbot.setup import checking
from groupbot.setup.paging import paged
from groupbot.setup.where import which_group
from groupbot.store.unit import Unit

ACTS = 12


def preview(_unit: Unit, case: Case) -> Decision:
    """Show what the bot would decide in sample situations and has counted in the dry run, and the ways on."""
    if case.group is None:
        return which_group()
    samples = Lines(
        tuple(Text("sample-line", (each.situation, each.decision, each.reason)) for each in replay(case.policy))
    )
    parts = (Text("preview"), samples, *_counted(case), *checking.told(case))
    languages = [
        Choice(Text("button-notice-in", (autonym(code),)), Action.SETUP_NOTICE, number << 8)
        for number, code in enumerate(case.policy.languages)
    ]
    page = paged(case, parts, Action.SETUP_PREVIEW)
    rows = [page.turns] if page.turns else []
    rows += [tuple(languages[at : at + 3]) for at in range(0, len(languages), 3)]
    ways = [Choice(Text("button-back"), Action.SETUP_OVERVIEW)]
    if case.group.card.mode is Mode.DRY:
        ways.append(Choice(Text("button-go-live"), Action.SETUP_GO))
    return Decision(show=Screen((page.text,), (*rows, tuple(ways))), why=(Text("why-asked-by-admin"),))


def notice(_unit: Unit, case: Case) -> Decision:
    """Show a page of the notice in one of the group's languages, as its members will read it."""
    value = case.press.value if case.press else 0
    number, page = value >> 8, value & 0xFF
    languages = case.policy.languages
    language = languages[min(number, len(languages) - 1)]
    pages = consent.pages(case, language)
    page = min(page, len(pages) - 1)
    row = [Choice(Text("button-back"), Action.SETUP_PREVIEW)]
    if page + 1 < len(pages):
        row.insert(0, Choice(Text("button-next-page"), Action.SETUP_NOTICE, number << 8 | page + 1))
    # The buttons are the admin's, who may not read the language of the notice.
    return Decision(show=Screen((pages[page],), (tuple(row),)), why=(Text("why-asked-by-admin"),))


def _counted(case: Case) -> tuple[Text | Lines, ...]:
    number = case.group.number if case.group else 0
    since = case.desk.tally.since(number)
    if since is None:
        return (Text("dry-nothing"),) if case.group and case.group.card.mode is Mode.DRY else ()
    acts = case.desk.tally.of(number)[:ACTS]
    counted = tuple(
        Text("dry-count", (Text(f"act-{act}"), Count(count), Text(reason) if reason else Text("value-none")))
        for act, reason, count in acts
    )
    return (Text("dry-counted", (Day(since.date().isoformat()),)), Lines(counted))
