"""The sandbox in a real browser: Debian's Chromium, driven over its own pipe, with nothing but 127.0.0.1 in reach."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser, Page, async_playwright

from adapters.sandbox.clock import standing_still
from adapters.sandbox.product import Product
from adapters.sandbox.serve import running
from adapters.sandbox.session import Session

START = datetime(2026, 11, 24, 12, tzinfo=UTC)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Visit = Callable[..., AbstractAsyncContextManager[Page]]
"""(product, width=1280, height=800, dark=False, scripts=True) -> the page, just opened"""


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Start Chromium once for the lane."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("The browser lane needs Debian's Chromium: apt-get install chromium fonts-noto-core fonts-noto-cjk")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
def visit(browser: Browser) -> Visit:
    """Return what opens a sandbox of its own and looks at it; anything that the console complains of fails the test."""

    @asynccontextmanager
    async def open_page(
        product: Product, width: int = 1280, height: int = 800, *, dark: bool = False, scripts: bool = True
    ) -> AsyncIterator[Page]:
        async with Session(product, standing_still(START)) as session, running(session) as address:
            context = await browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                java_script_enabled=scripts,
                reduced_motion="reduce",
            )
            page = await context.new_page()
            complaints: list[str] = []
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            await page.goto(address)
            yield page
            await context.close()
            assert not complaints, complaints

    return open_page
