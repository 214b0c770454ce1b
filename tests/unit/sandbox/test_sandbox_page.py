"""The page: who may use it, what its forms do, and what it never lets through."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from adapters.sandbox.clock import standing_still
from adapters.sandbox.house import House, Site
from adapters.sandbox.session import REMEMBERED, Session
from adapters.sandbox.web import create_app
from groupbot.ports import Clock, Ports
from tests.unit.sandbox.scripted import product

pytestmark = pytest.mark.anyio
ADDRESS = "http://127.0.0.1:8642"
START = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@asynccontextmanager
async def visit(*policies: Path) -> AsyncIterator[tuple[Session, httpx2.AsyncClient]]:
    """Open a session and a client that sends what a browser would send from the page itself."""
    async with Session(product(*policies), standing_still(START)) as session:
        transport = httpx2.ASGITransport(create_app(session, frozenset({"127.0.0.1:8642"})))
        headers = {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}
        async with httpx2.AsyncClient(transport=transport, base_url=ADDRESS, headers=headers) as client:
            yield session, client


async def test_a_form_comes_back_to_the_same_look() -> None:
    """A POST answers 303 to the page as the same person in the same pane."""
    async with visit() as (_, client):
        answer = await client.post("/act", data={"verb": "joins", "who": "nora", "as": "noa", "pane": "private"})
        assert answer.status_code == 303
        assert answer.headers["location"] == "/?as=noa&pane=private"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example:8642"}, 421),
        ({"Host": "127.0.0.1:1"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Content-Length": "99999999"}, 413),
        ({"Content-Length": "junk"}, 413),
    ],
)
async def test_strangers_are_refused(headers: dict[str, str], status: int) -> None:
    """Foreign hosts, origins and sizes are refused and nothing happens."""
    async with visit() as (session, client):
        answer = await client.post("/act", data={"verb": "joins", "who": "nora"}, headers=headers)
        assert answer.status_code == status
        assert len(session.steps) == 1


async def test_a_post_without_any_origin_is_refused() -> None:
    """A request that does not say where it comes from is treated as foreign."""
    async with visit() as (_, client):
        del client.headers["Origin"]
        assert (await client.post("/reset")).status_code == 403
        assert (await client.request("DELETE", "/")).status_code == 405


async def test_every_answer_carries_the_guarding_headers() -> None:
    """Pages, refusals and redirects forbid foreign content, framing and caching, and the page has no inline code."""
    async with visit() as (_, client):
        page = await client.get("/")
        for answer in (page, await client.get("/nothing"), await client.get("/", headers={"Host": "x"})):
            assert answer.headers["content-security-policy"].startswith("default-src 'self';")
            assert answer.headers["cache-control"] == "no-store"
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", page.text)


async def test_hostile_words_stay_words() -> None:
    """Names and messages full of markup arrive escaped in the panes and in the inspector."""
    words = "<script>alert(1)</script>\"'><b onclick=x>"
    async with visit() as (session, client):
        session.world.person("nora").name = words
        await client.post("/act", data={"verb": "joins", "who": "nora"})
        await client.post("/act", data={"verb": "says", "who": "nora", "text": words})
        page = (await client.get("/", params={"as": "nora"})).text
        assert "<script>alert" not in page
        assert "<b onclick" not in page
        assert page.count("&lt;script&gt;alert(1)") > 3


async def test_a_look_during_a_reset_waits_for_it() -> None:
    """The page can be loaded while the sandbox begins anew, and then shows the new beginning."""
    async with visit() as (session, client):
        halfway, go_on, build = asyncio.Event(), asyncio.Event(), session.product.build

        async def slow(site: Site, ports: Ports, clock: Clock) -> House:
            halfway.set()
            await go_on.wait()
            return await build(site, ports, clock)

        session.product = replace(session.product, build=slow)
        async with asyncio.TaskGroup() as both:
            anew = both.create_task(client.post("/reset"))
            await halfway.wait()
            page = both.create_task(client.get("/"))
            await asyncio.sleep(0)
            go_on.set()
        assert (anew.result().status_code, page.result().status_code) == (303, 200)
        assert len(session.steps) == 1


async def test_what_cannot_be_done_is_said() -> None:
    """An impossible act changes nothing and leaves a notice with a remedy."""
    async with visit() as (session, client):
        for act in (
            {"verb": "says", "who": "nora", "text": "hi"},
            {"verb": "says", "who": "ada", "text": "  "},
            {"verb": "says", "who": "ada", "text": "x" * 5000},
            {"verb": "flies", "who": "ada"},
            {"verb": "joins", "who": "nobody"},
        ):
            await client.post("/act", data=act)
            assert session.notice
        assert len(session.steps) == 1
        assert session.notice in re.sub("&#39;", "'", (await client.get("/")).text)


async def test_people_come_and_go_by_forms() -> None:
    """Joining, leaving, opening the private chat and blocking the bot each have their form and their sentence."""
    async with visit() as (session, client):
        for verb, told in (
            ("joins", "joined the group"),
            ("starts", "opened the private chat"),
            ("blocks", "blocked the bot"),
            ("leaves", "left the group"),
        ):
            await client.post("/act", data={"verb": verb, "who": "nora"})
            assert session.steps[-1].headline.endswith(told)
        page = (await client.get("/", params={"as": "nora"})).text
        assert "The bot is blocked" in page
        assert "is not in the group" in page
        assert "platforms do not tell the bot" in (await client.get("/", params={"step": "4"})).text


async def test_news_are_marked_until_they_are_looked_at() -> None:
    """Whoever received something has a mark in the list, gone once they are looked at; a tab has one for its pane."""
    async with visit() as (session, client):
        await client.post("/act", data={"verb": "says", "who": "noa", "text": "/alarm"})
        assert session.unread == {"", "ada"}
        for who, pane, marks in (
            ("noa", "people", 2),  # Ada in the list, and the tab of the group
            ("ada", "people", 2),  # both tabs
            ("ada", "group", 1),  # the tab of the private view
            ("ada", "private", 0),
            ("ada", "group", 0),
        ):
            page = (await client.get("/", params={"as": who, "pane": pane})).text
            assert page.count("something new") == marks, (who, pane)


async def test_a_forged_press_is_told_as_one() -> None:
    """A press of a button that stands nowhere reaches the bot as it is, and the history calls it forged."""
    async with visit() as (session, client):
        await client.post("/act", data={"verb": "presses", "who": "noa", "message": "9999", "token": "made up"})
        assert "a forged button" in session.steps[-1].headline


async def test_the_inspector_shows_what_was_written() -> None:
    """A choice that is kept appears row by row with its table's purpose, and one that is not says so plainly."""
    async with visit() as (session, client):
        await client.post("/act", data={"verb": "writes", "who": "noa", "text": "/hello"})
        page = (await client.get("/", params={"as": "noa"})).text
        assert "Nothing was written." in page
        assert "not found" in page
        message = session.world.person("noa").inbox[-1].id
        await client.post("/act", data={"verb": "presses", "who": "noa", "message": message, "token": "yes"})
        page = (await client.get("/", params={"as": "noa"})).text
        assert "Shows who agreed. Until withdrawn." in page
        assert "68686868… (16 bytes)" in page
        assert "1 inserted" in page


