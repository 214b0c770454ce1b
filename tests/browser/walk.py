"""The way through the sandbox that everybody goes: from the group's line to the toggles."""

from playwright.async_api import Page, expect

from groupbot.cli.product import product

WAY = ("button-next-page", "button-read", "button-age-yes")


async def to_the_choice(page: Page, language: str) -> None:
    """Press the group's line and go on until the toggles are there."""
    label = product().label
    await page.locator("#group .press").last.click()
    newest = page.locator("#private .message").last
    done = newest.locator(".press", has_text=label(language, "button-save"))
    for key in WAY * 3:
        await expect(newest.locator(".press").first).to_be_visible()
        onward = newest.locator(".press", has_text=label(language, key))
        if not await done.count() and await onward.count():
            await onward.first.click()
            await expect(onward).to_have_count(0)
    await expect(done).to_be_visible()
