"""Consent under any order of what people, admins, clocks and restarts can do, against a model that cannot be wrong."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from groupbot.consent.model import Purpose
from tests.property.consent_machine import ConsentMachine
from tests.property.town import GROUPS

PARTS = 4


@pytest.mark.no_cover
@pytest.mark.parametrize("part", range(PARTS))
def test_consent_in_any_order(part: int) -> None:
    """Requires all that the machine requires; in parts, which find other examples, so that processes can share them."""
    whole = settings.get_profile(f"{settings.get_current_profile_name()}-machine")
    # Examples are derived from the name of the class, where they are not left to chance.
    machine = type(f"{ConsentMachine.__name__}{part}", (ConsentMachine,), {})
    run_state_machine_as_test(machine, settings=settings(whole, max_examples=whole.max_examples // PARTS))


@pytest.mark.parametrize("group", GROUPS)
def test_a_walk_ends_in_a_consent(group: str) -> None:
    """Requires that the machine gets to a consent at all: a bot that refuses everybody would pass for a safe one."""
    machine = ConsentMachine()
    try:
        machine.walks_through("noa", group, "events digest", twice=False)
        machine.the_bot_knows_what_the_model_knows()
        assert machine.model.valid("noa", group) == {Purpose.EVENTS, Purpose.DIGEST}
    finally:
        machine.teardown()
