"""What `groupbot disclose` finds for a program to read: every account apart, and every row."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from groupbot.consent.tables import consent_grant
from groupbot.disclosure.opening import take, unlock
from groupbot.disclosure.page import in_clear
from groupbot.people import Actor
from tests.unit.store.shelf import NOA, Shelf, agree, enter

pytestmark = pytest.mark.anyio


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = Shelf(tmp_path / "data")
    yield opened
    opened.stop()


async def test_accounts_of_two_platforms_are_two(shelf: Shelf) -> None:
    """REQUIRES that an account is found beside another platform's with the same id, in whichever order they stand."""
    await shelf.start()
    shelf.vault.enrol(0, NOA.platform, NOA.id)
    shelf.vault.commit()
    both = [NOA, Actor("discord", NOA.id)]
    for listed in (both, both[::-1]):
        with shelf.reader.connect() as connection:
            found = unlock(take(connection), shelf.vault, listed).members
        assert {account: len(pairs) for account, pairs in found.items()} == {
            f"{NOA.platform} {NOA.id}": 1,
            f"discord {NOA.id}": 0,
        }


async def test_rows_that_stay_shut_are_told_beside_those_that_open(shelf: Shelf) -> None:
    """REQUIRES that of a table every row is told: what it says where it opens, else as it lies."""
    await shelf.start()
    group = (await shelf.store.write(enter)).result
    await shelf.store.write(lambda unit: agree(unit, group.number))
    one = sa.select(sa.func.min(consent_grant.c.key_id)).scalar_subquery()
    with shelf.engine.begin() as connection:
        connection.execute(consent_grant.update().where(consent_grant.c.key_id == one).values(sealed=bytes(300)))
    with shelf.reader.connect() as connection:
        found = unlock(take(connection), shelf.vault)
    grants = in_clear(found)["consent_grant"]
    assert len(grants) == len(found.tables["consent_grant"])
    assert [row["sealed"] for row in grants if "says" not in row] == [bytes(300)]
    assert all(row["says"]["purpose"] for row in grants if "sealed" not in row)
