"""What a visitor of the page can try of the log: records, proofs and reports, with the whole bot and its page."""

import re
from datetime import UTC, datetime

import httpx2
import pytest

from adapters.sandbox.clock import standing_still
from adapters.sandbox.links import link_to, linked
from adapters.sandbox.serve import running
from adapters.sandbox.session import Session
from groupbot.cli.product import product
from tests.conversation.opening import page_stage
from tests.conversation.walks import agrees

pytestmark = pytest.mark.anyio
START = datetime(2026, 11, 24, 12, tzinfo=UTC)


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


def test_links_are_read_as_they_are_copied() -> None:
    """REQUIRES that every group's link is understood as copied, and no other text is."""
    for group in ("village-pump", "Group7"):
        assert linked(link_to(group, "12").url) == link_to(group, "12")
    for other in ("", "https://sandbox.invalid/a/", "https://sandbox.invalid/a/1?x", "https://sandbox.invalid/a/1/2"):
        assert linked(other) is None
    assert linked(f"https://sandbox.invalid/{'a' * 200}/1") is None
    assert linked("https://sandbox.invalid/a/١") is None


async def test_a_message_can_be_reported_by_the_link_that_it_shows() -> None:
    """REQUIRES that each message of the group shows its link, and that /report with it goes on to the reasons."""
    async with (
        Session(product(), standing_still(START)) as session,
        running(session) as address,
        httpx2.AsyncClient(base_url=address, headers={"Origin": address}, follow_redirects=True) as client,
    ):
        await client.post("/act", data={"verb": "says", "who": "layla", "text": "Vote for me"})
        page = (await client.get("/", params={"as": "noa"})).text
        link = re.findall(r"https://sandbox[.]invalid/[^<]+", page)[-1]
        await client.post("/act", data={"verb": "writes", "who": "noa", "text": f"/report {link}"})
        labels = [button.label for button in session.world.person("noa").inbox[-1].buttons]
        assert product().label("he", "report-reason-threat") in labels
