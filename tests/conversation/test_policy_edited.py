"""An admin edits the policy file of a running bot, rightly and wrongly (law L14)."""

import pytest

from tests.conversation.opening import EXAMPLES
from tests.conversation.stage import Stage, plain

pytestmark = pytest.mark.anyio
GOOD = (EXAMPLES / "public-help-channel.yaml").read_text(encoding="utf-8")
HOSTS = "Quillwater Editors' Association"


async def reads_notice(stage: Stage, who: str) -> str:
    """Return the notice as somebody reads it now."""
    await stage.writes(who, "/start")
    await stage.presses_line(who)
    return plain((await stage.sees(who))[-1].text)


async def test_a_sound_edit_is_in_force_at_once(stage: Stage) -> None:
    """What the notice says changes with the file, without a restart."""
    await stage.meets("noa", inside=True, started=True)
    assert HOSTS in await reads_notice(stage, "noa")
    await stage.policy(GOOD.replace(HOSTS, "The Lighthouse Keepers"))
    assert "The Lighthouse Keepers" in await reads_notice(stage, "noa")


async def test_a_mistake_leaves_the_old_policy_and_is_told(stage: Stage) -> None:
    """A bad file changes nothing; every admin reads in private which line is wrong and what to write."""
    await stage.meets("noa", inside=True, started=True)
    before = await stage.rows()
    await stage.policy(GOOD.replace("languages:", "languges:").replace(HOSTS, "The Lighthouse Keepers"))
    assert await stage.rows() == before
    assert await stage.sees("noa") == []
    told = plain((await stage.sees("ada"))[-1].text)
    line = GOOD[: GOOD.index("languages:")].count("\n") + 1
    assert f"public-help-channel.yaml:{line}:1" in told
    assert "languages" in told
    assert HOSTS in await reads_notice(stage, "noa")
