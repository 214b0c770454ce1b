"""How many examples property tests try: `quick` in `make test`, `ci` in `make check`, `long` in `make property-long`.

`quick` and `ci` try the same examples in every run, so that nobody meets a red lane by chance; `long` looks for new
ones. What drives the whole bot, where each step is a whole event, has numbers of its own: `machine` for the machines
over consents and the vault, `history` for pairs of whole histories. Their coverage is not measured (`no_cover`): it
would nearly double what they cost, and add nothing to what is walked elsewhere.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

CI = settings(derandomize=True, deadline=None, database=None)
LONG = settings(max_examples=10_000, deadline=None, print_blob=True)

settings.register_profile("quick", CI, max_examples=25)
settings.register_profile("quick-machine", CI, max_examples=16, stateful_step_count=50)
settings.register_profile("quick-history", CI, max_examples=8)
settings.register_profile("ci", CI)
settings.register_profile("ci-machine", CI, max_examples=500, stateful_step_count=50)
settings.register_profile("ci-history", CI)
settings.register_profile("long", LONG)
settings.register_profile("long-machine", LONG, stateful_step_count=100)
settings.register_profile("long-history", LONG, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session", autouse=True)
def _schema() -> Iterator[None]:
    """Make the schema of an empty database by alembic once; what is about migrations takes that back."""
    # Not above: who tries nothing of the store need not load it, and what runs in processes of its own does not either.
    from groupbot.store import migrate  # noqa: PLC0415
    from tests.schema import Repeated  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "_migrate", Repeated(migrate._migrate))
        yield
