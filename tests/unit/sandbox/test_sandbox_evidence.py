"""What a visitor of the page can try of the log: records, proofs and reports, with the whole bot and its page."""

import pytest

from tests.conversation.opening import page_stage
from tests.conversation.walks import agrees

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.parametrize("days", [1, 6])
async def test_a_proof_is_ready_after_the_clocks_button(days: int) -> None:
    """REQUIRES that one press that moves the clock by a day or more is time in which the bot ran."""
    async with page_stage() as stage:
        await stage.meets("noa", inside=True, started=True)
        await agrees(stage, "noa", "events")
        await stage.writes("noa", "/proof")
        await stage.presses("noa", "proof-receipt")
        await stage.presses("noa", "button-proof-receipt")
        assert not await stage.files("noa")
        await stage.forward(days=days)
        await stage.writes("noa", "/proof")
        await stage.presses("noa", "proof-receipt")
        await stage.presses("noa", "button-proof-fetch")
        assert await stage.files("noa")


async def test_a_restriction_becomes_an_entry_that_can_be_appealed() -> None:
    """REQUIRES that the page's own form makes an entry about who agreed, which stands in /mydata and /proof."""
    async with page_stage() as stage:
        await stage.meets("noa", inside=True, started=True)
        await agrees(stage, "noa", "events")
        await stage.restricts("noa")
        assert len((await stage.rows())["ledger_entry"]) == 1
        for command in ("/mydata", "/proof"):
            await stage.writes("noa", command)
            assert await stage.offers("noa", "happened-restricted")