async def test_the_past_can_be_looked_at() -> None:
    """Each of the last twenty events stays readable, and unknown numbers mean the last one."""
    async with visit() as (session, client):
        for _ in range(REMEMBERED + 3):
            await client.post("/act", data={"verb": "writes", "who": "noa", "text": "/hello"})
        assert len(session.steps) == REMEMBERED
        for step, latest in ((session.steps[0].number, False), (1, True), ("x", True), ("9" * 40, True)):
            page = (await client.get("/", params={"step": str(step)})).text
            assert ("back to the latest" in page) is not latest


async def test_a_broken_bot_is_shown_and_not_hidden() -> None:
    """An error of the bot appears in the inspector, and the page lives on."""
    async with visit() as (_, client):
        await client.post("/act", data={"verb": "writes", "who": "noa", "text": "/break"})
        assert "The bot could not do this. RuntimeError: broken on purpose" in (await client.get("/")).text


async def test_the_clock_moves_by_forms() -> None:
    """Minutes, days and months add up, and nonsense moves nothing."""
    async with visit() as (session, client):
        await client.post("/clock", data={"minutes": "10", "days": "1", "months": "13"})
        assert session.clock.now() == datetime(2027, 12, 25, 12, 10, tzinfo=UTC)
        await client.post("/clock", data={"minutes": "-5", "days": "x", "months": "9" * 30})
        assert session.clock.now() == datetime(2027, 12, 25, 12, 10, tzinfo=UTC)
        for huge in ({"months": "99999"}, {"months": "12000"}, {"days": "999999999999"}):
            await client.post("/clock", data=huge)
            assert "stays" in session.notice
            assert session.clock.now() == datetime(2027, 12, 25, 12, 10, tzinfo=UTC)


