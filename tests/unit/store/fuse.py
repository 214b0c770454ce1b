"""A fuse: counts the steps of a unit of work, or those that follow its commit, and strikes before one of them."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from groupbot.store.batch import Following
from groupbot.store.database import Database
from groupbot.store.store import Store
from groupbot.store.unit import Unit
from groupbot.vault.vault import Vault

STEPS: tuple[tuple[Any, str], ...] = (
    (Vault, "shred"),
    (Vault, "commit"),
    (Vault, "forget"),
    (Vault, "drop_group"),
    (Unit, "write"),
    (Database, "scrub"),
)
COMMIT = (sa.Transaction, "commit")


class Fuse:
    """Strikes once, before step number `at` of what follows the first commit; `steps` counts those that were made.

    With `all_of_it` the unit's own steps count too, and each commit of the database.
    """

    def __init__(
        self, patch: pytest.MonkeyPatch, at: int, strike: Callable[[], None], *, all_of_it: bool = False
    ) -> None:
        self.steps = 0 if all_of_it else -1
        self._at = at
        self._strike = strike
        follow = Store._follow

        def following(store: Store, what: Following) -> None:
            self.steps = max(self.steps, 0)
            follow(store, what)

        patch.setattr(Store, "_follow", following)
        for owner, name in (*STEPS, COMMIT) if all_of_it else STEPS:
            patch.setattr(owner, name, self._counted(getattr(owner, name)))

    def _counted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any) -> Any:
            if self.steps >= 0:
                self.steps += 1
                if self.steps == self._at:
                    self._strike()
            return real(*args)

        return step
