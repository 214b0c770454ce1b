"""The self-check: what the bot may do in the group, against exactly what the chosen modules need."""

from groupbot.case import Case
from groupbot.content import Lines, Screen, Text
from groupbot.decision import Decision
from groupbot.setup.modules import Lacking, lacking
from groupbot.store.unit import Unit


def changed(_unit: Unit, case: Case) -> Decision:
    """Tell the admins what no longer works, when the bot's rights have changed; nothing where all is well."""
    missing = lacking(case.policy, case.rights) if case.rights is not None else ()
    if not missing:
        return Decision(why_not=(Text("why-not-lacking"),))
    return Decision(admins=Screen((Text("check-changed"), *_told(case, missing))), why=(Text("why-lacking"),))


def told(case: Case) -> tuple[Text | Lines, ...]:
    """Say what the bot lacks in the group, with the name of the switch on its platform."""
    if case.rights is None:
        return (Text("check-unknown"),)
    missing = lacking(case.policy, case.rights)
    return _told(case, missing) if missing else (Text("check-well"),)


def vital(case: Case) -> bool:
    """Tell whether something is missing without which a chosen module cannot work."""
    return case.rights is not None and any(one.vital for one in lacking(case.policy, case.rights))


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