async def test_policies_are_switched(tmp_path: Path) -> None:
    """A shipped policy is chosen by name and no other file; one that may not begin yet leaves the old one in force."""
    paths = [tmp_path / name for name in ("first.yaml", "second.yaml", "third.yaml")]
    for path, text in zip(paths, ("first: 1", "second: 2", "early: yes"), strict=True):
        path.write_text(text)
    async with visit(*paths) as (session, client):
        await client.post("/policy", data={"name": "second.yaml"})
        assert session.policy_text() == "second: 2"
        assert "second.yaml became the policy" in (await client.get("/")).text
        await client.post("/policy", data={"name": "../../etc/passwd"})
        assert session.policy_text() == "second: 2"
        await client.post("/policy", data={"name": "third.yaml"})
        assert session.notice == "second.yaml stays in force. too early"
        assert session.policy_text() == "second: 2"


async def test_the_policy_is_edited(tmp_path: Path) -> None:
    """A sound text comes in force; a mistake is shown with its line and changes nothing, never the shipped file."""
    shipped = tmp_path / "shipped.yaml"
    shipped.write_text("first: 1")
    async with visit(shipped) as (session, client):
        await client.post("/edit-policy", data={"text": "good: 1\r\nmore: 2"})
        assert session.policy_text() == "good: 1\nmore: 2"
        assert "shipped.yaml was edited" in (await client.get("/")).text
        await client.post("/edit-policy", data={"text": "bad: <b>"})
        page = (await client.get("/")).text
        assert "shipped.yaml:1:1: bad; write good <code>bad: &lt;b&gt;</code>" in page
        assert "shipped.yaml was refused" in page
        assert session.policy_text() == "good: 1\nmore: 2"
        assert shipped.read_text() == "first: 1"


async def test_files_are_downloads() -> None:
    """A received file is downloaded under its name, and an unknown one says what to do."""
    async with visit() as (session, client):
        await client.post("/act", data={"verb": "writes", "who": "noa", "text": "/file"})
        assert f"--key {'A' * 43}=" in (await client.get("/")).text
        answer = await client.get(f"/file/{session.world.person('noa').inbox[-1].id}")
        assert answer.content == b"{}"
        assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''mine.json"
        assert (await client.get("/file/1")).status_code == 404


async def test_reset_leaves_nothing_behind() -> None:
    """A reset removes the folder on disk and begins as at first."""
    async with visit() as (session, client):
        folder = session.deployment.site.data
        closed = session.deployment
        await client.post("/act", data={"verb": "joins", "who": "nora"})
        assert session.done == {"join"}
        await client.post("/reset")
        assert not folder.exists()
        with pytest.raises(RuntimeError, match="not open"):
            await closed.tick()
        assert session.done == set()
        assert [step.headline[-14:] for step in session.steps] == ["brought the bot in"[-14:]]
    assert not session.deployment.site.data.exists()


async def test_the_guide_ticks_itself_off() -> None:
    """The steps to try are done when what they ask for has happened."""
    async with visit() as (session, client):
        await client.post("/act", data={"verb": "joins", "who": "nora"})
        line = session.world.group().posts[-1].id
        await client.post("/act", data={"verb": "presses", "who": "nora", "message": line, "token": "open"})
        screen = session.world.person("nora").inbox[-1].id
        await client.post("/act", data={"verb": "presses", "who": "nora", "message": screen, "token": "no"})
        assert session.done == {"join", "read", "refuse"}
        assert "3 of 11" in (await client.get("/")).text
