"""Sample situations: what a policy would decide, and where two policies would part."""

from typing import Any, get_args

import pytest
from hypothesis import given

from groupbot.content import Count, Text
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.formatter import render
from groupbot.policy import shipped
from groupbot.policy.compile import compile_policy
from groupbot.policy.fields import MODULES, Language
from groupbot.policy.models import Policy
from groupbot.policy.overlay import compile_overlay
from groupbot.policy.samples import SAMPLES, differing, replay
from groupbot.policy.writing import Fields, written
from tests.unit.policy.invented import SETTINGS

MESSAGES = Messages.load()
BASE = shipped() / "examples" / "public-help-channel.yaml"
BELOW = compile_policy(BASE, []).policy


def laid(fields: Fields) -> Policy:
    """Lay a group's own values over a shipped example."""
    return compile_overlay(written(fields), BASE, [], "settings.yaml").policy


def decided(policy: Policy, situation: str) -> Text:
    """Return what happens in a situation."""
    (decision,) = [each.decision for each in replay(policy) if each.situation.key == situation]
    return decision


def test_every_module_has_samples() -> None:
    """REQUIRES that each module shows what it would do before it is chosen, and that no situation is told twice."""
    assert set(SAMPLES) == set(MODULES)
    assert all(SAMPLES.values())
    situations = [each.situation for each in replay(BELOW)]
    assert len(set(situations)) == len(situations)


@given(SETTINGS)
def test_every_outcome_can_be_said(fields: Fields) -> None:
    """REQUIRES that situation, decision, reason and difference have their words in each language."""
    policy = laid(fields)
    texts = [Text("sample-line", (each.situation, each.decision, each.reason)) for each in replay(policy)]
    texts += [*differing(BELOW, policy), *differing(policy, BELOW)]
    for language in get_args(Language):
        assert all(render(MESSAGES, language, text).text for text in texts)


@given(SETTINGS)
def test_a_policy_parts_from_no_equal_one(fields: Fields) -> None:
    """REQUIRES that the same settings decide the same, and that parting is seen from both sides."""
    policy = laid(fields)
    assert differing(policy, laid(fields)) == ()
    assert len(differing(BELOW, policy)) == len(differing(policy, BELOW))


@pytest.mark.parametrize(
    ("fields", "situations"),
    [
        ({"consent": {"age": 18}}, ["sample-young"]),
        ({"consent": {"valid_months": 3}}, ["sample-agrees", "sample-returns"]),
        ({"consent": {"purposes": ["events"]}}, ["sample-agrees"]),
        ({"retention": {"events_days": 90}}, ["sample-agrees"]),
        ({"line": {"repost_minutes": 90}}, ["sample-joins"]),
        ({"join_notices": "remove"}, ["sample-joins"]),
        ({"access": "closed", "wikis": ["enwiki"], "time_zone": "Asia/Jerusalem"}, []),
    ],
)
def test_what_a_change_would_decide_otherwise(fields: dict[str, Any], situations: list[str]) -> None:
    """REQUIRES that a change shows in the situations in which members would meet it, and in no others."""
    found = differing(BELOW, laid(fields))
    keys = [said.key for each in found if isinstance(said := each.args[0], Text)]
    assert keys == situations


def test_the_numbers_are_the_policys() -> None:
    """REQUIRES that what is told of age, months and days is what the policy says."""
    policy = laid({"consent": {"age": 17, "valid_months": 5}, "retention": {"events_days": 42}})
    assert decided(policy, "sample-young").args == (Count(17),)
    assert decided(policy, "sample-agrees").args[1:] == (Count(5), Count(42))
    assert decided(policy, "sample-returns").args == (Count(5),)


def test_a_module_that_goes_leaves_nothing() -> None:
    """REQUIRES that taking a module away ends each of its situations in nothing, and bringing it the reverse."""
    without = BELOW.model_copy(update={"modules": ()})
    assert replay(without) == ()
    assert [each.args[2] for each in differing(BELOW, without)] == [Text("value-none")] * len(SAMPLES["consent"])
    assert [each.args[1] for each in differing(without, BELOW)] == [Text("value-none")] * len(SAMPLES["consent"])


def test_refusing_costs_nothing_under_any_policy() -> None:
    """REQUIRES that no setting makes a refusal cost anything (law L3): its outcome is the same in every example."""
    outcomes = {
        decided(compile_policy(path, []).policy, "sample-refuses")
        for path in sorted((shipped() / "examples").glob("*.yaml"))
    }
    assert outcomes == {Text("sample-nothing")}
