"""Sample situations, and what a policy would decide in each: for admins who want to see before they choose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from groupbot.content import Arg, Count, Text
from groupbot.policy.difference import stands
from groupbot.policy.models import Policy


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens in a situation, and why."""

    situation: Text
    decision: Text
    reason: Text


Sample = Callable[[Policy], Outcome]


def replay(policy: Policy) -> tuple[Outcome, ...]:
    """Return the outcome of every sample of the modules that a policy has chosen."""
    return tuple(sample(policy) for module in policy.modules for sample in SAMPLES[module])


def differing(old: Policy, new: Policy) -> tuple[Text, ...]:
    """Say of each situation in which two policies decide otherwise what one and the other would.

    A situation that belongs to a module which only one of them has chosen ends in nothing under the other.
    """
    before, after = ({each.situation: each.decision for each in replay(policy)} for policy in (old, new))
    nothing = Text("value-none")
    return tuple(
        Text("sample-differs", (situation, before.get(situation, nothing), after.get(situation, nothing)))
        for situation in {**before, **after}
        if before.get(situation) != after.get(situation)
    )


def _joins(policy: Policy) -> Outcome:
    notice = Text(f"value-join_notices-{policy.join_notices}")
    decision = Text("sample-joins-then", (Count(policy.line.repost_minutes), notice))
    return Outcome(Text("sample-joins"), decision, Text("sample-joins-why"))


def _agrees(policy: Policy) -> Outcome:
    asked: Arg = stands("consent.purposes", list(policy.consent.purposes))
    decision = Text(
        "sample-agrees-then", (asked, Count(policy.consent.valid_months), Count(policy.retention.events_days))
    )
    return Outcome(Text("sample-agrees"), decision, Text("sample-agrees-why"))


def _refuses(_policy: Policy) -> Outcome:
    return Outcome(Text("sample-refuses"), Text("sample-nothing"), Text("sample-refuses-why"))


def _young(policy: Policy) -> Outcome:
    return Outcome(
        Text("sample-young"), Text("sample-young-then", (Count(policy.consent.age),)), Text("sample-young-why")
    )


def _returns(policy: Policy) -> Outcome:
    decision = Text("sample-returns-then", (Count(policy.consent.valid_months),))
    return Outcome(Text("sample-returns"), decision, Text("sample-returns-why"))


# By module, in the order in which admins see them; each feature adds its own.
SAMPLES: Mapping[str, tuple[Sample, ...]] = {"consent": (_joins, _agrees, _refuses, _young, _returns)}
