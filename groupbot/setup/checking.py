"""The self-check: what the bot may do in the group, against exactly what the chosen modules need."""

from groupbot.case import Case
from groupbot.content import Lines, Screen, Text
from groupbot.decision import Decision
from groupbot.setup import hearing
from groupbot.setup.modules import Lacking, lacking
from groupbot.store.unit import Unit


def changed(_unit: Unit, case: Case) -> Decision:
    """Tell the admins what no longer works, or works again, since the bot's rights changed; all else is no news."""
    if case.group is None or case.rights is None:
        return Decision(why_not=(Text("why-not-lacking"),))
    missing = lacking(case.policy, case.rights)
    if not case.desk.news.differs(case.group.number, frozenset(f"{one.module}/{one.right}" for one in missing)):
        return Decision(why_not=(Text("why-not-news") if missing else Text("why-not-lacking"),))
    if not missing:
        return Decision(admins=Screen((Text("check-again"),)), why=(Text("why-not-lacking"),))
    return Decision(admins=Screen((Text("check-changed"), *_told(case, missing))), why=(Text("why-lacking"),))


def warned(case: Case) -> tuple[Text | Lines, ...]:
    """Say what the bot lacks, and nothing where all is well or nobody looked."""
    missing = lacking(case.policy, case.rights) if case.rights is not None else ()
    return _told(case, missing) if missing else ()


def told(case: Case) -> tuple[Text | Lines, ...]:
    """Say what the bot lacks in the group, with the name of the switch on its platform, and whom its news reaches."""
    if case.rights is None:
        return (Text("check-unknown"),)
    missing = lacking(case.policy, case.rights)
    return (*(_told(case, missing) if missing else (Text("check-well"),)), *hearing.told(case))


def _told(case: Case, missing: tuple[Lacking, ...]) -> tuple[Lines, ...]:
    platform = case.event.actor.platform
    return (
        Lines(
            tuple(
                Text(
                    "check-vital" if one.vital else "check-better",
                    (Text(f"module-{one.module}"), Text(f"right-{platform}-{one.right}")),
                )
                for one in missing
            )
        ),
    )
