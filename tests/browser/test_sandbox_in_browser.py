"""What a visitor of the sandbox can do in a browser: with or without scripts, by keyboard, on a phone, both ways."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.audit import UNNAMED, WIDER_THAN_WINDOW, poor_contrasts
from tests.browser.conftest import Visit
from tests.unit.sandbox.scripted import product

pytestmark = pytest.mark.anyio
PEOPLE = ("ada", "nora", "noa", "layla", "xiaoya")
PANES = ("people", "group", "private", "inspector", "controls")


async def play(page: Page) -> None:
    """Fill both panes and the inspector with everything that can stand in them."""
    for who in ("noa", "layla"):
        await page.click(f"#as-{who}")
        await expect(page.locator(f"#as-{who}")).to_have_attribute("aria-current", "true")
        await page.fill("#says-text", "שלום لكم hello 12:30")
        await page.press("#says-text", "Enter")
        await expect(page.locator("#group .message").last).to_contain_text("שלום")
        await page.locator("#group .press").last.click()
        await expect(page.locator("#private .press").last).to_have_text("No")
    await page.locator("#private .press").first.click()
    await expect(page.locator("#inspector .change").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "plain"])
async def test_a_first_visit(visit: Visit, *, scripts: bool) -> None:
    """With and without scripts: join, open the line, answer, and read what was written and that it is the newest."""
    async with visit(product(), scripts=scripts) as page:
        await page.click("#join-nora")
        await expect(page.locator(".count")).to_have_text("1 of 11")
        await page.locator("#group .press").last.click()
        await expect(page.locator("#private .text")).to_have_text("May I keep a record?")
        await expect(page.locator("#inspector .nothing").first).to_contain_text("Nothing was written")
        await page.get_by_role("button", name="Yes").click()
        await expect(page.locator("#private .text")).to_have_text("Kept.")
        await expect(page.locator("#inspector .change")).to_contain_text("inserted")
        await page.click("#step-1")
        await expect(page.locator("#inspector .headline")).to_contain_text("brought the bot in")
        await page.click("#latest")
        await expect(page.locator("#inspector .headline")).to_contain_text("pressed")


async def test_scripts_swap_only_what_changed(visit: Visit) -> None:
    """With scripts the page is never loaded anew: focus, half-written words and open boxes stay, sent words go."""
    async with visit(product()) as page:
        await page.click("#as-noa")
        await expect(page.locator("#private-title")).to_contain_text("נועה")
        await page.evaluate("window.sameDocument = true")
        await page.click("#clock-open")
        await page.fill("#says-text", "half-written")
        await page.fill("#writes-text", "/hello")
        await page.press("#writes-text", "Enter")
        await expect(page.locator("#private .text").last).to_have_text("May I keep a record?")
        assert await page.evaluate("window.sameDocument")
        await expect(page.locator("#writes-text")).to_be_focused()
        await expect(page.locator("#writes-text")).to_have_value("")
        await expect(page.locator("#says-text")).to_have_value("half-written")
        await expect(page.locator("#clock-go")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.locator("#clock-go")).to_be_hidden()


async def test_a_messages_link_is_at_hand(visit: Visit) -> None:
    """REQUIRES that a message's link opens in place, and that an opened one makes the message no new one."""
    async with visit(product()) as page:
        await page.click("#as-noa")
        await expect(page.locator("#private-title")).to_contain_text("נועה")
        await page.fill("#says-text", "first words")
        await page.press("#says-text", "Enter")
        line = page.locator("#group .message", has_text="first words")
        await line.locator("summary").click()
        await expect(line.locator("code")).to_contain_text("https://sandbox.invalid/village-pump/")
        await line.evaluate("(one) => { window.line = one; }")
        await page.fill("#says-text", "second words")
        await page.press("#says-text", "Enter")
        await expect(page.locator("#group .message").last).to_contain_text("second words")
        assert await line.evaluate("(one) => one === window.line")
        await expect(line.locator("code")).to_be_visible()


async def test_the_keyboard_reaches_everything(visit: Visit) -> None:
    """By Tab and Enter alone one gets in, joins and answers; focus is visible and follows the reading order."""
    async with visit(product()) as page:
        await page.keyboard.press("Tab")
        await expect(page.locator(".skip")).to_be_focused()
        await expect(page.locator(".skip")).to_be_in_viewport()
        order = []
        for _ in range(60):
            await page.keyboard.press("Tab")
            order.append(await page.evaluate("document.activeElement.id"))
            if order[-1]:
                outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none", order[-1]
        wanted = ["clock-10", "policy-name", "reset", "as-ada", "join-nora", "group-log", "private-log", "start-here"]
        assert [stop for stop in order if stop in wanted][: len(wanted)] == wanted
        await page.focus("#join-nora")
        await page.keyboard.press("Enter")
        await expect(page.locator("#leave-nora")).to_be_visible()
        await page.locator("#group .press").last.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Yes")).to_be_visible()
        assert await page.evaluate("document.activeElement.className") == "press"


