"""How long a fault lasts: the one constant from which all lengths in this lane follow."""

import os

FULL = 60.0
SECONDS = float(os.environ.get("GROUPBOT_FAULT_SECONDS", "6"))
"""`make faults` sets 60; otherwise everything takes a tenth of it, the bot's own waits included (child.py)."""

SCALE = SECONDS / FULL
# Beside what a row promises: a busy machine needs its time to start processes and to answer at all.
SLACK = 5.0
