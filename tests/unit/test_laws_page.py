"""The page of laws names tests that exist, for every one of the sixteen laws."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "tests" / "LAWS.md").read_text("utf-8")
NAMED = re.findall(r"^- `([\w/.]+)::(\w+)`$", PAGE, re.MULTILINE)


def test_every_named_test_exists() -> None:
    """Each test on the page stands in the file that the page names."""
    assert len(NAMED) > 50
    for path, name in NAMED:
        written = (ROOT / path).read_text("utf-8")
        assert re.search(rf"^(async )?def {name}\(|^{name} = ", written, re.MULTILINE), f"{path}::{name}"


def test_every_law_has_a_test_or_says_what_will_bring_one() -> None:
    """Sixteen laws stand on the page in order, each with a test or with the part of the bot that will bring it."""
    sections = re.split(r"^\*\*(L\d+)\*\*", PAGE, flags=re.MULTILINE)
    assert sections[1::2] == [f"L{number}" for number in range(1, 17)]
    for law, text in zip(sections[1::2], sections[2::2], strict=True):
        assert "- `tests/" in text or "- To come: " in text, law
    assert PAGE.count("\n- ") == len(NAMED) + PAGE.count("- To come: ")
