"""Takes the pictures of the README anew: `python -m tests.browser.pictures docs/pictures`."""

import asyncio
import shutil
import sys
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from adapters.sandbox.clock import standing_still
from adapters.sandbox.serve import running
from adapters.sandbox.session import Session
from groupbot.cli.product import product
from tests.browser.conftest import FLAGS, START
from tests.browser.walk import to_the_choice


async def choose(page: Page, who: str, language: str) -> None:
    """Go to the toggles as somebody and switch the first on."""
    await page.locator(f"#as-{who}").click()
    await expect(page.locator(f"#as-{who}")).to_have_attribute("aria-current", "true")
    if await page.locator("#tab-group").is_visible():
        await page.click("#tab-group")
        await expect(page.locator("#group")).to_be_visible()
    await to_the_choice(page, language)
    await page.locator("#private .message").last.locator(".press").first.click()
    await expect(page.locator("#private .press", has_text="☑")).to_have_count(1)


async def take(browser: Browser, folder: Path) -> None:
    """Take a picture of a desktop, of a Hebrew reader's phone, and of a dark phone."""
    async with Session(product(), standing_still(START)) as session, running(session) as address:
        page = await browser.new_page(viewport={"width": 1280, "height": 800}, device_scale_factor=1.5)
        await page.goto(address)
        await page.click("#join-nora")
        await choose(page, "nora", "en")
        await page.get_by_role("button", name=product().label("en", "button-save")).click()
        await expect(page.locator("#inspector .change.inserted")).not_to_have_count(0)
        await page.screenshot(path=folder / "sandbox.png")
        phone = await browser.new_page(viewport={"width": 390, "height": 780}, device_scale_factor=1.5)
        await phone.goto(f"{address}/?as=noa&pane=people")
        await choose(phone, "noa", "he")
        await phone.mouse.move(0, 0)
        await phone.screenshot(path=folder / "hebrew.png")
        await phone.emulate_media(color_scheme="dark")
        await phone.click("#tab-people")
        await expect(phone.locator("#people")).to_be_visible()
        await phone.screenshot(path=folder / "phone.png")


async def main(folder: Path) -> None:
    """Start Chromium and take the pictures into `folder`."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        await take(browser, folder)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
