"""A new admin follows the guide's steps with the real bot, as the page tells them to, and nothing else."""

import pytest
from playwright.async_api import Page, expect

from groupbot.cli.product import product
from tests.browser.audit import WIDER_THAN_WINDOW, poor_contrasts
from tests.browser.conftest import Visit
from tests.browser.walk import to_the_choice

pytestmark = pytest.mark.anyio


async def follow_link(page: Page, task: str) -> None:
    """Follow "Show me where" when it is offered."""
    link = page.locator(f"#task-{task}")
    if await link.is_visible():
        await link.click()
        await expect(link).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)], ids=["desktop", "phone"])
async def test_the_guide_leads_from_the_door_to_a_choice_and_back(visit: Visit, width: int, height: int) -> None:
    """Whoever does what the guide says sees the steps about consent ticked off, on a desktop and on a phone."""
    label = product().label
    async with visit(product(), width, height) as page:
        done = page.locator(".count")
        await page.click("#join-nora")
        await expect(done).to_have_text("1 of 11")
        await follow_link(page, "read")
        await to_the_choice(page, "en")
        await page.get_by_role("button", name=label("en", "button-none")).click()
        await expect(done).to_have_text("3 of 11")
        await expect(page.locator("#inspector .nothing").first).to_contain_text("Nothing was written")
        if width < 860:
            await page.click("#tab-people")
            await expect(page.locator("#people")).to_be_visible()
        await follow_link(page, "agree")
        await to_the_choice(page, "he")
        await page.locator("#private .press", has_text=label("he", "purpose-events")).click()
        await expect(page.locator("#private .press", has_text="☑")).to_have_count(1)
        await page.locator("#private .press", has_text=label("he", "button-save")).click()
        await expect(done).to_have_text("4 of 11")
        await expect(page.locator("#inspector .change.inserted")).not_to_have_count(0)
        await page.click("#writes-withdraw")
        await expect(page.locator("#private .message.bot").last.locator(".press")).to_have_count(2)
        assert await page.evaluate(WIDER_THAN_WINDOW) == []
        assert await poor_contrasts(page) == []
        await page.locator("#private .message.bot").last.locator(".press").first.click()
        await expect(done).to_have_text("5 of 11")
        await expect(page.locator("#inspector .change.deleted")).not_to_have_count(0)
