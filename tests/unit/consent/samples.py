"""A policy, terms and consents to try the rules of consent on."""

from functools import cache

from groupbot.consent.model import ConsentEvent, Consents, Grant, Purpose, Record, State
from groupbot.consent.rules import Terms
from groupbot.policy import shipped
from groupbot.policy.compile import compile_policy
from groupbot.policy.models import Policy

TODAY = 740_000
UNTIL = TODAY + 365
MATERIAL = "ab" * 32
TERMS = Terms(tuple(Purpose), MATERIAL, UNTIL, 16, TODAY)
RECORD = Record("record", "cd" * 32, "en", 1, MATERIAL, 16)
EXAMPLES = sorted((shipped() / "examples").glob("*.yaml"))


@cache
def policy(name: str = "closed-user-group") -> Policy:
    """Return a shipped example, compiled."""
    return compile_policy(shipped() / "examples" / f"{name}.yaml", (shipped() / "examples", shipped())).policy


def agreed(*purposes: Purpose, until: int = UNTIL, state: State = State.GIVEN) -> Consents:
    """Return the consent of somebody who agreed to these purposes today."""
    event = ConsentEvent(state, TODAY)
    return Consents(RECORD, {purpose: Grant(purpose, (event,), until) for purpose in purposes})
