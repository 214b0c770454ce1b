"""What a visitor of the page lets an admin do, and who is one."""

from dataclasses import replace

import pytest

from tests.unit.sandbox.test_sandbox_page import visit

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_an_admin_restricts_and_others_take_the_office() -> None:
    """REQUIRES that the page offers to restrict a member, to let go, and to give and take the office, each as it is."""
    async with visit() as (session, client):
        for whom, button, fields, told in (
            ("noa", "restrict-noa", {"verb": "restricts", "who": "ada", "whom": "noa"}, "from writing for a day"),
            ("noa", "release-noa", {"verb": "releases", "who": "ada", "whom": "noa"}, "write again"),
            ("noa", "admin-noa", {"verb": "becomes-admin", "who": "noa"}, "an admin now"),
            ("ada", "member-ada", {"verb": "becomes-member", "who": "ada"}, "no longer an admin"),
        ):
            assert f'id="{button}"' in (await client.get("/", params={"as": whom})).text
            await client.post("/act", data=fields)
            page = (await client.get("/", params={"as": whom})).text
            assert session.steps[-1].headline.endswith(told)
            assert f'id="{button}"' not in page
            assert ("cannot write until Wed 25 Nov" in page) is (button == "restrict-noa")
        assert "who its admins are each time" in page
        await client.post("/act", data={"verb": "restricts", "who": "ada", "whom": "layla"})
        assert "only an admin restricts" in session.notice
        await client.post("/act", data={"verb": "restricts", "who": "noa", "whom": "nobody"})
        assert "Nobody here is called" in session.notice


async def test_admins_alone_are_offered_the_commands_of_their_office() -> None:
    """REQUIRES that an admin's group has the commands of the office to press, and a member's does not."""
    async with visit() as (session, client):
        session.product = replace(session.product, office=("reports",))
        for who, offered in (("ada", True), ("noa", False)):
            assert ('id="says-reports"' in (await client.get("/", params={"as": who})).text) is offered
