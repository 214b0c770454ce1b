"""The consent record at rest: it holds its notice, stays small, and takes all along when it goes."""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from groupbot.consent import records
from groupbot.consent.model import ConsentEvent, Grant, Purpose, Record, State
from groupbot.consent.notice import render
from groupbot.consent.tables import consent_record
from groupbot.i18n.render import Renderer
from groupbot.store import bond
from groupbot.store.unit import Unit
from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import fake_stage
from tests.conversation.walks import agrees, hears, last, opens_the_choice, written
from tests.unit.consent.samples import EXAMPLES, TODAY, UNTIL, policy
from tests.unit.store.shelf import Shelf

pytestmark = pytest.mark.anyio
BOX = 4096 + 1 + 12 + 16  # the second largest size of a sealed value, with version, nonce and tag


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "shelf")
    yield made
    made.stop()


@pytest.fixture
async def fake() -> AsyncIterator[FakeStage]:
    """Return the fake platform with noa in its group."""
    async with fake_stage() as stage:
        assert isinstance(stage, FakeStage)
        await stage.meets("noa", inside=True, started=True)
        yield stage


async def test_the_last_withdrawal_leaves_only_the_group(fake: FakeStage) -> None:
    """REQUIRES that after the last withdrawal every table and key is as before the consent, the inbox apart."""
    before = await fake.rows()
    await agrees(fake, "noa", "events")
    await fake.writes("noa", "/withdraw")
    await fake.presses("noa", "Withdraw in")
    after = await fake.rows()
    assert {name for name in before if before[name] != after[name]} <= {"inbox", "chat_group", "schedule"}


async def test_an_age_that_was_raised_meanwhile_is_asked_anew(fake: FakeStage) -> None:
    """REQUIRES that nobody is recorded as of an age that they were not asked for, though the notice reads the same."""
    await opens_the_choice(fake, "noa")
    await fake.presses("noa", "purpose-events")
    raised = written("public-help-channel").replace("valid_months: 6", "valid_months: 6\n  age: 18")
    assert not await fake.deployment.edit(raised)
    await fake.presses("noa", "button-save")
    assert "has changed" in await hears(fake, "noa")
    assert (await fake.rows())["consent_record"] == ()
    while "Yes" not in (await last(fake, "noa")).labels:
        await fake.presses("noa", (await last(fake, "noa")).labels[0])
    assert "18" in await hears(fake, "noa")


@pytest.mark.parametrize("example", [path.stem for path in EXAMPLES])
async def test_a_record_stays_small(example: str, renderer: Renderer, shelf: Shelf) -> None:
    """REQUIRES that with any shipped notice, in any language, a sealed record has one and the same size, 4 KiB."""
    store = shelf.open()
    await store.write(bond.tie)
    law = policy(example)

    def size(unit: Unit, language: str) -> int:
        group = 1 + renderer.languages.index(language)
        unit.vault.create_group(group)
        notice = render(renderer, language, law, 4096)
        pages = tuple(page.text for page in notice.pages)
        record = Record("r" * 32, notice.digest, language, 1, "ab" * 32, 16, pages, notice.facts)
        handle = unit.vault.enrol(group, "telegram", "1")
        grant = Grant(Purpose.EVENTS, (ConsentEvent(State.GIVEN, TODAY),), UNTIL)
        records.put(unit, group, handle, record, (grant,))
        assert records.load(unit, handle).record == record
        rows = unit.read(sa.select(consent_record.c.sealed).where(consent_record.c.handle == handle))
        return len(rows[0].sealed)

    sizes = {(await store.write(partial(size, language=language))).result for language in renderer.languages}
    assert sizes == {BOX}
