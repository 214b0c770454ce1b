"""The policies that admins of the town may put in force, and what the buttons under each say of its notice."""

import tempfile
from functools import cache
from pathlib import Path

from groupbot.consent.notice import render
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.policy import shipped
from groupbot.policy.compile import compile_policy
from groupbot.policy.models import Policy
from tests.property.town import EXAMPLE

POLICIES = {
    "as shipped": EXAMPLE,
    "other words": EXAMPLE.replace("Ask anything", "Ask whatever you like"),
    "kept longer": EXAMPLE.replace("events_days: 14", "events_days: 15"),
    "one purpose": EXAMPLE.replace("purposes: [events, digest]", "purposes: [events]"),
}
LIMIT = 4096


@cache
def compiled(name: str) -> Policy:
    """Return one of the policies, compiled by itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "policy.yaml"
        path.write_text(POLICIES[name], encoding="utf-8")
        return compile_policy(path, (path.parent, shipped())).policy


@cache
def fingerprint(policy: str, language: str) -> int:
    """Return what a button says of the notice of a policy in a language."""
    return render(Renderer(Messages.load()), language, compiled(policy), LIMIT).fingerprint
