"""The guide for admins, held to what the compiler does."""

import re
from pathlib import Path

import pytest

from groupbot.policy import shipped
from groupbot.policy.compile import compile_policy
from groupbot.policy.located import plain
from groupbot.policy.models import PolicyFile, material_fields
from groupbot.policy.reference import reference
from groupbot.policy.strict import parse
from tests.unit.policy.desk import Desk

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "add-a-policy.md").read_text()


BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


def test_the_table_of_keys_is_the_models() -> None:
    """REQUIRES that the guide ends with exactly what the models say, every key of them."""
    assert GUIDE.endswith(f"checked by the tests -->\n{reference()}")
    for name in PolicyFile.model_fields:
        assert f"| `{name}" in reference()


@pytest.mark.parametrize("block", BLOCKS, ids=["form", "shortest", "shared", "settings", "gate"])
def test_what_the_guide_shows_is_right(desk: Desk, block: str) -> None:
    """REQUIRES that each example of the guide passes the check: whole policies as they are, parts as fragments."""
    desk.write("policy: 1\nfragment: true\ncontroller: {name: Meadow Society, kind: role}\n", "our-community.yaml")
    whole = "confidentiality" in plain(parse(block, "guide"))
    start = "" if block.startswith("policy: 1") else "policy: 1\n"
    assert desk.errors(block + start + ("" if whole else "fragment: true\n")) == ()


def test_the_shortest_policy_is_complete(desk: Desk) -> None:
    """REQUIRES that the policy offered as a beginning compiles."""
    (shortest,) = [block for block in BLOCKS if "confidentiality" in block]
    assert desk.compile(shortest).policy.confidentiality == "closed"


def test_the_message_that_the_guide_quotes_is_real(desk: Desk) -> None:
    """REQUIRES that the mistake shown in the guide is told in these words."""
    (shortest,) = [block for block in BLOCKS if "confidentiality" in block]
    (error,) = desk.errors(shortest.replace("closed", "secret"), "my-group.yaml")
    assert str(error) in GUIDE


def test_the_examples_named_in_the_guide_exist() -> None:
    """REQUIRES that each file that the guide tells to copy is there."""
    named = re.findall(r"`policies/(\S+?\.yaml)`", GUIDE)
    assert len(set(named)) == 4
    assert all((shipped() / name).is_file() for name in named)


def test_the_examples_differ_in_what_matters() -> None:
    """REQUIRES that the three shipped examples show different choices, and first languages of three scripts."""
    policies = [compile_policy(path, []).policy for path in sorted((shipped() / "examples").glob("*.yaml"))]
    assert {policy.confidentiality for policy in policies} == {"public", "no-names", "closed"}
    assert {policy.languages[0] for policy in policies} == {"en", "he", "zh-hant"}
    assert all(material_fields(one, other) for one in policies for other in policies if one is not other)
