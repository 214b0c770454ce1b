"""Two groups under one bot know nothing of each other, whatever is done in one of them."""

import os

from tests.property.tenants import THERE, Tenants

STEPS = {"long": 100_000, "ci": 6_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 1_200)
LOOKED_EVERY = 10


def test_acts_in_one_group_never_show_or_change_the_other() -> None:
    """REQUIRES that random acts, hostile presses and changed settings in one group leave the other as it was.

    Its rows and keys on disk, its law, its posts and what its people see stay the same, and no screen of the first
    group's people names it.
    """
    tenants = Tenants(seed=STEPS)
    try:
        assert tenants.theirs, "the second group has personal buttons that could be pressed by strangers"
        assert tenants.rows_there()["consent_record"], "and a consent that could be lost"
        for step in range(1, STEPS + 1):
            tenants.step()
            assert f"Title of {THERE}" not in tenants.told_here()
            if step % LOOKED_EVERY == 0:
                assert tenants.seen_there() == tenants.before, f"after step {step}"
    finally:
        tenants.town.close()