async def test_focus_stays_in_sight(visit: Visit) -> None:
    """When what was pressed is gone or hidden, the focus goes to the title of the pane that is shown."""
    async with visit(product(), 390, 844) as page:
        await page.focus("#join-nora")
        await page.keyboard.press("Enter")
        await expect(page.locator("#people-title")).to_be_focused()
        await page.click("#tab-group")
        # A hidden button takes no focus: the pane is fetched first.
        await expect(page.locator("#group .press").last).to_be_visible()
        await page.locator("#group .press").last.focus()
        await page.keyboard.press("Enter")
        await expect(page.locator("#private-title")).to_be_focused()


@pytest.mark.parametrize("pane", ["group", "private"])
async def test_the_ring_around_a_title_leaves_the_words_below_alone(visit: Visit, pane: str) -> None:
    """REQUIRES that on a phone the focus ring of a pane's title ends above the line of words beneath the title."""
    async with visit(product(), 390, 844) as page:
        await page.click(f"#tab-{pane}")
        await expect(page.locator(f"#tab-{pane}")).to_have_attribute("aria-current", "true")
        await page.keyboard.press("Tab")
        title = page.locator(f"#{pane}-title")
        await title.focus()
        width, offset = await title.evaluate(
            "(one) => ['outlineWidth', 'outlineOffset'].map((name) => parseFloat(getComputedStyle(one)[name]))"
        )
        above, below = await title.bounding_box(), await page.locator(f"#{pane} .head p").bounding_box()
        assert above is not None
        assert below is not None
        assert width >= 2
        assert above["y"] + above["height"] + width + offset <= below["y"]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844), (1920, 1080), (320, 640), (860, 700)])
async def test_nothing_runs_out_of_the_window(visit: Visit, width: int, height: int) -> None:
    """At phone and desktop width no pane of any reader is wider than the window, and each is reachable."""
    async with visit(product(), width, height) as page:
        for who in PEOPLE:
            for pane in PANES:
                await page.goto(f"{page.url.split('?')[0]}?as={who}&pane={pane}")
                assert await page.evaluate(WIDER_THAN_WINDOW) == []
                await expect(page.locator(f"#{pane} >> nth=0")).to_be_in_viewport()


async def test_controls_open_on_a_phone(visit: Visit) -> None:
    """On a phone the clock and the policy's editor open within the window."""
    async with visit(product(), 390, 844) as page:
        await page.click("#tab-controls")
        await page.click("#clock-open")
        await page.click("#policy-open")
        await expect(page.locator("#policy-edit")).to_be_visible()
        assert await page.evaluate(WIDER_THAN_WINDOW) == []


async def test_right_to_left_readers_get_right_to_left(visit: Visit) -> None:
    """The private view of Hebrew and Arabic readers runs from right to left, and each message by its own words."""
    async with visit(product()) as page:
        await play(page)
        for who, direction in (("noa", "rtl"), ("layla", "rtl"), ("xiaoya", "ltr")):
            await page.click(f"#as-{who}")
            await expect(page.locator("#private")).to_have_css("direction", direction)
        await expect(page.locator("#group .text").last).to_have_css("direction", "rtl")
        await expect(page.locator("#group .text").first).to_have_css("direction", "ltr")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_everything_can_be_read(visit: Visit, *, dark: bool) -> None:
    """All text has a contrast of at least 4.5 to 1 to what is behind it (WCAG 2.2, 1.4.3), light and dark."""
    async with visit(product(), dark=dark) as page:
        await play(page)
        await page.click("#policy-open")
        assert await poor_contrasts(page) == []


async def test_everything_has_a_name(visit: Visit) -> None:
    """Every control and region has a name that is read out, and no id stands twice."""
    async with visit(product()) as page:
        await play(page)
        assert await page.evaluate(UNNAMED) == []
        ids = await page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
        assert len(ids) == len(set(ids))
        assert await page.locator("[role=log]").count() == 2


async def test_targets_are_large_enough(visit: Visit) -> None:
    """On a phone every control of every pane is at least 24 pixels in each direction (WCAG 2.2, 2.5.8)."""
    async with visit(product(), 390, 844) as page:
        for pane in PANES:
            await page.click(f"#tab-{pane}")
            await expect(page.locator(f"#tab-{pane}")).to_have_attribute("aria-current", "true")
            for control in await page.locator("button:visible, input:visible, select:visible, summary:visible").all():
                box = await control.bounding_box()
                assert box is not None
                assert min(box["width"], box["height"]) >= 24, await control.evaluate("(one) => one.outerHTML")
