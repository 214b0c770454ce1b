"""Looks over a page for what people cannot read, reach or hear."""

from typing import Any

from playwright.async_api import Page

WIDER_THAN_WINDOW = """() => {
  const wide = document.documentElement.clientWidth;
  return [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    const scrolled = one.closest(".chips, .log, textarea, .skip, .unseen");
    return box.width && !scrolled && (box.right > wide + 1 || box.left < -1);
  }).map((one) => one.outerHTML.slice(0, 120));
}"""

UNNAMED = """() => [
    ...document.querySelectorAll("button, a, input:not([type=hidden]), select, textarea, summary, section")
  ].filter((one) => {
    const labels = [...(one.labels || [])].map((label) => label.textContent).join("");
    const by = document.getElementById(one.getAttribute("aria-labelledby") || "-");
    return !(one.textContent || one.getAttribute("aria-label") || labels || (by && by.textContent) || "").trim();
  }).map((one) => one.outerHTML.slice(0, 120))"""

_TEXTS = """() => [...document.querySelectorAll("body *")].flatMap((one) => {
  const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!own || one.closest(".unseen, .skip, option") || !one.checkVisibility()) return [];
  const behind = [];
  for (let up = one; up; up = up.parentElement) behind.push(getComputedStyle(up).backgroundColor);
  return [[one.outerHTML.slice(0, 100), getComputedStyle(one).color, behind]];
})"""
_CANVAS = """(colour) => {
  const brush = document.createElement("canvas").getContext("2d");
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  return [...brush.getImageData(0, 0, 1, 1).data];
}"""
LEAST = 4.5


async def poor_contrasts(page: Page) -> list[str]:
    """Return every text with less than 4.5 to 1 to its background (WCAG 2.2, relative luminance)."""
    known: dict[str, list[int]] = {}

    async def rgba(colour: str) -> list[int]:
        if colour not in known:
            known[colour] = await page.evaluate(_CANVAS, colour)
        return known[colour]

    poor: list[str] = []
    texts: list[Any] = await page.evaluate(_TEXTS)
    for where, colour, behind in texts:
        ground = [255.0, 255.0, 255.0]
        for layer in reversed(behind):
            ground = _over(await rgba(layer), ground)
        ratio = _ratio(_over(await rgba(colour), ground), ground)
        if ratio < LEAST:
            poor.append(f"{ratio:.2f}: {where}")
    return poor


def _over(layer: list[int], ground: list[float]) -> list[float]:
    alpha = layer[3] / 255
    return [alpha * above + (1 - alpha) * below for above, below in zip(layer, ground, strict=False)]


def _ratio(one: list[float], other: list[float]) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: list[float]) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
