"""Proofs of what is recorded: asked for in private, fetched a day later, cancelled at any time, never pushed."""

import pytest

from groupbot.ledger import opening, proof
from groupbot.receipts import Kind, verify
from tests.conversation.needs import needs
from tests.conversation.opening import OpenStage
from tests.conversation.stage import Stage
from tests.conversation.waits import waits
from tests.conversation.walks import agrees

pytestmark = pytest.mark.anyio
DAY = 24 * 60
TITLE = "Editors"


async def is_recorded(stage: Stage, who: str = "noa") -> None:
    """Let somebody agree to a record, and appeal: both are acts of their own, and the second one is recorded."""
    await stage.meets(who, inside=True, started=True)
    await agrees(stage, who, "events")
    await stage.says(who, "/appeal")
    await stage.presses(who, "appeal-about-word")
    await stage.presses(who, "button-appeal-write")
    await stage.writes(who, "I did not mean it so.")


async def asks(stage: Stage, what: str = "button-proof-both", who: str = "noa") -> None:
    """Ask for the proof of the one entry."""
    await stage.writes(who, "/proof")
    await stage.presses(who, "happened-appeal-opened")
    await stage.presses(who, what)


async def rows(stage: Stage) -> int:
    """Count the requests."""
    return len((await stage.rows()).get("proof_request", ()))


@pytest.mark.parametrize(
    "language",
    ["en", pytest.param("he", marks=needs(client="he")), pytest.param("ar", marks=needs(client="ar")), "zh-hans"],
)
async def test_from_the_list_to_the_file(open_stage: OpenStage, language: str) -> None:
    """REQUIRES that what is recorded can be asked for, is not to be had before 24 hours, and verifies then."""
    async with open_stage(language=language) as stage:
        await is_recorded(stage)
        await asks(stage)
        await waits(stage, DAY - 1)
        await stage.writes("noa", "/proof")
        await stage.presses("noa", "happened-appeal-opened")
        assert not await stage.offers("noa", "button-proof-fetch")
        await waits(stage, 1)
        heard = len(await stage.sees("noa"))
        assert not await stage.files("noa")
        await stage.writes("noa", "/proof")
        assert len(await stage.sees("noa")) == heard + 1
        await stage.presses("noa", "happened-appeal-opened")
        await stage.presses("noa", "button-proof-fetch")
        ((name, body),) = (await stage.files("noa")).items()
        assert name.endswith(proof.SUFFIX)
        opened = proof.read(body).opening
        assert (opened.who is not None, opened.where is not None) == (True, True)
        code = max("".join(seen.text for seen in await stage.sees("noa")).split(), key=len)
        assert opened.code in code
        assert opening.from_code(opened.code) == opened
        assert not await stage.harms()


async def test_a_receipt_that_names_its_group_waits_as_well(stage: Stage) -> None:
    """REQUIRES that a receipt of consent opens to its group for who has waited a day for it, and that it verifies."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events", "digest")
    await stage.writes("noa", "/proof")
    await stage.presses("noa", "proof-receipt")
    await stage.presses("noa", "button-proof-receipt")
    await waits(stage, DAY)
    assert not await stage.files("noa")
    await stage.writes("noa", "/proof")
    await stage.presses("noa", "proof-receipt")
    await stage.presses("noa", "button-proof-fetch")
    (body,) = (await stage.files("noa")).values()
    stated = verify(body, await stage.public_key())
    assert stated.group is not None
    assert (stated.kind, stated.group.title, stated.purposes) == (Kind.CONSENT, TITLE, ("digest", "events"))
