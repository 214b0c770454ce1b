"""How many examples property tests try: `ci` is what `make test` runs, `long` what `make property-long` runs.

The same examples come in every run of `ci`, so that nobody meets a red lane by chance; `long` looks for new ones.
"""

import os

from hypothesis import settings

CI = settings(derandomize=True, deadline=None, database=None)
LONG = settings(max_examples=10_000, deadline=None, print_blob=True)

settings.register_profile("ci", CI)
settings.register_profile("ci-machine", CI, max_examples=30, stateful_step_count=50)
settings.register_profile("long", LONG)
settings.register_profile("long-machine", LONG, stateful_step_count=100)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
