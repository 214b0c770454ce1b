"""Which changes of a policy end consents."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from groupbot.policy.models import Policy, material_fields
from tests.unit.policy.desk import Desk

MATERIAL: list[tuple[str, Any, str]] = [
    ("controller.name", "Other Society", "controller"),
    ("controller.kind", "role", "controller"),
    ("controller.contact", "other@meadow.example", "controller"),
    ("host.name", "Other keepers", "host"),
    ("host.kind", "organisation", "host"),
    ("host.contact", "https://other.example/", "host"),
    ("confidentiality", "public", "confidentiality"),
    ("consent.purposes", ["events"], "consent.purposes"),
    ("consent.age", 18, "consent.age"),
    ("retention.events_days", 31, "retention"),
    ("recipients", ["The board"], "recipients"),
    ("storage.country", "FR", "storage"),
    ("storage.provider", "Other House", "storage"),
    ("jurisdiction", "FR", "jurisdiction"),
    ("transfers", "Something else.", "transfers"),
]
IMMATERIAL: list[tuple[str, Any]] = [
    ("languages", ["he", "en"]),
    ("controller.publish_confirmed", True),
    ("host.publish_confirmed", True),
    ("consent.valid_months", 6),
    ("complaint.name", "Another authority"),
    ("complaint.contact", "other@authority.example"),
    ("dpo", {"name": "Officer", "contact": "dpo@meadow.example"}),
    ("appeals.due_days", 7),
    ("appeals.deciders", 2),
    ("appeals.bodies", [{"name": "Ombuds", "contact": "ombuds@meadow.example"}]),
    ("line.repost_minutes", 90),
    ("line.thread", "77"),
    ("wikis", ["enwiki", "hewiki"]),
    # Who may come in is no promise about data: what is kept, by whom and for whom stays what members agreed to.
    ("access", "closed"),
    # An account is kept for those alone who agree to just that, which stands under the purposes.
    ("gate", {"identity": "named", "bar": {"edits": 500}}),
    ("composition", "one-sided"),
    ("time_zone", "Asia/Jerusalem"),
    ("join_notices", "remove"),
    ("notice.note", {"en": "Hello."}),
]
# With one module there is no other value; the next one moves this to the list above.
ALIKE = {"modules"}


@pytest.fixture
def policy(desk: Desk) -> Policy:
    return desk.compile().policy


@pytest.fixture
def changed(policy: Policy) -> Callable[[str, Any], Policy]:
    """Return a way to change one value of a policy."""

    def change(path: str, value: Any) -> Policy:
        data = policy.model_dump(mode="json")
        *above, last = path.split(".")
        inner = data
        for step in above:
            inner = inner[step]
        inner[last] = value
        return Policy.model_validate(data)

    return change


@pytest.mark.parametrize(("path", "value", "name"), MATERIAL)
def test_a_material_change_is_seen_and_named(
    policy: Policy, changed: Callable[[str, Any], Policy], path: str, value: Any, name: str
) -> None:
    """REQUIRES that whatever members agreed to changes material(), and that the change has a name."""
    other = changed(path, value)
    assert other.material() != policy.material()
    assert material_fields(policy, other) == (name,)


@pytest.mark.parametrize(("path", "value"), IMMATERIAL)
def test_other_changes_end_no_consent(
    policy: Policy, changed: Callable[[str, Any], Policy], path: str, value: Any
) -> None:
    """REQUIRES that nothing else changes material()."""
    other = changed(path, value)
    assert other != policy
    assert other.material() == policy.material()
    assert material_fields(policy, other) == ()


def test_each_value_is_material_or_not(policy: Policy) -> None:
    """REQUIRES that no field of the model is left out of the two lists above."""

    def paths(data: dict[str, Any], above: str = "") -> set[str]:
        return {
            path
            for key, value in data.items()
            for path in (paths(value, f"{above}{key}.") if isinstance(value, dict) and value else {above + key})
        }

    decided = {path for path, *_ in MATERIAL} | {path for path, _ in IMMATERIAL}
    assert paths(policy.model_dump(mode="json")) - {"policy"} - ALIKE == decided


def test_the_order_of_recipients_is_immaterial(changed: Callable[[str, Any], Policy]) -> None:
    """REQUIRES that listing the same recipients in another order ends no consent."""
    assert changed("recipients", ["a", "b"]).material() == changed("recipients", ["b", "a"]).material()


def test_the_fingerprint_is_fixed(policy: Policy) -> None:
    """REQUIRES that material() stays the same value across versions: consents in force are bound to it."""
    agreed = (
        '{"confidentiality":"closed","consent.age":16,"consent.purposes":["events","digest","name","recheck"],'
        '"controller":{"contact":"desk@meadow.example","kind":"organisation","name":"Meadow Society"},'
        '"host":{"contact":"https://keepers.example/","kind":"role","name":"Bot keepers"},'
        '"jurisdiction":"DE","recipients":[],"retention":{"events_days":30},'
        '"storage":{"country":"DE","provider":"Rack House"},"transfers":null}'
    )
    assert policy.material() == hashlib.sha256(agreed.encode()).digest()


def test_a_changed_copy_has_a_fingerprint_of_its_own(policy: Policy) -> None:
    """REQUIRES that what is remembered of a policy is never taken for that of a copy, changed or not."""
    before = policy.material()
    assert policy.model_copy().material() == before
    assert policy.model_copy(update={"jurisdiction": "SE"}).material() != before
    assert policy.material() == before
