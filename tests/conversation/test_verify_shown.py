"""Somebody shows a proof, and somebody else asks whether it is one: the same few words for all that is none."""

import pytest

from groupbot.content import Text
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.ledger import proof
from tests.conversation.needs import needs
from tests.conversation.opening import OpenStage
from tests.conversation.stage import Stage, plain
from tests.conversation.waits import waits
from tests.conversation.walks import agrees, hears

pytestmark = pytest.mark.anyio
RENDERER = Renderer(Messages.load())


def words(stage: Stage, key: str) -> str:
    """Return what a text says in the language of the script."""
    return plain(RENDERER.rich(stage.language, Text(key)).text)


async def asks(stage: Stage, shown: str, who: str = "eve") -> str:
    """Ask about something, and return the answer."""
    await stage.writes(who, "/verify")
    await stage.presses(who, "button-verify")
    await stage.writes(who, shown)
    return await hears(stage, who)


async def gets_a_proof(stage: Stage, who: str, opens: str) -> bytes:
    """Let somebody agree to a record, appeal, and fetch the proof of that a day later."""
    await stage.meets(who, inside=True, started=True)
    await agrees(stage, who, "events")
    await stage.says(who, "/appeal")
    for button in ("appeal-about-word", "button-appeal-write"):
        await stage.presses(who, button)
    await stage.writes(who, "I did not mean it so.")
    await stage.writes(who, "/proof")
    for button in ("happened-appeal-opened", opens):
        await stage.presses(who, button)
    await waits(stage, 24 * 60)
    await stage.writes(who, "/proof")
    for button in ("happened-appeal-opened", "button-proof-fetch"):
        await stage.presses(who, button)
    (file,) = (await stage.files(who)).values()
    return file


@pytest.mark.parametrize(
    "language",
    ["en", pytest.param("he", marks=needs(client="he")), pytest.param("ar", marks=needs(client="ar")), "zh-hans"],
)
async def test_from_the_proof_to_its_erasure(open_stage: OpenStage, language: str) -> None:
    """REQUIRES that a stranger reads what a proof says while its entry lives, and afterwards no more than of any."""
    async with open_stage(language=language) as stage:
        file = await gets_a_proof(stage, "noa", "button-proof-where")
        opened, before = proof.read(file).opening, await stage.rows()
        assert opened.where is not None
        for shown in (opened.code, file.decode()):
            said = await asks(stage, shown)
            for key in ("verify-matches", "recorded-appeal-opened", "reason-against-warning", "verify-who-shut"):
                assert words(stage, key) in said
            assert words(stage, "verify-limits") in said
            assert opened.where.id in said
        assert await stage.rows() == before
        await stage.writes("noa", "/withdraw")
        await stage.presses("noa", "Editors")
        erased, none = await asks(stage, opened.code), await asks(stage, opened.code[:-16])
        assert erased == none
        assert words(stage, "verify-not") in none
        assert not await stage.harms()


async def test_whom_it_is_about(stage: Stage) -> None:
    """REQUIRES that a code which opens member and group says both, by the platform's ids, also behind the command."""
    file = await gets_a_proof(stage, "noa", "button-proof-both")
    opened = proof.read(file).opening
    assert opened.who is not None
    assert opened.where is not None
    await stage.writes("eve", f"/verify {opened.code}")
    said = await hears(stage, "eve")
    assert said == await asks(stage, opened.code)
    assert f"account {opened.who.id} on {opened.who.platform}" in said
    assert f"group {opened.where.id} on {opened.where.platform}" in said


async def test_anybody_asks_and_leaves_nothing(stage: Stage) -> None:
    """REQUIRES that whoever is in no group is answered, about anything, in private, and leaves no row."""
    before, group = await stage.rows(), await stage.group_sees()
    told = [await asks(stage, shown) for shown in ("A" * 600, "@everyone [a](https://example.org) <b>", "\u202e\u0661")]
    assert told == [told[0]] * 3
    assert "does not match" in told[0]
    assert (await stage.rows(), await stage.group_sees()) == (before, group)
    assert not await stage.harms()


async def test_called_off(stage: Stage) -> None:
    """REQUIRES that who pressed by mistake is asked for nothing any more once they call it off."""
    await stage.meets("eve", started=True)
    await stage.writes("eve", "/verify")
    assert "kept nowhere" in await hears(stage, "eve")
    await stage.presses("eve", "button-verify")
    if await stage.offers("eve", "button-cancel"):
        await stage.presses("eve", "button-cancel")
        assert "nothing was changed" in await hears(stage, "eve")
    assert not [seen for seen in await stage.sees("eve") if "does not match" in seen.text]


async def test_in_the_group_it_answers_its_giver_alone(stage: Stage) -> None:
    """REQUIRES that /verify given in the group is answered where nobody else sees it."""
    await stage.meets("noa", inside=True, started=True)
    group = [message for message in await stage.group_sees() if not message.author]
    await stage.says("noa", "/verify")
    assert "exactly that" in await hears(stage, "noa")
    assert [message for message in await stage.group_sees() if not message.author] == group
    assert await stage.sees("ada") == []
