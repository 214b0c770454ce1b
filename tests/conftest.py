"""How many examples property tests try: `quick` in `make test`, `ci` in `make check`, `long` in `make property-long`.

`quick` and `ci` try the same examples in every run, so that nobody meets a red lane by chance; `long` looks for new
ones. The state machines over the whole bot have numbers of their own, because each of their steps is a whole event.
"""

import os

from hypothesis import settings

CI = settings(derandomize=True, deadline=None, database=None)
LONG = settings(max_examples=10_000, deadline=None, print_blob=True)

settings.register_profile("quick", CI, max_examples=25)
settings.register_profile("quick-machine", CI, max_examples=8, stateful_step_count=50)
settings.register_profile("ci", CI)
settings.register_profile("ci-machine", CI, max_examples=30, stateful_step_count=50)
settings.register_profile("long", LONG)
settings.register_profile("long-machine", LONG, stateful_step_count=100)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
