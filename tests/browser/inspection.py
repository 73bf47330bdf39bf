"""Looking at a page with axe, wide and narrow."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE

_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def faults_of(page: Page) -> list[str]:
    """Give what axe finds at both widths, and whether a narrow page has to be moved sideways."""
    found = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
        for fault in Axe().run(page, options=_RULES).response["violations"]:
            places = "; ".join(node["html"][:160] for node in fault["nodes"][:3])
            found.append(f"{size['width']} px: {fault['id']}: {fault['help']}: {places}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{size['width']} px: the page is {wide} px too wide: {_widest(page)}")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # As above
    return found


def _widest(page: Page) -> str:
    """Name the elements that stick out."""
    script = """() => [...document.body.querySelectorAll('*')]
        .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .slice(-3).map(one => one.outerHTML.slice(0, 120)).join(' | ')"""
    return str(page.evaluate(script))


def assert_good(page: Page) -> None:
    """Fail with everything that is wrong with the page that is open."""
    faults = faults_of(page)
    assert not faults, f"{page.url}:\n  " + "\n  ".join(faults)
